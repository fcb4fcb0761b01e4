import type { Ledger } from '../../schema/report/Ledger.js';
import type { Context } from '../../src/context/vipps-context.js';
import { decodeGlobalId } from '../shared/global-id.js';
import type { Reference } from '../shared/reference-resolver.js';
import { checkLedgerId } from './identifiers.js';
import { toLedger } from './mappers.js';

/** `_entities` for a ledger by `id` or by `ledgerId`. One list answers them all. */
export async function ledgerReference(reference: Reference, { loaders }: Context): Promise<Ledger | null> {
  const { id } = reference;
  const ledger = await loaders.report.ledger(
    id === undefined
      ? checkLedgerId(reference['ledgerId'], 'ledgerId')
      : decodeGlobalId('Ledger', 1, id, ([ledgerId]) => checkLedgerId(ledgerId, 'id')),
  );
  return ledger === null ? null : toLedger(ledger);
}
