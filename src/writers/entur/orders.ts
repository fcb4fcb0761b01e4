import type { WireReservedOffers } from '../../clients/entur/changes/answers.js';
import type {
  ReceiptBody,
  ReceiptQuery,
  ReserveOffersBody,
  UpdateOrderBody,
  UpdateOrderLinesBody,
} from '../../clients/entur/changes/bodies.js';
import type { EnturOrderClient } from '../../clients/entur/orders.js';
import { outcomeOf } from '../../errors/outcome.js';
import { thenForget } from '../then-forget.js';
import { callOf, lookOf, requireExperimental, type EnturWriterParts } from './parts.js';

/** Changes of orders. Each forgets what it made wrong, also when its outcome is unknown. All throw UpstreamError. */
export interface EnturOrderWriters {
  reserveOffers(body: ReserveOffersBody): Promise<WireReservedOffers>;
  updateOrderLines(body: UpdateOrderLinesBody): Promise<WireReservedOffers>;
  /** Experimental. */
  updateOrder(orderId: string, body: UpdateOrderBody): Promise<void>;
  /** `found`: the answer was lost, and the order is confirmed, by this call or before it. */
  confirmOrderLines(orderId: string): Promise<'confirmed' | 'found'>;
  /** Experimental. Gives the ids of the travellers. */
  addTravellers(orderId: string, customerIds: readonly string[]): Promise<readonly string[]>;
  /** Gives the reference of the receipt; null where the service gave none. Changes nothing that is read here. */
  sendReceipt(asked: ReceiptQuery, body: ReceiptBody): Promise<string | null>;
}

export interface EnturOrderWriterParts extends EnturWriterParts {
  readonly orders: EnturOrderClient;
}

/** Changes of orders for one request. */
export function createEnturOrderWriters(parts: EnturOrderWriterParts): EnturOrderWriters {
  const { forget } = parts;
  const { orders: changes, inferred } = parts.changes;

  function ofOrder<T>(orderId: string, change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      forget.order(orderId, outcome);
    });
  }

  /** Straight from the API: no cache may answer here. */
  async function isConfirmed(orderId: string): Promise<boolean> {
    const { credentials, scope } = lookOf(parts);
    const { firstPage } = parts.config;
    const { value } = await parts.orders.search(credentials, scope, {
      conditions: [{ field: 'id', operator: 'eq', value: orderId }],
      page: firstPage,
      firstPage,
      perPage: 1,
    });
    return value.items.some((order) => order.id === orderId && order.status === 'CONFIRMED');
  }

  return {
    reserveOffers: (body) =>
      thenForget(
        () => changes.reserveOffers(callOf(parts), body),
        (outcome, made) => {
          const orderId = made?.orderId ?? body.orderId;
          // A refusal has made no order.
          if (orderId !== undefined || outcome === 'unknown') forget.order(orderId, outcome);
        },
      ),
    updateOrderLines: (body) => ofOrder(body.orderId, () => changes.updateOrderLines(callOf(parts), body)),
    updateOrder: async (orderId, body) => {
      requireExperimental(parts, 'enturUpdateOrder');
      await ofOrder(orderId, () => inferred.updateOrder(callOf(parts), orderId, body));
    },
    confirmOrderLines: (orderId) =>
      ofOrder(orderId, async () => {
        try {
          await changes.confirmOrderLines(callOf(parts), orderId);
          return 'confirmed';
        } catch (error) {
          if (outcomeOf(error) === 'known' || !(await isConfirmed(orderId).catch(() => false))) throw error;
          return 'found';
        }
      }),
    addTravellers: async (orderId, customerIds) => {
      requireExperimental(parts, 'enturAddTravellers');
      return ofOrder(orderId, () => inferred.addTravellers(callOf(parts), orderId, customerIds));
    },
    sendReceipt: async (asked, body) => changes.sendReceipt(callOf(parts), asked, body),
  };
}
