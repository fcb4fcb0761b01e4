import { path } from '../../../../http/path.js';
import type { EnturApiDescriptors } from '../../apis.js';
import { done } from '../answers.js';
import type { UpdateOrderBody } from '../bodies.js';
import { about } from '../about.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';

/**
 * Changes an order besides its lines. `PATCH /v1/orders/{orderId}`. Experimental: that there is such an operation and what
 * it takes is published; its method is inferred.
 */
export async function updateOrder(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  orderId: string,
  body: UpdateOrderBody,
): Promise<void> {
  await sender.send(call, {
    api: apis.orders,
    operation: 'updateOrder',
    method: 'PATCH',
    path: path`/v1/orders/${orderId}`,
    body,
    isAsked: about({ orderId }),
    read: done,
  });
}
