import type { GraphQLResolveInfo } from 'graphql';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { Ledger } from '../../schema/report/Ledger.js';
import type { WireLedger } from '../../src/clients/report.js';
import type { SeenLedger } from '../../src/loaders/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { selectsOnly } from '../shared/selection.js';
import { recipientHandleOf, toLedger, toLedgerKey } from './mappers.js';

const keyFields = new Set(['id', 'ledgerId']);

/** The ledger that something belongs to; by its key alone, without a call, when nothing else is asked for. */
export async function ledgerOf(
  ledgerId: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<Ledger | null> {
  if (selectsOnly(info, keyFields)) return toLedgerKey(ledgerId);
  const ledger = await loaders.report.ledger(ledgerId);
  return ledger === null ? null : toLedger(ledger);
}

/** The ledger that a sales unit settles on; undefined when none of these is it. */
export function ledgerOfSalesUnit(ledgers: readonly WireLedger[], msn: string): WireLedger | undefined {
  const handle = recipientHandleOf(msn);
  return ledgers.find(({ pointsOfSale }) =>
    pointsOfSale.some(({ recipientHandle }) => recipientHandle === handle),
  );
}

/**
 * The sales unit that made the sales on a ledger; null when it is none, or when there are several points of sale, as a
 * sale does not say which one made it.
 */
export function salesUnitOfLedger(ledger: SeenLedger | null): SalesUnit | null {
  return ledger?.pointsOfSale.length === 1 && ledger.hiddenPoints === 0
    ? (toLedger(ledger).salesUnits?.[0] ?? null)
    : null;
}
