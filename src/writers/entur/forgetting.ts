import type { Outcome } from '../../errors/outcome.js';

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
