import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { serviceOf } from './guard.js';
import type { Fee, StoredOrder, Traveller } from './model/order.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { opened } from './rules/life.js';
import { onOpenOrder } from './rules/on-order.js';
import { price, traveller } from './rules/order-line.js';
import type { EnturState } from './state/EnturState.js';
import { toOrder } from './views.js';

const bulk = z.union([
  z.array(traveller).min(1),
  z.object({ travellers: z.array(traveller).min(1) }).transform(({ travellers }) => travellers),
]);

const feeTypes = [
  'MANUAL',
  'REFUNDING',
  'ONBOARD',
  'CHANGE',
  'INVOICE',
  'CHANGE_NON_REFUNDABLE',
  'PENALTY',
  'BOOKING',
  'REDUCTION',
] as const;

const feeRequest = z.object({
  type: z.enum(feeTypes),
  price,
  reason: z.string().default(''),
  orderLineIds: z.array(z.string()).default([]),
});

/** Travellers and fees of orders. */
export function travellerRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const change = (
    request: SandboxRequest,
    orderId: string,
    make: (order: StoredOrder) => StoredOrder,
    answer: (order: StoredOrder) => Answer,
  ): Answer =>
    onOpenOrder(state, request, orderId, (order) =>
      answer(state.dataNow().putOrder(make(opened(order, state.clock.now())))),
    );
  const made = (travellers: readonly z.output<typeof traveller>[]): Traveller[] =>
    travellers.map((one) => ({ ...one, id: one.id ?? state.dataNow().nextUuid('traveller') }));
  const withTravellers = (order: StoredOrder, added: readonly Traveller[]): StoredOrder => ({
    ...order,
    travellers: [...order.travellers, ...added],
  });

  return [
    // Deprecated: bulk does the same.
    route(
      'POST',
      '/v1/orders/{orderId}/travellers',
      [],
      withBody(state, traveller, (body, request, param) => {
        const added = made([body]);
        return change(
          request,
          param('orderId'),
          (order) => withTravellers(order, added),
          () => json(200, added[0]),
        );
      }),
    ),

    route(
      'POST',
      '/v1/orders/{orderId}/travellers/bulk',
      [],
      withBody(state, bulk, (body, request, param) => {
        const added = made(body);
        return change(
          request,
          param('orderId'),
          (order) => withTravellers(order, added),
          () => json(200, added),
        );
      }),
    ),

    // The operation is documented, method and path inferred.
    route('DELETE', '/v1/orders/{orderId}/travellers/bulk', [], (request, param) => {
      const ids = request.query.getAll('travellerIds').flatMap((text) => text.split(','));
      if (ids.length === 0)
        return refuse(state, request, {
          status: 400,
          message: "Required parameter 'travellerIds' is missing",
        });
      return change(
        request,
        param('orderId'),
        (order) => ({ ...order, travellers: order.travellers.filter(({ id }) => !ids.includes(id)) }),
        (order) => json(200, toOrder(order)),
      );
    }),

    // Paths are documented, methods inferred.
    route(
      'POST',
      '/v1/orders/{orderId}/fees',
      [],
      withBody(state, feeRequest, (body, request, param) => {
        const fee: Fee = { id: state.dataNow().nextUuid('fee'), ...body };
        return change(
          request,
          param('orderId'),
          (order) => ({ ...order, fees: [...order.fees, fee] }),
          () => json(200, fee),
        );
      }),
    ),
    route('DELETE', '/v1/orders/{orderId}/fees/{feeId}', [], (request, param) => {
      const isMeant = ({ id }: Fee) => id === param('feeId');
      const known = state.dataNow().orders.get(param('orderId'))?.fees.some(isMeant);
      if (known === false) return refuse(state, request, { status: 404, message: 'Fee not found.' });
      return change(
        request,
        param('orderId'),
        (order) => ({ ...order, fees: order.fees.filter((fee) => !isMeant(fee)) }),
        (order) => json(200, toOrder(order)),
      );
    }),
  ];
}
