import type { StoredAgreement, StoredCard } from '../model/payment.js';
import type { TicketGroup } from '../model/ticket.js';
import { seededAgreements, seededCards } from './cards.js';
import { seededDrafts } from './drafts.js';
import { ticketGroupsOf } from './tickets.js';
import { seededTrade, type Trade } from './trade.js';

/** All that there is at the start. */
export interface EnturSeed extends Trade {
  readonly tickets: readonly TicketGroup[];
  readonly cards: readonly StoredCard[];
  readonly agreements: readonly StoredAgreement[];
}

let past: Trade | undefined;
let tickets: readonly TicketGroup[] | undefined;

/** What was sold is the same at every start; drafts are as old as they were, seen from now. */
export function seedEntur(nowMs: number): EnturSeed {
  past ??= seededTrade();
  tickets ??= past.orders.flatMap((order) => ticketGroupsOf(order));
  const drafts = seededDrafts(nowMs);
  return {
    orders: [...past.orders, ...drafts.orders],
    payments: [...past.payments, ...drafts.payments],
    credits: past.credits,
    tickets,
    cards: seededCards,
    agreements: seededAgreements,
  };
}
