import type { CachedResource } from '../loaders/cache-policies.js';
import type { EnturCachedResource } from '../loaders/entur/cache-policies.js';

/**
 * The kinds of answers that changes made here make wrong, and by how many parts of their key they are tagged: 0 = all of a
 * kind together. Fine tags keep more at the router when one thing changes, but each costs it room; where lists are forgotten
 * with every change, or nothing is kept for longer than seconds, one tag for all does.
 */
export const taggedKinds: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    // By sales unit, and by order: shops write their orders one by one.
    order: [1, 3],
    orderCategories: [1, 2],
    category: [1],
    productOrderList: [0],
    productOrder: [0],
    enturOrder: [0],
    enturOrderPage: [0],
    enturPayment: [0],
    enturPaymentPage: [0],
    enturPaymentsOfOrder: [0],
    enturPaymentsOfTransaction: [0],
    enturCredit: [0],
    enturCreditPage: [0],
    enturCreditsOfOrder: [0],
    enturTicketPage: [0],
    enturTicketsOfOrder: [0],
    enturRecurringPayments: [0],
  } satisfies Partial<Record<CachedResource | EnturCachedResource, readonly number[]>>),
);
