import type { StoredOrder } from '../model/order.js';
import type { StoredAgreement, StoredCard, StoredCredit, StoredPayment } from '../model/payment.js';
import type { TicketGroup } from '../model/ticket.js';
import { ticketGroupsOf } from '../seed/tickets.js';
import { seedEntur } from '../seed/index.js';
import { uuidOf } from '../../seed/uuid.js';
import { orderIdOf } from '../seed/order-ids.js';

/** Beyond what 32 bits hold, as real ids may be one day. */
const firstTransactionId = 2_147_483_701;

/** Orders and what belongs to them, each list in the order in which things were made. */
export class EnturData {
  readonly orders = new Map<string, StoredOrder>();
  readonly payments = new Map<number, StoredPayment>();
  readonly credits = new Map<number, StoredCredit>();
  readonly tickets = new Map<string, TicketGroup>();
  readonly cards = new Map<number, StoredCard>();
  readonly agreements = new Map<number, StoredAgreement>();

  #serial = 0;
  readonly #drafts = new Set<string>();
  readonly #running = new Set<number>();

  constructor(nowMs: number) {
    const seed = seedEntur(nowMs);
    for (const order of seed.orders) this.putOrder(order);
    for (const payment of seed.payments) this.putPayment(payment);
    for (const credit of seed.credits) this.credits.set(credit.creditId, credit);
    for (const group of seed.tickets) this.tickets.set(group.id, group);
    for (const card of seed.cards) this.cards.set(card.recurringPaymentId, card);
    for (const agreement of seed.agreements) this.agreements.set(agreement.agreementId, agreement);
  }

  /** Stores an order; its tickets are made as it is confirmed. */
  putOrder(order: StoredOrder): StoredOrder {
    const isNew = order.status === 'CONFIRMED' && this.orders.get(order.id)?.status === 'DRAFT';
    if (isNew) this.makeTickets(order);
    this.orders.set(order.id, order);
    if (order.status === 'DRAFT') this.#drafts.add(order.id);
    else this.#drafts.delete(order.id);
    return order;
  }

  putPayment(payment: StoredPayment): StoredPayment {
    this.payments.set(payment.paymentId, payment);
    if (payment.transactions.some(({ endsAt }) => endsAt !== undefined)) this.#running.add(payment.paymentId);
    else this.#running.delete(payment.paymentId);
    return payment;
  }

  /** The payments of an order. */
  paymentsOf(orderId: string): StoredPayment[] {
    return [...this.payments.values()].filter((payment) => payment.orderId === orderId);
  }

  /** The next number of what is made while the sandbox runs. */
  nextId(): number {
    return firstTransactionId + this.#serial++;
  }

  nextPaymentId(): number {
    return Math.max(...this.payments.keys()) + 1;
  }

  nextOrderId(): string {
    return orderIdOf(`made ${String(this.#serial++)}`);
  }

  nextUuid(what: string): string {
    return uuidOf(`${what} ${String(this.#serial++)}`);
  }

  /** Orders that may expire. */
  drafts(): StoredOrder[] {
    return [...this.#drafts].flatMap((orderId) => this.orders.get(orderId) ?? []);
  }

  /** Payments that will end by themselves. */
  runningPayments(): StoredPayment[] {
    return [...this.#running].flatMap((paymentId) => this.payments.get(paymentId) ?? []);
  }

  /** Makes the tickets that an order's confirmed lines lack. */
  makeTickets(order: StoredOrder): void {
    for (const group of ticketGroupsOf(order)) {
      if (!this.tickets.has(group.id)) this.tickets.set(group.id, group);
    }
  }
}
