import { uuidOf } from '../../seed/uuid.js';
import type { StoredOrder, Traveller, WorkflowStatus } from '../model/order.js';
import type { StoredPayment, StoredTransaction } from '../model/payment.js';
import { amountOf, sumOf } from '../rules/money.js';
import { instant } from '../rules/times.js';
import { lineOf, type SeatedLine } from './lines.js';
import { orderIdOf } from './order-ids.js';

/** The customers who come back. */
const customers = ['3100417', '3100423', '3100565', '3101002', '3101777', '3102340', '3104004'];

/** An order to make. */
export interface OrderSpec {
  readonly key: string;
  readonly id?: string;
  readonly createdAt: number;
  readonly status: WorkflowStatus;
  readonly organisationId?: number;
  /** One line each: route and product, and the amount where it is not the product's. */
  readonly lines: readonly { readonly route: number; readonly product: number; readonly amount?: string }[];
  readonly withTravellers?: boolean;
  readonly expireAt?: number;
}

const hourMs = 3_600_000;

/** Makes an order without payments. */
export function orderOf(spec: OrderSpec, no: number): StoredOrder {
  const { key, createdAt, status, withTravellers = true } = spec;
  const departsAt = Math.floor(createdAt / hourMs) * hourMs + (26 + (no % 9) * 24) * hourMs;
  const customer = customers[no % customers.length] ?? '';
  const seated: SeatedLine[] = spec.lines.map((line, index) => {
    const traveller: Traveller = {
      id: uuidOf(`entur traveller ${key} ${String(index)}`),
      ...(index === 0 && { customerRef: { id: customer } }),
      userType: ['ADULT', 'CHILD', 'STUDENT', 'GROUP'][line.product % 4] ?? 'ADULT',
    };
    return lineOf({
      ...line,
      key: `${key} ${String(index)}`,
      departsAt,
      status,
      ...(withTravellers && { traveller }),
    });
  });
  const orderLines = seated.map(({ line }) => line);
  return {
    id: spec.id ?? orderIdOf(key),
    version: 1,
    status,
    currency: 'NOK',
    organisationId: spec.organisationId ?? 1,
    createdAt,
    failed: false,
    orderLines,
    fees: [],
    travellers: orderLines.flatMap(({ travellers }) => travellers),
    reservations: withTravellers ? seated.flatMap(({ reservation }) => reservation ?? []) : [],
    contactInfo: { createdBy: { id: customer }, contact: { id: customer } },
    ...(no % 6 === 0 && { externalReference: `AVTALE-${String(2_000 + no)}` }),
    paymentRefs: [],
    credited: [],
    pos: no % 3 === 0 ? 'Entur-Web' : 'Entur-APP',
    distributionChannelId: no % 3 === 0 ? 'ENT:DistributionChannel:Web' : 'ENT:DistributionChannel:App',
    ...(spec.expireAt !== undefined && { expireAt: spec.expireAt }),
  };
}

/** What an order costs. */
export function priceOf({ orderLines, fees }: StoredOrder): string {
  const live = orderLines.filter(({ status }) => status !== 'CANCELLED');
  return amountOf(sumOf([...live, ...fees].map(({ price }) => price.amount)));
}

/** How a seeded payment was made. */
export interface Means {
  readonly paymentType: string;
  readonly paymentTypeGroup: string;
  readonly cardNumber?: string;
  readonly rrn?: string;
  readonly externalTransactionId?: string;
}

/** A payment that was captured at once. */
export function paidPayment(
  order: StoredOrder,
  paymentId: number,
  amount: string,
  paidAt: number,
  means: Means,
): StoredPayment {
  const { id: orderId, version: orderVersion, organisationId, currency, contactInfo } = order;
  const createdAt = paidAt - 45_000;
  const transaction: StoredTransaction = {
    transactionId: paymentId * 10 + 1,
    status: 'CAPTURED',
    amount,
    currency,
    createdAt,
    isImport: false,
    ...means,
    operationLog: [{ operation: 'CAPTURE', amount, createdAt: instant(paidAt) }],
    credited: [],
  };
  return {
    paymentId,
    orderId,
    orderVersion,
    organisationId,
    totalAmount: amount,
    currency,
    createdAt,
    updatedAt: paidAt,
    active: true,
    customerNumber: contactInfo?.createdBy?.id,
    transactions: [transaction],
  };
}

/** The order with a payment done. */
export function paid(order: StoredOrder, payment: StoredPayment): StoredOrder {
  const { orderVersion, paymentId, totalAmount: amount, currency, updatedAt } = payment;
  const ref = { orderVersion, paymentId, amount, currency, completedAt: instant(updatedAt) };
  return { ...order, paymentRefs: [...order.paymentRefs, ref], lastConfirmedAt: updatedAt };
}
