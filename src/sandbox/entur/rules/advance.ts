import type { StoredOrder } from '../model/order.js';
import type { EnturData } from '../state/EnturData.js';
import { expired } from './life.js';
import { afterAppPayment } from './pay.js';

interface Happening {
  readonly at: number;
  happen(): void;
}

/** Lets happen what is due by now: app payments end, drafts expire, each at its own time and in its turn. */
export function advance(data: EnturData, nowMs: number): void {
  for (;;) {
    const [next] = upcoming(data)
      .filter(({ at }) => at <= nowMs)
      .sort((one, other) => one.at - other.at);
    if (!next) return;
    next.happen();
  }
}

function upcoming(data: EnturData): Happening[] {
  const payments = data.runningPayments().flatMap((payment) =>
    payment.transactions.flatMap(({ endsAt, transactionId }): Happening[] =>
      endsAt === undefined
        ? []
        : [
            {
              at: endsAt,
              happen: () => {
                afterAppPayment(data, payment, transactionId, endsAt);
              },
            },
          ],
    ),
  );
  const orders = data.drafts().flatMap((order): Happening[] =>
    order.expireAt === undefined
      ? []
      : [
          {
            at: order.expireAt,
            happen: () => {
              expire(data, order);
            },
          },
        ],
  );
  return [...payments, ...orders];
}

/** The version is thrown away, and with it what was to be paid for it. */
function expire(data: EnturData, order: StoredOrder): void {
  data.putOrder(expired(order));
  for (const payment of data.paymentsOf(order.id)) {
    const isOpen = payment.orderVersion === order.version && payment.active;
    const isPaid = payment.transactions.some(({ status }) => status === 'CAPTURED' || status === 'CREDITED');
    if (isOpen && !isPaid) data.putPayment({ ...payment, active: false });
  }
}
