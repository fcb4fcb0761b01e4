import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { uuidOf } from '../seed/uuid.js';
import { salesHeaders, serviceOf } from './guard.js';
import { refuse } from './rules/errors.js';
import { onOrder } from './rules/on-order.js';
import type { EnturState } from './state/EnturState.js';

/** The changes that an order allows; a beta. */
export function changeOptionRoutes(state: EnturState): Route[] {
  return [
    serviceOf(state)('GET', '/v1beta/change-options', salesHeaders, (request) => {
      const orderId = request.query.get('orderId');
      if (!orderId)
        return refuse(state, request, { status: 400, message: "Required parameter 'orderId' is missing" });
      return onOrder(state, request, orderId, (order) => {
        const live = order.orderLines.filter(({ status }) => status === 'CONFIRMED');
        if (live.length === 0) return json(200, []);
        const orderLineOptions = live.map(({ id, fareProducts }) => ({
          orderLineId: id,
          options: [
            {
              id: uuidOf(`entur change ${id}`),
              version: 'ENT:Version:V1',
              types: ['DEPARTURE', 'PRODUCT'],
              specifiedProducts: fareProducts.map((product) => ({
                id: product.id,
                version: product.version,
              })),
            },
          ],
        }));
        return json(200, [{ orderId, orderLineOptions }]);
      });
    }),
  ];
}
