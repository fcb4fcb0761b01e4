import type { OrderVersion, StoredOrder } from '../model/order.js';
import { amountOf, sumOf } from './money.js';

/** How long unconfirmed changes live after the last operation. */
export const draftLifeMs = 20 * 60_000;

/** What is due for a version: the prices of its lines that are not cancelled, and its fees. */
export function totalOf(order: Pick<OrderVersion, 'orderLines' | 'fees'>): bigint {
  return sumOf(pricesOf(order).map(({ amount }) => amount));
}

/** The tax inside the total. */
export function taxOf(order: Pick<OrderVersion, 'orderLines' | 'fees'>): bigint {
  return sumOf(pricesOf(order).map(({ taxAmount }) => taxAmount));
}

function pricesOf({ orderLines, fees }: Pick<OrderVersion, 'orderLines' | 'fees'>) {
  const live = orderLines.filter(({ status }) => status !== 'CANCELLED');
  return [...live, ...fees].map(({ price }) => price);
}

/** What was paid and not given back. */
export function paidFor({ paymentRefs, credited }: StoredOrder): bigint {
  return sumOf(paymentRefs.map(({ amount }) => amount)) - sumOf(credited);
}

/** What is still due; below zero when too much was paid. */
export function balanceOf(order: StoredOrder): bigint {
  return totalOf(order) - paidFor(order);
}

/** The balance as text. */
export function balanceText(order: StoredOrder): string {
  return amountOf(balanceOf(order));
}

/** An order on which something was done: its draft lives on, and a confirmed one gets a new version. */
export function opened(order: StoredOrder, nowMs: number): StoredOrder {
  const expireAt = Math.max(nowMs + draftLifeMs, order.status === 'DRAFT' ? (order.expireAt ?? 0) : 0);
  if (order.status === 'DRAFT') return { ...order, expireAt };
  const lastConfirmed = versionOf(order);
  return { ...order, version: order.version + 1, status: 'DRAFT', expireAt, lastConfirmed };
}

function versionOf(order: StoredOrder): OrderVersion {
  const { version, status, orderLines, fees, travellers, reservations, contactInfo, externalReference } =
    order;
  return { version, status, orderLines, fees, travellers, reservations, contactInfo, externalReference };
}

/** Confirms a draft when nothing is due and no line waits for an outside confirmation. */
export function settled(order: StoredOrder, nowMs: number): StoredOrder {
  const live = order.orderLines.filter(({ status }) => status !== 'CANCELLED');
  const waits = live.some(({ externalConfirmation }) => externalConfirmation === 'PENDING');
  if (order.status !== 'DRAFT' || waits || order.orderLines.length === 0 || balanceOf(order) !== 0n)
    return order;
  const confirm = <Item extends { readonly status: OrderVersion['status'] }>(item: Item): Item =>
    item.status === 'DRAFT' ? { ...item, status: 'CONFIRMED' } : item;
  return {
    ...order,
    status: live.length === 0 ? 'CANCELLED' : 'CONFIRMED',
    orderLines: order.orderLines.map(confirm),
    reservations: order.reservations.map(confirm),
    lastConfirmedAt: nowMs,
    expireAt: undefined,
    lastConfirmed: undefined,
  };
}

/** A draft whose time is over: the last confirmed version stands, and without one nothing but its name. */
export function expired(order: StoredOrder): StoredOrder {
  const { lastConfirmed } = order;
  const closed: StoredOrder = { ...order, expireAt: undefined, lastConfirmed: undefined };
  if (lastConfirmed) return markedFailed({ ...closed, ...lastConfirmed });
  const cancel = <Item>(item: Item): Item & { status: 'CANCELLED' } => ({ ...item, status: 'CANCELLED' });
  return markedFailed({
    ...closed,
    status: 'CANCELLED',
    orderLines: order.orderLines.map(cancel),
    reservations: order.reservations.map(cancel),
    fees: [],
  });
}

/** Money that was taken for what is gone must be credited. */
function markedFailed(order: StoredOrder): StoredOrder {
  return balanceOf(order) === 0n ? order : { ...order, failed: true };
}
