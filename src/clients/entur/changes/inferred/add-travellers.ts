import { path } from '../../../../http/path.js';
import type { EnturApiDescriptors } from '../../apis.js';
import { readTravellerIds } from '../answers.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { travellersBody } from '../inferred-bodies.js';

/**
 * Adds travellers, and gives the ids that they got. `POST /v1/orders/{orderId}/travellers/bulk`. Experimental: the call
 * is published; what a customer is called in its body is inferred.
 */
export function addTravellers(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  orderId: string,
  customerIds: readonly string[],
): Promise<readonly string[]> {
  return sender.send(call, {
    api: apis.orders,
    operation: 'addTravellers',
    method: 'POST',
    path: path`/v1/orders/${orderId}/travellers/bulk`,
    body: travellersBody(customerIds),
    read: readTravellerIds,
  });
}
