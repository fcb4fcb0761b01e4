import type { CachePolicy } from '../../cache/policy.js';
import type { EnturApi } from '../../clients/entur/apis.js';

/** What changes without our doing, and is asked for again and again while a page is shown. */
const BRIEFLY = { fresh: 10, staleWhileRevalidate: 0, staleOnError: 60, negative: 5, open: 0 } as const;

/** How long answers of Entur are kept; docs/entur.md shows the same, as `npm run docs:print` writes it. */
export const enturCachePolicies = {
  enturOrder: {
    api: 'orders',
    ...BRIEFLY,
    share: 0.2,
    why: 'A change reopens a confirmed order at any time. One that is neither confirmed nor cancelled is never kept.',
  },
  enturOrderPage: {
    api: 'orders',
    ...BRIEFLY,
    share: 0.17,
    why: 'As the orders on it: with one that is neither it is not kept, nor while it is empty.',
  },
  enturPayment: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.08,
    why: 'A transaction that is under way is what people wait for: with one, a payment is not kept.',
  },
  enturPaymentPage: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.1,
    why: 'As the payments on it; nor while it is empty.',
  },
  enturPaymentsOfOrder: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.12,
    why: 'As a page of payments.',
  },
  enturPaymentsOfTransaction: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.03,
    why: 'As a page of payments: nor while it is empty, as Entur may know a payment later than Vipps.',
  },
  enturCredit: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.04,
    why: 'As a payment: with a transaction that is not credited yet it is not kept.',
  },
  enturCreditPage: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.04,
    why: 'As the credits on it; nor while it is empty.',
  },
  enturCreditsOfOrder: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.05,
    why: 'As a page of credits, but also while it is empty: most orders have none.',
  },
  enturTicketPage: {
    api: 'tickets',
    ...BRIEFLY,
    share: 0.06,
    why: 'Tickets are made once and their validity seldom changes; not kept while it is empty.',
  },
  enturTicketsOfOrder: {
    api: 'tickets',
    ...BRIEFLY,
    share: 0.06,
    why: 'As a page of tickets.',
  },
  enturPaymentMethods: {
    api: 'payments',
    fresh: 60,
    staleWhileRevalidate: 240,
    staleOnError: 3_600,
    negative: 0,
    share: 0.01,
    why: 'Entur may switch a method off for a while.',
  },
  enturRecurringPayments: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.02,
    why: 'Cards are stored at a terminal, without our doing.',
  },
  enturPaymentAgreement: {
    api: 'payments',
    ...BRIEFLY,
    share: 0.02,
    why: 'The customer accepts or stops it in the app.',
  },
} as const satisfies Record<string, CachePolicy & { readonly api: EnturApi }>;

export type EnturCachedResource = keyof typeof enturCachePolicies;
