import type { PaymentBody } from '../../clients/entur/changes/bodies.js';
import type { WireEnturPayment } from '../../clients/entur/payment-answers.js';
import { isSameDecimal } from '../../decimal.js';

/** How far the clocks of Entur and of this server may be apart. */
const CLOCK_MARGIN_MS = 5_000;

/**
 * The payment that a call with a lost answer has made, among those of its order version: the only one with the same
 * total and the same transaction that was made since the call began. There are no idempotency keys, so that is as near to
 * proof as it gets: somebody else may have made an equal one at the same moment, which pays the same. Undefined when
 * there is none, when there are several, and when any of the order version tells too little of itself to be told apart.
 * @param startedAt when the call began, ms since 1970
 */
export function findPayment(
  payments: readonly WireEnturPayment[],
  body: PaymentBody,
  startedAt: number,
): WireEnturPayment | undefined {
  const since = payments.filter(({ createdAt }) => {
    const madeAt = createdAt === null ? Number.NaN : Date.parse(createdAt);
    // Entur's times have whole seconds.
    return !(madeAt < Math.floor((startedAt - CLOCK_MARGIN_MS) / 1_000) * 1_000);
  });
  const [found, ...others] = since;
  return found !== undefined && others.length === 0 && isAsked(found, body) ? found : undefined;
}

function isAsked(payment: WireEnturPayment, { transaction, ...body }: PaymentBody): boolean {
  const { orderId, orderVersion, totalAmount, currency, createdAt, transactions } = payment;
  if (orderId !== body.orderId || orderVersion !== body.orderVersion || createdAt === null) return false;
  if (totalAmount === null || !isSameDecimal(totalAmount, body.totalAmount)) return false;
  if (body.currency !== undefined && currency !== body.currency) return false;
  if (transaction === undefined) return transactions.length === 0;
  const [made, ...more] = transactions;
  if (made?.amount == null || more.length > 0 || !isSameDecimal(made.amount, transaction.amount))
    return false;
  const { paymentType, paymentTypeGroup } = transaction;
  return (
    (paymentType === undefined || made.paymentType === paymentType) &&
    (paymentTypeGroup === undefined ||
      made.paymentTypeGroup === null ||
      made.paymentTypeGroup === paymentTypeGroup)
  );
}
