import type { EnturApiDescriptors } from '../../apis.js';
import { readCompensations, type WireCompensation } from '../answers.js';
import type { Compensation } from '../bodies.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { settlementHeader } from '../EnturRefundChanges.js';
import { compensationBody } from '../inferred-bodies.js';

/**
 * Lowers the price of orders. `POST /v1/compensations`. Experimental: the call is published; what it takes contradicts
 * itself there, so members of its body are inferred.
 */
export function compensateOrders(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  compensations: readonly Compensation[],
  settlementId: string | undefined,
): Promise<readonly WireCompensation[]> {
  return sender.send(call, {
    api: apis.refunds,
    operation: 'compensateOrders',
    method: 'POST',
    path: '/v1/compensations',
    headers: settlementHeader(settlementId),
    body: compensationBody(compensations),
    isAsked: (made) => made.every(({ orderId }) => compensations.some((each) => each.orderId === orderId)),
    read: readCompensations,
  });
}
