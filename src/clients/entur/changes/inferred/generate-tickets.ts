import { path } from '../../../../http/path.js';
import type { EnturApiDescriptors } from '../../apis.js';
import { readGroupIds } from '../answers.js';
import { about } from '../about.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';

/**
 * Generates the tickets of an order and gives the ids of their groups. `POST /v1/ticket-distributions/{orderId}`.
 * Experimental: the operation and its parameter are published; its path and method are inferred.
 */
export function generateTickets(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  orderId: string,
): Promise<readonly string[]> {
  return sender.send(call, {
    api: apis.tickets,
    operation: 'generateTicketDistributions',
    method: 'POST',
    path: path`/v1/ticket-distributions/${orderId}`,
    isAsked: about({ orderId }),
    read: readGroupIds,
  });
}
