import type { ScopedCaches } from '../../cache/ScopedCaches.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { Tenant } from '../../config.js';
import type { Outcome } from '../../errors/outcome.js';
import type { EnturCaches } from './caches.js';
import type { EnturCreditLoaders } from './credits.js';
import type { EnturOrderLoaders } from './orders.js';
import type { EnturPaymentLoaders } from './payments.js';
import type { EnturStoredCardLoaders } from './stored-cards.js';
import type { EnturTicketLoaders } from './tickets.js';

/** The loaders that a change is told to. */
export interface ForgetfulLoaders {
  readonly orders: EnturOrderLoaders;
  readonly payments: EnturPaymentLoaders;
  readonly credits: EnturCreditLoaders;
  readonly tickets: EnturTicketLoaders;
  readonly storedCards: EnturStoredCardLoaders;
}

export interface EnturForgettingParts {
  readonly caches: ScopedCaches<EnturCaches>;
  readonly tenant: Tenant;
  readonly loaders: ForgetfulLoaders;
}

/** Everything of a kind. */
const ALL = [] as const;

/**
 * What a change makes wrong, of what a request has loaded and of what is kept for all. Lists show whatever is in them,
 * and which lists something is in nobody knows, so those of its kind are forgotten.
 */
export class EnturForgetting {
  constructor(private readonly parts: EnturForgettingParts) {}

  /** An order, its payments, credits and tickets; all that there are where the id of a new one got lost. */
  order(orderId: string | undefined, outcome: Outcome): void {
    this.orders(orderId === undefined ? 'all' : [orderId], outcome);
  }

  /** The same for several. */
  orders(orderIds: readonly string[] | 'all', outcome: Outcome): void {
    for (const cached of this.#all()) {
      const ofOrder = [cached.order, cached.paymentsOfOrder, cached.creditsOfOrder, cached.ticketsOfOrder];
      for (const kept of ofOrder) {
        if (orderIds === 'all') kept.forgetUnder(ALL, outcome);
        else for (const orderId of orderIds) kept.forget([orderId], outcome);
      }
      // A payment is kept by its own id, and a refund changes it.
      const lists = [
        cached.payment,
        cached.orderPage,
        cached.paymentPage,
        cached.paymentsOfTransaction,
        cached.creditPage,
        cached.ticketPage,
      ];
      for (const kept of lists) kept.forgetUnder(ALL, outcome);
    }
    this.#forgetLoaded();
  }

  /** A payment, and all orders: of which one it is, its id does not tell. */
  payment(paymentId: string, outcome: Outcome): void {
    for (const cached of this.#all()) {
      cached.payment.forget([paymentId], outcome);
      const others = [
        cached.order,
        cached.orderPage,
        cached.paymentPage,
        cached.paymentsOfOrder,
        cached.paymentsOfTransaction,
      ];
      for (const kept of others) kept.forgetUnder(ALL, outcome);
    }
    this.#forgetLoaded();
  }

  /** All tickets: of which orders they are, their ids do not tell. */
  tickets(outcome: Outcome): void {
    for (const { ticketPage, ticketsOfOrder } of this.#all()) {
      ticketPage.forgetUnder(ALL, outcome);
      ticketsOfOrder.forgetUnder(ALL, outcome);
    }
    this.parts.loaders.tickets.forget();
  }

  /** The stored cards of all customers: whose a card is, its id does not tell. */
  storedCards(outcome: Outcome): void {
    for (const { recurringPayments } of this.#all()) recurringPayments.forgetUnder(ALL, outcome);
    this.parts.loaders.storedCards.forget();
  }

  #forgetLoaded(): void {
    const { orders, payments, credits, tickets } = this.parts.loaders;
    orders.forget();
    payments.forget();
    credits.forget();
    tickets.forget();
  }

  #all(): Iterable<EnturCaches> {
    const { caches, tenant } = this.parts;
    return caches.all(tenant.id, requiredEnturKeys(tenant).id);
  }
}
