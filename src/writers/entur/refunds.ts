import type { WireCompensation, WireDryRun, WireRefund } from '../../clients/entur/changes/answers.js';
import type { Compensation, RefundRequest } from '../../clients/entur/changes/bodies.js';
import { isSameDecimal } from '../../decimal.js';
import { thenForget } from '../then-forget.js';
import { callOf, requireExperimental, type EnturWriterParts } from './parts.js';

/** What a refund has to come to, and where it belongs. */
export interface RefundTerms {
  /** The total that was agreed to. */
  readonly expectedTotal: string;
  readonly settlementId: string | undefined;
}

/** What became of a refund: undefined when its dry run came to another total, and nothing was refunded. */
export interface RefundOutcome {
  readonly dryRunTotal: string;
  readonly refund: WireRefund | undefined;
}

/** Refunds and compensations. What they touch is forgotten, also when the outcome is unknown. All throw UpstreamError. */
export interface EnturRefundWriters {
  /** What a refund would do. It does nothing. */
  dryRun(orderId: string, request: RefundRequest): Promise<WireDryRun>;
  /** Experimental. Refunds, if a dry run right before comes to what is expected. */
  refund(orderId: string, request: RefundRequest, terms: RefundTerms): Promise<RefundOutcome>;
  /** Experimental. Lowers the price of orders. */
  compensate(
    compensations: readonly Compensation[],
    settlementId: string | undefined,
  ): Promise<readonly WireCompensation[]>;
}

/** Refunds and compensations for one request. */
export function createEnturRefundWriters(parts: EnturWriterParts): EnturRefundWriters {
  const { changes, forget } = parts;

  return {
    dryRun: async (orderId, request) => changes.refunds.dryRun(callOf(parts), orderId, request),
    refund: async (orderId, request, { expectedTotal, settlementId }) => {
      requireExperimental(parts, 'enturRefund');
      const call = callOf(parts);
      const { totalRefundAmount: dryRunTotal } = await changes.refunds.dryRun(call, orderId, request);
      if (!isSameDecimal(dryRunTotal, expectedTotal)) return { dryRunTotal, refund: undefined };
      const refund = await thenForget(
        () => changes.inferred.refund(call, orderId, request, settlementId),
        (outcome) => {
          forget.order(orderId, outcome);
        },
      );
      return { dryRunTotal, refund };
    },
    compensate: async (compensations, settlementId) => {
      requireExperimental(parts, 'enturCompensateOrders');
      return thenForget(
        async () => changes.inferred.compensateOrders(callOf(parts), compensations, settlementId),
        (outcome) => {
          forget.orders(
            compensations.map(({ orderId }) => orderId),
            outcome,
          );
        },
      );
    },
  };
}
