import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkLedgerId, checkReference } from '../report/identifiers.js';
import { decodeGlobalId, globalIdType } from '../shared/global-id.js';
import type { Reference } from '../shared/reference-resolver.js';
import { CASH_EVENT_TYPE, cashKeyParts, toSalesEvent } from './mappers.js';

/** `_entities` for a sales event by `id`, or by `ledgerId` and `pspReference`: one call per distinct event. */
export async function salesEventReference(
  reference: Reference,
  context: Context,
): Promise<SalesEvent | null> {
  const { id } = reference;
  if (globalIdType(id) === CASH_EVENT_TYPE) return findCash(id, context);
  const key =
    id === undefined
      ? {
          ledgerId: checkLedgerId(reference['ledgerId'], 'ledgerId'),
          pspReference: checkReference(reference['pspReference'], 'pspReference'),
        }
      : decodeGlobalId('SalesEvent', 2, id, ([ledger, psp]) => ({
          ledgerId: checkLedgerId(ledger, 'id'),
          pspReference: checkReference(psp, 'id'),
        }));
  const event = await context.loaders.sales.event.load(key);
  return event && toSalesEvent(event, key.ledgerId);
}

/** A cash event has no PSP reference, so it is looked for among the events of its order. */
async function findCash(id: unknown, { loaders }: Context): Promise<SalesEvent | null> {
  const { marks, ...order } = decodeGlobalId(CASH_EVENT_TYPE, 6, id, ([ledger, reference, ...rest]) => ({
    ledgerId: checkLedgerId(ledger, 'id'),
    reference: checkReference(reference, 'id'),
    marks: rest,
  }));
  const event = await loaders.sales.eventOfOrder(order, (events) =>
    events.find(
      (one) => one.pspReference === null && cashKeyParts(one).every((mark, index) => mark === marks[index]),
    ),
  );
  return event && toSalesEvent(event, order.ledgerId);
}
