import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { salesHeaders, serviceOf } from './guard.js';
import type { Fee, OrderLine, Reservation, StoredOrder } from './model/order.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { giveBack, sharesOf } from './rules/give-back.js';
import { opened } from './rules/life.js';
import { amountOf, exactly } from './rules/money.js';
import { onOpenOrder } from './rules/on-order.js';
import { priced } from './seed/lines.js';
import { offered } from './seed/offers.js';
import type { EnturState } from './state/EnturState.js';

const request = z.object({
  orderId: z.string().min(1),
  offerConfigurations: z
    .array(
      z.object({
        offerId: z.uuid(),
        orderLineId: z.uuid(),
        customers: z
          .array(z.object({ customerId: z.string(), entitlements: z.array(z.json()) }))
          .exactOptional(),
      }),
    )
    .min(1),
  refundPriceDifference: z.boolean().default(false),
});

interface Replaced {
  readonly old: OrderLine;
  readonly line: OrderLine;
  readonly reservation: Reservation | undefined;
}

/** Changes order lines: others take their place, and what was cheaper is given back or kept as a fee. */
export function updateOrderRoutes(state: EnturState): Route[] {
  return [
    serviceOf(state)(
      'POST',
      '/v1/update-order',
      salesHeaders,
      withBody(state, request, (body, sent) =>
        onOpenOrder(state, sent, body.orderId, (order) => {
          const replaced: Replaced[] = [];
          for (const { offerId, orderLineId } of body.offerConfigurations) {
            const old = order.orderLines.find(({ id }) => id === orderLineId);
            if (!old) return refuse(state, sent, { status: 404, message: `No order line ${orderLineId}.` });
            if (old.status === 'CANCELLED')
              return refuse(state, sent, { status: 409, message: `Order line ${orderLineId} is cancelled.` });
            if (replaced.some((other) => other.old === old))
              return refuse(state, sent, {
                status: 409,
                message: `Order line ${orderLineId} is named twice.`,
              });
            const made = offered(offerId).line(state.dataNow().nextUuid('changed'), state.clock.now());
            const line = { ...made.line, travellers: old.travellers };
            replaced.push({ old, line, reservation: made.reservation });
          }
          return replace(state, order, replaced, body.refundPriceDifference);
        }),
      ),
    ),
  ];
}

function replace(
  state: EnturState,
  order: StoredOrder,
  replaced: readonly Replaced[],
  refundsDifference: boolean,
): Answer {
  const { clock } = state;
  const data = state.dataNow();
  const now = clock.now();
  const gone = new Set(replaced.map(({ old }) => old.id));
  const next = opened(order, now);
  const cancel = <Item>(item: Item): Item & { status: 'CANCELLED' } => ({ ...item, status: 'CANCELLED' });
  const reservations = replaced.flatMap(({ reservation }) => reservation ?? []);
  const cheaper = replaced.flatMap(({ old, line }) => {
    const units = exactly(old.price.amount) - exactly(line.price.amount);
    return old.status === 'CONFIRMED' && units > 0n ? [{ units, lineId: line.id }] : [];
  });
  const shares = refundsDifference
    ? sharesOf(
        data,
        order.id,
        cheaper.reduce((sum, { units }) => sum + units, 0n),
      )
    : undefined;
  const kept: Fee[] = cheaper.map(({ units, lineId }) => ({
    id: data.nextUuid('fee'),
    type: 'CHANGE_NON_REFUNDABLE',
    price: priced(amountOf(units), order.currency),
    reason: 'Price difference',
    orderLineIds: [lineId],
  }));
  const changed = data.putOrder({
    ...next,
    orderLines: [
      ...next.orderLines.map((line) => (gone.has(line.id) ? cancel(line) : line)),
      ...replaced.map(({ line }) => line),
    ],
    reservations: [
      ...next.reservations.map((seat) => (gone.has(seat.orderLineId) ? cancel(seat) : seat)),
      ...reservations,
    ],
    fees: [...next.fees.map((fee) => movedFee(fee, replaced)), ...(shares ? [] : kept)],
  });
  if (shares && shares.length > 0) giveBack(data, changed, shares, now);
  return json(200, {
    orderId: order.id,
    orderLineIds: replaced.map(({ line }) => line.id),
    reservationIds: reservations.map(({ id }) => id),
    replacedByOrderLineIds: replaced.map(({ old, line }) => ({
      originalOrderLineIds: [old.id],
      replacedByOrderLineIds: [line.id],
    })),
  });
}

/** What was taken off a line goes over to the one in its place. */
function movedFee(fee: Fee, replaced: readonly Replaced[]): Fee {
  const orderLineIds = fee.orderLineIds.map(
    (lineId) => replaced.find(({ old }) => old.id === lineId)?.line.id ?? lineId,
  );
  return { ...fee, orderLineIds };
}
