import type { StoredOrder } from '../model/order.js';
import { orderOf, paid, paidPayment, priceOf } from '../seed/orders.js';
import type { EnturData } from '../state/EnturData.js';
import { draftLifeMs } from './life.js';
import { vippsIdOf } from './pay.js';

/** An order that the control API adds. */
export interface AddedOrder {
  readonly id?: string;
  readonly amounts?: readonly string[];
  readonly paid?: boolean;
  readonly externalTransactionId?: string;
  readonly show?: Readonly<Record<string, unknown>>;
  readonly showPayment?: Readonly<Record<string, unknown>>;
}

/** Adds an order at this time, paid or not. */
export function addOrder(data: EnturData, added: AddedOrder, nowMs: number): StoredOrder {
  const { id = data.nextOrderId(), amounts = ['250.00'], show, showPayment } = added;
  const isPaid = added.paid ?? added.externalTransactionId !== undefined;
  const spec = {
    key: id,
    id,
    createdAt: nowMs,
    status: isPaid ? ('CONFIRMED' as const) : ('DRAFT' as const),
    lines: amounts.map((amount, at) => ({ route: at, product: at % 3, amount })),
    ...(!isPaid && { expireAt: nowMs + draftLifeMs }),
  };
  const order: StoredOrder = { ...orderOf(spec, 1), shown: show };
  if (!isPaid) return data.putOrder(order);
  const paymentId = data.nextPaymentId();
  const payment = paidPayment(order, paymentId, priceOf(order), nowMs, {
    paymentType: 'VIPPS',
    paymentTypeGroup: 'MOBILE',
    externalTransactionId: added.externalTransactionId ?? vippsIdOf(paymentId),
  });
  data.putPayment({ ...payment, ...(showPayment && { shown: showPayment }) });
  return data.putOrder(paid(order, payment));
}
