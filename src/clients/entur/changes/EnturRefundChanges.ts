import { path } from '../../../http/path.js';
import type { EnturApiDescriptors } from '../apis.js';
import { readDryRun, type WireDryRun } from './answers.js';
import type { RefundRequest } from './bodies.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';
import { about } from './about.js';
import { refundBody } from './inferred-bodies.js';

/** The header that ties credits to a settlement. */
export function settlementHeader(settlementId: string | undefined): Readonly<Record<string, string>> {
  return settlementId === undefined ? {} : { 'entur-settlement-id': settlementId };
}

/** Refunds that are tried out. All throw UpstreamError. */
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
}
