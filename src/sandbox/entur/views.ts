import type { OrderVersion, StoredOrder } from './model/order.js';
import type { StoredAgreement, StoredCredit, StoredPayment, StoredTransaction } from './model/payment.js';
import { balanceText, taxOf, totalOf } from './rules/life.js';
import { amountOf, exactly, sumOf } from './rules/money.js';
import { instant } from './rules/times.js';

const orderViews = new WeakMap<StoredOrder, unknown>();
const paymentViews = new WeakMap<StoredPayment, unknown>();

/** An order as it goes out. Stored orders never change, so each is worked out once. */
export function toOrder(order: StoredOrder): unknown {
  let view = orderViews.get(order);
  if (view === undefined) {
    view = orderView(order);
    orderViews.set(order, view);
  }
  return view;
}

function orderView(order: StoredOrder): unknown {
  const { lastConfirmedAt, expireAt, contactInfo, externalReference } = order;
  return {
    id: order.id,
    version: order.version,
    status: order.status,
    totalAmount: amountOf(totalOf(order)),
    totalTaxAmount: amountOf(taxOf(order)),
    balance: balanceText(order),
    currency: order.currency,
    fees: order.fees,
    orderLines: order.orderLines,
    paymentRefs: order.paymentRefs,
    travellers: order.travellers,
    reservations: order.reservations,
    organisationId: order.organisationId,
    createdAt: instant(order.createdAt),
    failed: order.failed,
    pos: order.pos,
    distributionChannelId: order.distributionChannelId,
    ...(lastConfirmedAt !== undefined && { lastConfirmedAt: instant(lastConfirmedAt) }),
    ...(expireAt !== undefined && { expireAt: instant(expireAt) }),
    contactInfo,
    externalReference,
    ...order.shown,
  };
}

/** An earlier version of an order, in place of the newest. */
export function toOrderVersion(order: StoredOrder, version: OrderVersion): unknown {
  const paymentRefs = order.paymentRefs.filter(({ orderVersion }) => orderVersion <= version.version);
  return orderView({ ...order, expireAt: undefined, shown: undefined, ...version, paymentRefs });
}

/** A payment as it goes out, with all its transactions. */
export function toPayment(payment: StoredPayment, showsExternalId: boolean): unknown {
  if (showsExternalId) return paymentView(payment, true);
  let view = paymentViews.get(payment);
  if (view === undefined) {
    view = paymentView(payment, false);
    paymentViews.set(payment, view);
  }
  return view;
}

function paymentView(payment: StoredPayment, showsExternalId: boolean): unknown {
  const { paymentId, orderId, orderVersion, organisationId, totalAmount, currency, active } = payment;
  return {
    paymentId,
    orderId,
    orderVersion,
    organisationId,
    totalAmount,
    currency,
    createdAt: instant(payment.createdAt),
    active,
    customerNumber: payment.customerNumber,
    transactionHistory: payment.transactions.map((transaction) =>
      toTransaction(transaction, showsExternalId),
    ),
    ...payment.shown,
  };
}

/** A transaction as it goes out. */
export function toTransaction(transaction: StoredTransaction, showsExternalId: boolean): unknown {
  const { transactionId, status, amount, currency, cardNumber, paymentType, paymentTypeGroup } = transaction;
  const isCaptured = status === 'CAPTURED' || status === 'CREDITED';
  const isOver = status === 'CANCELLED' || status === 'REJECTED';
  const credited = sumOf(transaction.credited);
  return {
    transactionId,
    status,
    amount,
    currency,
    createdAt: instant(transaction.createdAt),
    cardNumber,
    paymentType,
    paymentTypeGroup,
    ...(showsExternalId && { externalTransactionId: transaction.externalTransactionId }),
    operationLog: transaction.operationLog,
    summary: {
      capturedAmount: isCaptured ? amount : '0.00',
      creditedAmount: amountOf(credited),
      remainingAmountToCapture: isCaptured || isOver ? '0.00' : amount,
      remainingAmountToCredit: isCaptured ? amountOf(exactly(amount) - credited) : '0.00',
    },
  };
}

/** A credit as it goes out. */
export function toCredit(credit: StoredCredit): unknown {
  return { ...credit, createdAt: instant(credit.createdAt), settlementId: undefined };
}

/** An agreement as it goes out: its confirmation URL shows only until the customer has answered. */
export function toAgreement({ createdAt, ...agreement }: StoredAgreement): unknown {
  const isOpen = agreement.status === 'CREATED' || agreement.status === 'PENDING';
  const url = `https://vipps.sandbox/agreements/${String(agreement.agreementId)}`;
  return { ...agreement, createdAt: instant(createdAt), ...(isOpen && { confirmationUrl: url }) };
}
