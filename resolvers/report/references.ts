import type { Ledger } from '../../schema/report/Ledger.js';
import type { Context } from '../../src/context.js';
import { decodeId } from '../shared/ids.js';
import type { Reference } from '../shared/references.js';
import { checkLedgerId } from './identifiers.js';
import { toLedger } from './mappers.js';

/** `_entities` for a ledger by `id` or by `ledgerId`. One list answers them all. */
export async function ledgerReference(reference: Reference, { loaders }: Context): Promise<Ledger | null> {
  const [ledgerId] =
    reference['id'] === undefined ? [reference['ledgerId']] : decodeId('Ledger', 1, reference['id']);
  const ledger = await loaders.report.ledger(checkLedgerId(ledgerId, 'ledgerId'));
  return ledger === null ? null : toLedger(ledger);
}
