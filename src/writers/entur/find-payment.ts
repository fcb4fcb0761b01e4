import type { PaymentBody } from '../../clients/entur/changes/bodies.js';
import type { WireEnturPayment } from '../../clients/entur/payment-answers.js';
import { isSameDecimal, SPOILT } from '../../decimal.js';

/** How far the clocks of Entur and of this server may be apart. */
const CLOCK_MARGIN_MS = 5_000;

/** What a transaction of a payment that was just made may have come to. Any other is not what was asked for. */
const UNDER_WAY: ReadonlySet<string | null> = new Set(['CREATED', 'INITIATED', 'CAPTURED']);

/** When the call began and when the look was made, ms since 1970. */
export interface CallTimes {
  readonly startedAt: number;
  readonly lookedAt: number;
}

/**
 * The payment that a call with a lost answer has made, among those of its order version: the only one with the same
 * total and the same transaction that was made since the call began. There are no idempotency keys, so that is as near to
 * proof as it gets: somebody else may have made an equal one at the same moment, which pays the same. Undefined when
 * there is none, when there are several, and when any of the order version tells too little of itself to be told apart.
 * @param isTold whether a payment is another call's, as its caller was told of it
 */
export function findPayment(
  payments: readonly WireEnturPayment[],
  body: PaymentBody,
  { startedAt, lookedAt }: CallTimes,
  isTold: (paymentId: string) => boolean,
): WireEnturPayment | undefined {
  // Entur's times have whole seconds.
  const earliest = Math.floor((startedAt - CLOCK_MARGIN_MS) / 1_000) * 1_000;
  const [found, ...others] = payments.filter(
    (payment) => !isTold(payment.paymentId) && !(madeAt(payment) < earliest),
  );
  if (found === undefined || others.length > 0) return undefined;
  return madeAt(found) <= lookedAt + CLOCK_MARGIN_MS && isAsked(found, body) ? found : undefined;
}

/** NaN where that is not told. */
function madeAt({ createdAt }: WireEnturPayment): number {
  return createdAt === null ? Number.NaN : Date.parse(createdAt);
}

function isAsked(payment: WireEnturPayment, { transaction, ...body }: PaymentBody): boolean {
  const { orderId, orderVersion, totalAmount, currency, active, transactions } = payment;
  if (orderId !== body.orderId || orderVersion !== body.orderVersion) return false;
  if (active === false || active === SPOILT) return false;
  if (totalAmount === null || !isSameDecimal(totalAmount, body.totalAmount)) return false;
  if (body.currency !== undefined && currency !== body.currency) return false;
  if (transaction === undefined) return transactions.length === 0;
  const [made, ...more] = transactions;
  if (made?.amount == null || more.length > 0 || !UNDER_WAY.has(made.status)) return false;
  if (!isSameDecimal(made.amount, transaction.amount)) return false;
  if (made.currency !== null && made.currency !== transaction.currency) return false;
  const { paymentType, paymentTypeGroup } = transaction;
  return (
    (paymentType === undefined || made.paymentType === paymentType) &&
    (paymentTypeGroup === undefined ||
      made.paymentTypeGroup === null ||
      made.paymentTypeGroup === paymentTypeGroup)
  );
}
