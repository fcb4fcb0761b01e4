import type { EnturApiDescriptors } from '../../apis.js';
import { done } from '../answers.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { validityBody } from '../inferred-bodies.js';

/**
 * Changes when tickets begin to be valid. `POST /v1/ticket-distribution-groups/update-validities`. Experimental: the call
 * is published; its body is inferred.
 */
export async function updateValidity(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  groupIds: readonly string[],
  startOfValidity: string,
): Promise<void> {
  await sender.send(call, {
    api: apis.tickets,
    operation: 'updateValidities',
    method: 'POST',
    path: '/v1/ticket-distribution-groups/update-validities',
    body: validityBody(groupIds, startOfValidity),
    read: done,
  });
}
