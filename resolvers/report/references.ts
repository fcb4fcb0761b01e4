import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../src/context/vipps-context.js';
import { decodeGlobalId } from '../shared/global-id.js';
import { entityByKey, type Reference } from '../shared/reference-resolver.js';
import { checkLedgerId } from './identifiers.js';
import { toLedger, toLedgerKey } from './mappers.js';

const ledgerByKey = new Set(['id', 'ledgerId', 'salesEvents', 'funds', 'fees']);

/** `_entities` for a ledger by `id` or by `ledgerId`. One list answers them all. */
export async function ledgerReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const { id } = reference;
  const ledgerId =
    id === undefined
      ? checkLedgerId(reference['ledgerId'], 'ledgerId')
      : decodeGlobalId('Ledger', 1, id, ([key]) => checkLedgerId(key, 'id'));
  const load = async () => {
    const ledger = await loaders.report.ledger(ledgerId);
    return ledger && toLedger(ledger);
  };
  return entityByKey({ type: 'Ledger', key: toLedgerKey(ledgerId), byKey: ledgerByKey, load }, info);
}
