import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { salesHeaders, serviceOf } from './guard.js';
import type { OrderLine, StoredOrder, Traveller } from './model/order.js';
import { newOrder } from './order-writes.js';
import { withBody } from './rules/body.js';
import { opened } from './rules/life.js';
import { onOpenOrder } from './rules/on-order.js';
import { offered } from './seed/offers.js';
import type { SeatedLine } from './seed/lines.js';
import type { EnturState } from './state/EnturState.js';

const customers = z.array(z.object({ customerId: z.string().min(1), entitlements: z.array(z.json()) }));

const configuration = z
  .object({
    offerId: z.uuid(),
    selectedTravellerIds: z.array(z.string()).min(1).exactOptional(),
    selectableProductIds: z.array(z.string()).exactOptional(),
    customers: customers.exactOptional(),
    count: z.int().min(1).max(100).exactOptional(),
    externalReference: z.string().exactOptional(),
  })
  .refine(({ count, selectedTravellerIds }) => count === undefined || selectedTravellerIds === undefined, {
    message: 'Goes without selectedTravellerIds only.',
    path: ['count'],
  });

type Configuration = z.output<typeof configuration>;

const reserveRequest = z.object({
  orderId: z.string().exactOptional(),
  offerConfigurations: z.array(configuration).min(1),
});

/** Reserves offers as lines of an order, a new one unless it is named. */
export function reserveOffersRoutes(state: EnturState): Route[] {
  return [
    serviceOf(state)(
      'POST',
      '/v1/reserve-offers',
      salesHeaders,
      withBody(state, reserveRequest, ({ orderId, offerConfigurations }, request) => {
        if (orderId === undefined) return reserve(state, newOrder(state, request), offerConfigurations);
        return onOpenOrder(state, request, orderId, (order) =>
          reserve(state, opened(order, state.clock.now()), offerConfigurations),
        );
      }),
    ),
  ];
}

function reserve(state: EnturState, order: StoredOrder, configurations: readonly Configuration[]): Answer {
  const { clock } = state;
  const data = state.dataNow();
  const made = configurations.flatMap((one) => linesFor(data.nextUuid('reserved'), one, clock.now()));
  const orderLines = made.map(({ line }) => line);
  const reservations = made.flatMap(({ reservation }) => reservation ?? []);
  const known = new Set(order.travellers.map(({ id }) => id));
  const travellers = orderLines.flatMap((line) => line.travellers).filter(({ id }) => !known.has(id));
  const { id } = data.putOrder({
    ...order,
    orderLines: [...order.orderLines, ...orderLines],
    reservations: [...order.reservations, ...reservations],
    travellers: [...order.travellers, ...new Map(travellers.map((one) => [one.id, one])).values()],
  });
  return json(200, {
    orderId: id,
    orderLineIds: orderLines.map((line) => line.id),
    reservationIds: reservations.map((reservation) => reservation.id),
    replacedByOrderLineIds: [],
  });
}

/** As many lines as travellers were chosen; a group product makes one for all of them. */
function linesFor(key: string, one: Configuration, nowMs: number): SeatedLine[] {
  const { offerId, selectedTravellerIds = [], count = 1, externalReference, customers: known = [] } = one;
  const offer = offered(offerId);
  const travellers = selectedTravellerIds.map((id, index): Traveller => {
    const customer = known[index];
    return { id, ...(customer && { customerRef: { id: customer.customerId } }), userType: offer.userType };
  });
  const lines = offer.isGroup ? 1 : travellers.length || count;
  return Array.from({ length: lines }, (_, at) => {
    const seated = offer.line(`${key} ${String(at)}`, nowMs);
    const own = offer.isGroup ? travellers : travellers.slice(at, at + 1);
    const line: OrderLine = {
      ...seated.line,
      travellers: own,
      ...(externalReference !== undefined && { externalReference, externalConfirmation: 'PENDING' }),
      fareProducts: [
        ...seated.line.fareProducts,
        ...(one.selectableProductIds ?? []).map((id) => ({ id, version: 'ENT:Version:V1' })),
      ],
    };
    return { ...seated, line };
  });
}
