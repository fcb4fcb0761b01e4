import type { GraphQLResolveInfo } from 'graphql';
import type { Ledger } from '../../schema/report/Ledger.js';
import type { Context } from '../../src/context.js';
import { selectsOnly } from '../shared/selection.js';
import { toLedger, toLedgerStub } from './mappers.js';

const keyFields = new Set(['id', 'ledgerId']);

/** The ledger that something belongs to; by its key alone, without a call, when nothing else is asked for. */
export async function ledgerOf(
  ledgerId: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<Ledger | null> {
  if (selectsOnly(info, keyFields)) return toLedgerStub(ledgerId);
  const ledger = await loaders.report.ledger(ledgerId);
  return ledger === null ? null : toLedger(ledger);
}
