import type { EnturApiDescriptors } from '../../apis.js';
import { done } from '../answers.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { distributeBody } from '../inferred-bodies.js';

/**
 * Sends tickets to the card and ticket store. `POST /v1/ticket-distribution-groups/distribute`. Experimental: the
 * operation and its path are published; its method and the body are inferred.
 */
export async function distributeTickets(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  groupIds: readonly string[],
): Promise<void> {
  await sender.send(call, {
    api: apis.tickets,
    operation: 'distribute',
    method: 'POST',
    path: '/v1/ticket-distribution-groups/distribute',
    body: distributeBody(groupIds),
    read: done,
  });
}
