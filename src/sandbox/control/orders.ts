import { z } from 'zod';
import { empty, json } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, withBody, type ControlRoute } from './control-route.js';

/** Makes orders look as they may do one day. */
export function orderControlRoutes({ orders }: SandboxState): ControlRoute[] {
  return [
    {
      method: 'GET',
      path: `${controlPath}/orders`,
      does: 'Shows all categories, the keys of all receipts and all images: orders themselves can not be listed.',
      handle: () => json(200, orders.all()),
    },
    {
      method: 'PUT',
      path: `${controlPath}/orders/{msn}/{paymentType}/{orderId}`,
      does: 'Makes the v2 read of an order answer this body as it stands: unknown words, nulls, gaps. Until the next reset.',
      example: {
        category: { category: 'LOYALTY', orderDetailsUrl: 'https://shop.example/1' },
        receipt: null,
      },
      handle: withBody(z.json(), (body, param) => {
        const [msn, paymentType, orderId] = [
          param('msn'),
          param('paymentType').toUpperCase(),
          param('orderId'),
        ];
        orders.showBody({ msn, paymentType, orderId }, body);
        return empty(204);
      }),
    },
  ];
}
