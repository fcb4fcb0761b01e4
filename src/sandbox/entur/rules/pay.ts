import type { StoredPayment, StoredTransaction, TransactionStatus } from '../model/payment.js';
import type { EnturData } from '../state/EnturData.js';
import { balanceOf, settled } from './life.js';
import { exactly } from './money.js';
import { instant } from './times.js';

/** Puts a changed transaction into its payment. */
export function changeTransaction(
  data: EnturData,
  payment: StoredPayment,
  transaction: StoredTransaction,
  nowMs: number,
): StoredPayment {
  return data.putPayment({
    ...payment,
    updatedAt: nowMs,
    transactions: payment.transactions.map((other) =>
      other.transactionId === transaction.transactionId ? transaction : other,
    ),
  });
}

/** Whether this much may still be taken: its version stands, and so much of it is due. */
export function isDue(
  data: EnturData,
  payment: StoredPayment,
  { amount }: Pick<StoredTransaction, 'amount'>,
): boolean {
  const order = data.orders.get(payment.orderId);
  return (
    order?.status === 'DRAFT' &&
    payment.active &&
    payment.orderVersion === order.version &&
    exactly(amount) <= balanceOf(order)
  );
}

/** Takes the money, tells the order of it, and confirms the order when nothing is left to pay. */
export function capture(
  data: EnturData,
  payment: StoredPayment,
  transaction: StoredTransaction,
  nowMs: number,
): StoredPayment {
  const { amount, currency } = transaction;
  const completedAt = instant(nowMs);
  const done = changeTransaction(
    data,
    payment,
    {
      ...transaction,
      endsAt: undefined,
      status: 'CAPTURED',
      operationLog: [...transaction.operationLog, { operation: 'CAPTURE', amount, createdAt: completedAt }],
    },
    nowMs,
  );
  const order = data.orders.get(payment.orderId);
  if (order) {
    const { orderVersion, paymentId } = payment;
    const ref = { orderVersion, paymentId, amount, currency, completedAt };
    data.putOrder(settled({ ...order, paymentRefs: [...order.paymentRefs, ref] }, nowMs));
  }
  return done;
}

/** Ends an app payment at its time: as the customer decides, and without money when it is not due any more. */
export function afterAppPayment(
  data: EnturData,
  payment: StoredPayment,
  transactionId: number,
  nowMs: number,
): void {
  const transaction = payment.transactions.find((other) => other.transactionId === transactionId);
  if (!transaction) return;
  if (transaction.outcome === 'CAPTURED' && isDue(data, payment, transaction)) {
    capture(data, payment, { ...transaction, externalTransactionId: vippsIdOf(transactionId) }, nowMs);
    return;
  }
  const status: TransactionStatus = transaction.outcome === 'REJECTED' ? 'REJECTED' : 'CANCELLED';
  changeTransaction(data, payment, { ...transaction, endsAt: undefined, status }, nowMs);
}

/** The `pspReference` that Vipps gives the capture of a payment made here. */
export function vippsIdOf(transactionId: number): string {
  return `48${String(transactionId)}`;
}
