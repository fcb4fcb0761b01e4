import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { checkLedgerId, checkReference } from '../report/identifiers.js';
import { decodeGlobalId, encodeGlobalId, globalIdType } from '../shared/global-id.js';
import type { NamedEntity, NameEntity, Reference } from '../shared/reference-resolver.js';
import { CASH_EVENT_TYPE, cashKeyParts, toSalesEvent } from './mappers.js';

const salesEventByKey = new Set(['id', 'ledgerId', 'pspReference', 'ledger']);

/** A sales event by `id`, or by `ledgerId` and `pspReference`: one call per distinct event. */
export const nameSalesEvent: NameEntity = (reference, context) => {
  const isCash = globalIdType(reference['id']) === CASH_EVENT_TYPE;
  const found = isCash ? cashEvent(reference['id'], context) : eventWithPsp(reference, context);
  return { type: 'SalesEvent', byKey: salesEventByKey, ...found };
};

type Found = Pick<NamedEntity, 'key' | 'load'>;

function eventWithPsp({ id, ...named }: Reference, { loaders }: Context): Found {
  const key =
    id === undefined
      ? {
          ledgerId: checkLedgerId(named['ledgerId'], 'ledgerId'),
          pspReference: checkReference(named['pspReference'], 'pspReference'),
        }
      : decodeGlobalId('SalesEvent', 2, id, ([ledger, psp]) => ({
          ledgerId: checkLedgerId(ledger, 'id'),
          pspReference: checkReference(psp, 'id'),
        }));
  return {
    key: { id: encodeGlobalId('SalesEvent', key.ledgerId, key.pspReference), ...key },
    load: async () => {
      const event = await loaders.sales.event.load(key);
      return event && toSalesEvent(event, key.ledgerId);
    },
  };
}

/** A cash event has no PSP reference, so it is looked for among the events of its order. */
function cashEvent(id: unknown, { loaders }: Context): Found {
  const { marks, ...order } = decodeGlobalId(CASH_EVENT_TYPE, 6, id, ([ledger, reference, ...rest]) => ({
    ledgerId: checkLedgerId(ledger, 'id'),
    reference: reference === '' ? '' : checkReference(reference, 'id'),
    marks: rest,
  }));
  const { ledgerId, reference } = order;
  return {
    key: { id: encodeGlobalId(CASH_EVENT_TYPE, ledgerId, reference, ...marks), ledgerId, pspReference: null },
    load: async () => {
      if (reference === '')
        throw new BadInputError(
          ['id'],
          'id is that of a sale without a reference, by which it could be looked up.',
        );
      const event = await loaders.sales.eventOfOrder(order, (events) =>
        events.find(
          (one) =>
            one.pspReference === null && cashKeyParts(one).every((mark, index) => mark === marks[index]),
        ),
      );
      return event && toSalesEvent(event, ledgerId);
    },
  };
}
