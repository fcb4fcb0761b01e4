import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Context } from '../../src/context.js';
import { checkLedgerId, checkReference } from '../report/identifiers.js';
import { decodeId } from '../shared/ids.js';
import type { Reference } from '../shared/references.js';
import { toSalesEvent } from './mappers.js';

/** `_entities` for a sales event by `id`, or by `ledgerId` and `pspReference`: one call per distinct event. */
export async function salesEventReference(
  reference: Reference,
  context: Context,
): Promise<SalesEvent | null> {
  const { id } = reference;
  if (id === undefined) return findEvent(reference['ledgerId'], reference['pspReference'], context);
  if (partsOf(id) === 4) return findCash(decodeId('SalesEvent', 4, id), context);
  const [ledgerId, pspReference] = decodeId('SalesEvent', 2, id);
  return findEvent(ledgerId, pspReference, context);
}

async function findEvent(ledger: unknown, psp: unknown, { loaders }: Context): Promise<SalesEvent | null> {
  const ledgerId = checkLedgerId(ledger, 'ledgerId');
  const pspReference = checkReference(psp, 'pspReference');
  const event = await loaders.sales.event.load({ ledgerId, pspReference });
  return event && toSalesEvent(event, ledgerId);
}

/** A cash event has no reference of its own: it is found among those of its order. */
async function findCash(
  [ledger, order, entryType, time]: readonly string[],
  { loaders }: Context,
): Promise<SalesEvent | null> {
  const ledgerId = checkLedgerId(ledger, 'id');
  const events = await loaders.sales.ofReference.load({ ledgerId, reference: checkReference(order, 'id') });
  const event = events?.find((one) => {
    return one.pspReference === null && (one.entryType ?? '') === entryType && (one.time ?? '') === time;
  });
  return event === undefined ? null : toSalesEvent(event, ledgerId);
}

/** How many parts follow the type in a global id: they tell the two forms of a sales event's id apart. */
function partsOf(id: unknown): number {
  try {
    const values: unknown = JSON.parse(Buffer.from(String(id), 'base64url').toString());
    return Array.isArray(values) ? values.length - 1 : 0;
  } catch {
    return 0;
  }
}
