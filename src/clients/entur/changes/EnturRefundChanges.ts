import { path } from '../../../http/path.js';
import type { EnturApiDescriptors } from '../apis.js';
import { readCompensations, readDryRun, type WireCompensation, type WireDryRun } from './answers.js';
import type { Compensation, RefundRequest } from './bodies.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';
import { about } from './about.js';
import { compensationBody, refundBody } from './inferred-bodies.js';

/** The header that ties credits to a settlement. */
export function settlementHeader(settlementId: string | undefined): Readonly<Record<string, string>> {
  return settlementId === undefined ? {} : { 'entur-settlement-id': settlementId };
}

/** Refunds that are tried out, and compensations. All throw UpstreamError. */
export class EnturRefundChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  /** What a refund would do. `PUT /v1/refunds/{orderId}/dry-run`. It changes nothing, so it may be repeated. */
  dryRun(call: EnturCall, orderId: string, request: RefundRequest): Promise<WireDryRun> {
    return this.sender.send(call, {
      api: this.apis.refunds,
      operation: 'dryRun',
      method: 'PUT',
      path: path`/v1/refunds/${orderId}/dry-run`,
      body: refundBody(request),
      isTrial: true,
      isAsked: about({ orderId }),
      read: readDryRun,
    });
  }

  /** Lowers the price of orders. `POST /v1/compensations`. */
  compensate(
    call: EnturCall,
    compensations: readonly Compensation[],
    settlementId: string | undefined,
  ): Promise<readonly WireCompensation[]> {
    return this.sender.send(call, {
      api: this.apis.refunds,
      operation: 'compensateOrders',
      method: 'POST',
      path: '/v1/compensations',
      headers: settlementHeader(settlementId),
      body: compensationBody(compensations),
      isAsked: (made) => made.every(({ orderId }) => compensations.some((each) => each.orderId === orderId)),
      read: readCompensations,
    });
  }
}
