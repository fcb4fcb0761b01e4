import type { StoredOrder } from '../model/order.js';
import type { CreditTransaction, StoredCredit } from '../model/payment.js';
import type { EnturData } from '../state/EnturData.js';
import { amountOf, exactly, sumOf } from './money.js';

/** A part of a captured transaction that can be given back. */
export interface Share {
  readonly paymentId: number;
  readonly transactionId: number;
  readonly units: bigint;
  readonly paymentType: string | undefined;
  readonly paymentTypeGroup: string | undefined;
}

/** From which transactions an amount would come, newest first; undefined when not so much was paid. */
export function sharesOf(data: EnturData, orderId: string, units: bigint): Share[] | undefined {
  const shares: Share[] = [];
  let left = units;
  for (const { paymentId, transactions } of data.paymentsOf(orderId).reverse()) {
    for (const { transactionId, status, amount, credited, paymentType, paymentTypeGroup } of transactions) {
      if (status !== 'CAPTURED' || left === 0n) continue;
      const rest = exactly(amount) - sumOf(credited);
      const part = rest < left ? rest : left;
      if (part <= 0n) continue;
      left -= part;
      shares.push({ paymentId, transactionId, units: part, paymentType, paymentTypeGroup });
    }
  }
  return left === 0n ? shares : undefined;
}

/** The transactions of shares, by payment. */
export function byPayment(shares: readonly Share[]): Record<string, number[]> {
  const map = new Map<string, number[]>();
  for (const { paymentId, transactionId } of shares)
    map.set(String(paymentId), [...(map.get(String(paymentId)) ?? []), transactionId]);
  return Object.fromEntries(map);
}

/** Gives shares back: makes the credit, and tells transactions and order of it. */
export function giveBack(
  data: EnturData,
  order: StoredOrder,
  shares: readonly Share[],
  nowMs: number,
  settlementId?: string,
): StoredCredit {
  const creditTransactions = shares.map((share): CreditTransaction => ({
    creditTransactionId: data.nextId(),
    status: 'CREDITED',
    amount: amountOf(share.units),
    currency: order.currency,
    paymentId: share.paymentId,
    transactionId: share.transactionId,
    reimbursementMethod: share.paymentType,
    reimbursementTypeGroup: share.paymentTypeGroup,
  }));
  const amounts = creditTransactions.map(({ amount }) => amount);
  for (const { paymentId, transactionId, units } of shares) {
    const payment = data.payments.get(paymentId);
    if (!payment) continue;
    data.putPayment({
      ...payment,
      updatedAt: nowMs,
      transactions: payment.transactions.map((transaction) => {
        if (transaction.transactionId !== transactionId) return transaction;
        const credited = [...transaction.credited, amountOf(units)];
        const isAll = sumOf(credited) === exactly(transaction.amount);
        return { ...transaction, credited, status: isAll ? 'CREDITED' : transaction.status };
      }),
    });
  }
  data.putOrder({ ...order, credited: [...order.credited, ...amounts] });
  const credit: StoredCredit = {
    creditId: data.nextId(),
    orderId: order.id,
    orderVersion: order.version,
    organisationId: order.organisationId,
    totalCreditAmount: amountOf(sumOf(amounts)),
    currency: order.currency,
    status: 'CREDITED',
    active: true,
    createdAt: nowMs,
    customerNumber: order.contactInfo?.createdBy?.id,
    settlementId,
    creditTransactions,
  };
  data.credits.set(credit.creditId, credit);
  return credit;
}
