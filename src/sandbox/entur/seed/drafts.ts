import type { StoredOrder } from '../model/order.js';
import { draftLifeMs, opened } from '../rules/life.js';
import type { Trade } from './trade.js';
import { lineOf } from './lines.js';
import { orderOf, paid, paidPayment, priceOf } from './orders.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** Orders in the making: some expire in minutes, some are kept for weeks, some are changes of confirmed ones. */
export function seededDrafts(nowMs: number): Trade {
  const orders: StoredOrder[] = [];
  const now = Math.floor(nowMs / 1000) * 1000;
  for (let no = 0; no < 12; no += 1) {
    const createdAt = now - (2 + no) * minuteMs;
    const expireAt = no % 2 === 0 ? createdAt + draftLifeMs : now + (10 + no) * dayMs;
    const lines = no === 3 ? [] : [{ route: no, product: no % 3 }];
    orders.push(orderOf({ key: `draft ${String(no)}`, createdAt, status: 'DRAFT', lines, expireAt }, no));
  }
  const payments = Array.from({ length: 3 }, (_, no) => {
    const createdAt = now - (3 + no) * dayMs;
    const first = orderOf(
      { key: `changed ${String(no)}`, createdAt, status: 'CONFIRMED', lines: [{ route: no, product: 0 }] },
      no,
    );
    const means = { paymentType: 'VISA', paymentTypeGroup: 'PAYMENTCARD', cardNumber: '4417' };
    const payment = paidPayment(first, 900_001 + no, priceOf(first), createdAt + minuteMs, means);
    const { line, reservation } = lineOf({
      key: `changed ${String(no)} more`,
      route: no,
      product: 1,
      departsAt: createdAt + 12 * dayMs,
      status: 'DRAFT',
    });
    const open = opened(paid(first, payment), now);
    orders.push({
      ...open,
      orderLines: [...open.orderLines, line],
      reservations: [...open.reservations, ...(reservation ? [reservation] : [])],
      expireAt: now + 30 * dayMs,
    });
    return payment;
  });
  return { orders, payments, credits: [] };
}
