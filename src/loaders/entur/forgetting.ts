import type { ScopedCaches } from '../../cache/ScopedCaches.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { Tenant } from '../../config.js';
import type { Outcome } from '../../errors/outcome.js';
import type { EnturCaches } from './caches.js';
import type { EnturOrderLoaders } from './orders.js';

/** What a change makes wrong, of what a request has loaded and of what is kept for all. */
export interface EnturForgetting {
  /** An order, its payments, credits and tickets, and all lists of orders. */
  order(orderId: string, outcome: Outcome): void;
  /** An order that was made, whose id is not known where the answer was lost: all lists of orders. */
  newOrder(outcome: Outcome): void;
  /** A payment, and whatever shows its order: which one that is, a payment that nobody has read does not tell. */
  payment(paymentId: string, outcome: Outcome): void;
  /** All tickets: of which orders they are, their ids do not tell. */
  tickets(outcome: Outcome): void;
  /** The stored cards of all customers: whose a card is, its id does not tell. */
  storedCards(outcome: Outcome): void;
}

/** The loaders that a change is told to. */
export interface ForgetfulLoaders {
  readonly orders: EnturOrderLoaders;
}

export interface EnturForgettingParts {
  readonly caches: ScopedCaches<EnturCaches>;
  readonly tenant: Tenant;
  readonly loaders: ForgetfulLoaders;
}

/** What changes of one request make wrong. */
export function createEnturForgetting({ caches, tenant, loaders }: EnturForgettingParts): EnturForgetting {
  const all = () => caches.all(tenant.id, requiredEnturKeys(tenant).id);
  return {
    order: (orderId, outcome) => {
      for (const { order } of all()) order.forget([orderId], outcome);
      loaders.orders.forget(orderId);
    },
    newOrder: () => undefined,
    payment: (_paymentId, outcome) => {
      for (const { order } of all()) order.forgetUnder([], outcome);
    },
    tickets: () => undefined,
    storedCards: () => undefined,
  };
}
