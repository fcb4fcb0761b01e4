import { uuidOf } from '../../seed/uuid.js';
import type { StoredOrder } from '../model/order.js';
import type { StoredCredit, StoredPayment } from '../model/payment.js';
import { amountOf, exactly, ofHundredths } from '../rules/money.js';
import { orderOf, paid, paidPayment, priceOf, type Means } from './orders.js';
import { priced } from './lines.js';
import { vippsPayments } from './vipps-payments.js';

/** Orders with their payments and credits. */
export interface Trade {
  readonly orders: readonly StoredOrder[];
  readonly payments: readonly StoredPayment[];
  readonly credits: readonly StoredCredit[];
}

const dayMs = 86_400_000;
const tradeBegins = Date.parse('2026-03-09T06:14:00Z');

const cards: readonly Means[] = [
  { paymentType: 'VISA', paymentTypeGroup: 'PAYMENTCARD', cardNumber: '4417' },
  { paymentType: 'MASTERCARD', paymentTypeGroup: 'PAYMENTCARD', cardNumber: '0031' },
  { paymentType: 'BANKAXEPT', paymentTypeGroup: 'PAYMENTCARD', cardNumber: '7785', rrn: '118240077314' },
  { paymentType: 'VIPPS', paymentTypeGroup: 'MOBILE' },
];

class Builder implements Trade {
  readonly orders: StoredOrder[] = [];
  readonly payments: StoredPayment[] = [];
  readonly credits: StoredCredit[] = [];
  #paymentId = 100_001;

  nextPaymentId(): number {
    return this.#paymentId++;
  }

  /** Pays what the order costs. */
  pay(order: StoredOrder, paymentId: number, paidAt: number, means: Means): StoredOrder {
    const payment = paidPayment(order, paymentId, priceOf(order), paidAt, means);
    this.payments.push(payment);
    return paid(order, payment);
  }

  add(order: StoredOrder): void {
    this.orders.push(order);
  }

  /** Gives the first `count` lines of the newest order back, less a fee. */
  refund(order: StoredOrder, count: number, fee: string | undefined, at: number): StoredOrder {
    const lines = order.orderLines.slice(0, count);
    const ids = lines.map(({ id }) => id);
    const version = order.version + 1;
    const isWhole = count === order.orderLines.length;
    const changed: StoredOrder = {
      ...order,
      version,
      status: isWhole ? 'CANCELLED' : 'CONFIRMED',
      orderLines: order.orderLines.map((line) =>
        ids.includes(line.id) ? { ...line, status: 'CANCELLED' } : line,
      ),
      reservations: order.reservations.map((seat) =>
        ids.includes(seat.orderLineId) ? { ...seat, status: 'CANCELLED' } : seat,
      ),
      fees:
        fee === undefined
          ? order.fees
          : [
              ...order.fees,
              {
                id: uuidOf(`entur fee ${order.id} ${String(version)}`),
                type: 'REFUNDING',
                price: priced(fee),
                reason: 'Refund',
                orderLineIds: ids,
              },
            ],
      lastConfirmedAt: at,
    };
    return this.#credit(order, changed, at);
  }

  #credit(before: StoredOrder, after: StoredOrder, at: number): StoredOrder {
    const payment = this.payments.findLast(({ orderId }) => orderId === before.id);
    const [transaction] = payment?.transactions ?? [];
    if (!payment || !transaction) return after;
    const amount = amountOf(exactly(priceOf(before)) - exactly(priceOf(after)));
    const creditId = 50_001 + this.credits.length;
    const { id: orderId, version: orderVersion, organisationId, currency } = after;
    this.credits.push({
      creditId,
      orderId,
      orderVersion,
      organisationId,
      totalCreditAmount: amount,
      currency,
      status: 'CREDITED',
      active: true,
      createdAt: at,
      customerNumber: payment.customerNumber,
      creditTransactions: [
        {
          creditTransactionId: creditId * 10 + 1,
          status: 'CREDITED',
          amount,
          currency,
          paymentId: payment.paymentId,
          transactionId: transaction.transactionId,
          reimbursementMethod: transaction.paymentType,
          reimbursementTypeGroup: transaction.paymentTypeGroup,
        },
      ],
    });
    this.payments[this.payments.indexOf(payment)] = {
      ...payment,
      updatedAt: at,
      transactions: [
        {
          ...transaction,
          status: amount === transaction.amount ? 'CREDITED' : 'CAPTURED',
          credited: [amount],
        },
      ],
    };
    return { ...after, credited: [...after.credited, amount] };
  }
}

/** What was sold and paid, and partly given back: the user guide's order, then by the day. */
export function seededTrade(): Trade {
  const builder = new Builder();
  addGuideOrder(builder);
  for (let no = 0; no < 150; no += 1) addUsualOrder(builder, no);
  for (const [no, payment] of vippsPayments(120).entries()) {
    const { pspReference, hundredths, capturedAt, refundedAt } = payment;
    const line = { route: 8, product: no % 3, amount: ofHundredths(hundredths) };
    const order = orderOf(
      { key: `vipps ${pspReference}`, createdAt: capturedAt - 160_000, status: 'CONFIRMED', lines: [line] },
      no,
    );
    const means: Means = {
      paymentType: 'VIPPS',
      paymentTypeGroup: 'MOBILE',
      externalTransactionId: pspReference,
    };
    const done = builder.pay(order, builder.nextPaymentId(), capturedAt, means);
    builder.add(refundedAt === undefined ? done : builder.refund(done, 1, undefined, refundedAt));
  }
  return builder;
}

/** The order that Entur's introduction shows. */
function addGuideOrder(builder: Builder): void {
  const createdAt = Date.parse('2018-09-03T12:44:27Z');
  const lines = [
    { route: 0, product: 0, amount: '946.00' },
    { route: 0, product: 1, amount: '500.00' },
  ];
  const order = orderOf(
    { key: 'guide', id: 'ABCDEFGH', createdAt, status: 'CONFIRMED', lines, withTravellers: false },
    1,
  );
  const [card = { paymentType: 'VISA', paymentTypeGroup: 'PAYMENTCARD' }] = cards;
  builder.add(builder.pay(order, 6406, Date.parse('2018-09-03T12:47:18Z'), card));
}

/** Orders of the past: most stand, some were refunded in part or whole, some failed, two have expired unpaid. */
function addUsualOrder(builder: Builder, no: number): void {
  const createdAt = tradeBegins + no * 1.25 * dayMs + (no % 11) * 3_540_000;
  const lines = Array.from({ length: 1 + (no % 3) }, (_, at) => ({ route: no, product: at % 3 }));
  const organisationId = no % 10 === 7 ? 20 : no % 25 === 3 ? 37 : 1;
  const isExpired = no === 40 || no === 90;
  const group = no % 29 === 5 ? [{ route: no, product: 3 }] : lines;
  const order = orderOf(
    {
      key: `usual ${String(no)}`,
      createdAt,
      status: isExpired ? 'CANCELLED' : 'CONFIRMED',
      lines: group,
      organisationId,
    },
    no,
  );
  if (isExpired) {
    builder.add(order);
    return;
  }
  const [means, paidAt] = [cards[no % cards.length], createdAt + 150_000];
  if (!means) return;
  const done = builder.pay(order, builder.nextPaymentId(), paidAt, means);
  const refundedAt = paidAt + dayMs / 2;
  if (no % 13 === 4) builder.add(builder.refund(done, 1, '50.00', refundedAt));
  else if (no % 17 === 6) builder.add(builder.refund(done, done.orderLines.length, undefined, refundedAt));
  else builder.add(no === 71 ? { ...done, failed: true } : done);
}
