import { path } from '../../../../http/path.js';
import type { EnturApiDescriptors } from '../../apis.js';
import { readRefund, type WireRefund } from '../answers.js';
import type { RefundRequest } from '../bodies.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { settlementHeader } from '../EnturRefundChanges.js';
import { about } from '../about.js';
import { refundBody } from '../inferred-bodies.js';

/**
 * Refunds lines of an order. `PUT /v1/refunds/{orderId}`. Experimental: the operation, its path and what it takes are
 * published; its method is inferred from that of the dry run.
 */
export function refund(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  orderId: string,
  request: RefundRequest,
  settlementId: string | undefined,
): Promise<WireRefund> {
  return sender.send(call, {
    api: apis.refunds,
    operation: 'refund',
    method: 'PUT',
    path: path`/v1/refunds/${orderId}`,
    headers: settlementHeader(settlementId),
    body: refundBody(request),
    isAsked: about({ orderId }),
    read: readRefund,
  });
}
