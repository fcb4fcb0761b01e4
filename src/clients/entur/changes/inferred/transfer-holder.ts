import type { EnturApiDescriptors } from '../../apis.js';
import { done } from '../answers.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { transferBody } from '../inferred-bodies.js';

/**
 * Gives tickets to another customer. `POST /v1/ticket-distribution-groups/transfer-distribution-holder`. Experimental: the
 * call is published; its body is inferred.
 */
export async function transferHolder(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  groupIds: readonly string[],
  customerId: string,
): Promise<void> {
  await sender.send(call, {
    api: apis.tickets,
    operation: 'transferDistributionHolder',
    method: 'POST',
    path: '/v1/ticket-distribution-groups/transfer-distribution-holder',
    body: transferBody(groupIds, customerId),
    read: done,
  });
}
