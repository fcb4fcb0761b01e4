import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Handler, Route } from '../http/router.js';
import { uuidOf } from '../seed/uuid.js';
import { channelHeader, salesHeaders, serviceOf } from './guard.js';
import { amount, withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { byPayment, sharesOf } from './rules/give-back.js';
import { amountOf } from './rules/money.js';
import { onOrder } from './rules/on-order.js';
import { carryOut, planRefund, refundable, refundFee, type RefundPlan } from './rules/refund.js';
import { instant } from './rules/times.js';
import type { EnturState } from './state/EnturState.js';

/** What is to be refunded. That lines and amounts are named is documented, how is not: two ways are taken. */
const refundRequest = z.object({
  refundOperations: z
    .array(
      z
        .object({ orderLineId: z.string(), refundAmount: amount.optional(), amount: amount.optional() })
        .transform(({ orderLineId, refundAmount, amount: other }, context) => {
          const given = refundAmount ?? other;
          if (given !== undefined) return { orderLineId, amount: given };
          context.addIssue({ code: 'custom', path: ['refundAmount'], message: 'Is needed.' });
          return z.NEVER;
        }),
    )
    .min(1),
  includesCancelledOrderLines: z.boolean().default(false),
});

/** How long an option can be taken. */
const optionLifeMs = 15 * 60_000;

/** Refunds: what is possible, what would happen, and doing it. */
export function refundRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const planned = (use: (plan: RefundPlan, request: SandboxRequest) => Answer): Handler =>
    withBody(state, refundRequest, ({ refundOperations, includesCancelledOrderLines }, request, param) =>
      onOrder(state, request, param('orderId'), (order) => {
        const { clock } = state;
        const data = state.dataNow();
        const plan = planRefund(data, order, refundOperations, includesCancelledOrderLines, clock.now());
        if (typeof plan === 'string') return refuse(state, request, { status: 409, message: plan });
        return use(plan, request);
      }),
    );

  return [
    route('GET', '/v1/refunds/options/{orderId}', channelHeader, (request, param) =>
      onOrder(state, request, param('orderId'), (order) => {
        const wanted = request.query.get('orderVersion');
        if (wanted !== null && wanted !== String(order.version))
          return refuse(state, request, { status: 404, message: `Version ${wanted} is not the latest.` });
        const ids = request.query.getAll('orderLineIds').flatMap((text) => text.split(','));
        const now = state.clock.now();
        const lines = order.status === 'DRAFT' ? [] : order.orderLines;
        const options = lines
          .filter(({ id, status }) => status === 'CONFIRMED' && (ids.length === 0 || ids.includes(id)))
          .map((line) => {
            const units = refundable(order, line);
            return {
              transientId: uuidOf(`entur refund ${line.id} ${String(order.version)}`),
              refundAmount: amountOf(units),
              fee: amountOf(refundFee(line, units, now)),
              currency: order.currency,
              expiresAt: instant(now + optionLifeMs),
              orderLineRef: { id: line.id, version: order.version },
              productType: 'SALES_PACKAGE',
              productLevel: 'SALES_PACKAGE',
              affectedPayments: byPayment(sharesOf(state.dataNow(), order.id, units) ?? []),
              consumedElements: [],
            };
          });
        return json(200, {
          orderRef: { id: order.id, version: order.version },
          options,
          optionIdsThatCanBePerformedTogether:
            options.length === 0 ? [] : [options.map(({ transientId }) => transientId)],
        });
      }),
    ),

    route(
      'PUT',
      '/v1/refunds/{orderId}/dry-run',
      channelHeader,
      planned(({ order, fees, units, shares }) =>
        json(200, {
          orderId: order.id,
          totalRefundAmount: amountOf(units),
          fees: fees.map(({ type, price }) => ({ type, amount: price.amount })),
          affectedPaymentTransactions: shares.map(({ paymentId, transactionId, units: part }) => ({
            paymentId,
            transactionId,
            amount: amountOf(part),
          })),
        }),
      ),
    ),

    // The operation is documented, its method inferred from the dry run.
    route(
      'PUT',
      '/v1/refunds/{orderId}',
      salesHeaders,
      planned((plan, { headers }) => {
        const settlementId = headerOf(headers, 'entur-settlement-id');
        const done = carryOut(state.dataNow(), plan, state.clock.now(), settlementId);
        return json(200, {
          orderId: plan.order.id,
          creditId: done.credit.creditId,
          affectedOrderLineIds: done.affectedOrderLineIds,
          affectedPaymentAndPaymentTransactionIds: byPayment(plan.shares),
          disabledTicketIds: done.disabledTicketIds,
        });
      }),
    ),
  ];
}
