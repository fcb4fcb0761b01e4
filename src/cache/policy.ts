import type { ApiName } from '../http/upstream.js';

/** How long one kind of upstream answer is kept in memory. All times in seconds. */
export interface CachePolicy {
  /** The API that the answers come from. */
  readonly api: ApiName;
  /** Served without a look upstream. */
  readonly fresh: number;
  /** After that: served at once while a new one is fetched in the background. */
  readonly staleWhileRevalidate: number;
  /** After that: served only when the API fails for a passing reason. */
  readonly staleOnError: number;
  /** How long "does not exist" is remembered. */
  readonly negative: number;
  /** Part of the cache's memory that this kind may fill, 0 to 1; all shares together are at most 1. */
  readonly share: number;
  /** How long an answer is served that may still grow: an open date, the end of a feed. `fresh` where it is left out. */
  readonly open?: number;
  /** Why these numbers. */
  readonly why: string;
}

/** The one table of cache lifetimes; the README shows the same, and a test compares the two. */
export const cachePolicies = {
  salesUnitList: {
    api: 'management',
    fresh: 60,
    staleWhileRevalidate: 240,
    staleOnError: 3_600,
    negative: 0,
    share: 0.05,
    why: 'New units appear after an order is approved; a minute is soon enough.',
  },
  salesUnit: {
    api: 'management',
    fresh: 300,
    staleWhileRevalidate: 600,
    staleOnError: 3_600,
    negative: 30,
    share: 0.12,
    why: 'Details change rarely, and each one costs a call.',
  },
  merchant: {
    api: 'management',
    fresh: 600,
    staleWhileRevalidate: 1_800,
    staleOnError: 3_600,
    negative: 30,
    share: 0.08,
    why: 'Names and addresses hardly ever change.',
  },
  merchantSalesUnits: {
    api: 'management',
    fresh: 60,
    staleWhileRevalidate: 240,
    staleOnError: 3_600,
    negative: 30,
    share: 0.05,
    why: 'As the list of all units.',
  },
  order: {
    api: 'order-management',
    fresh: 30,
    staleWhileRevalidate: 120,
    staleOnError: 3_600,
    negative: 5,
    share: 0.13,
    why: 'One answer holds the receipt, which hardly ever changes, and the category, which its shop may replace. Often asked for just before it is written.',
  },
  orderCategories: {
    api: 'order-management',
    fresh: 30,
    staleWhileRevalidate: 120,
    staleOnError: 3_600,
    negative: 0,
    share: 0.05,
    why: 'As the category of an order.',
  },
  category: {
    api: 'order-management',
    fresh: 30,
    staleWhileRevalidate: 120,
    staleOnError: 3_600,
    negative: 5,
    share: 0.02,
    why: 'As the category of an order: setting that changes it under its id.',
  },
  productOrderList: {
    api: 'management',
    fresh: 10,
    staleWhileRevalidate: 0,
    staleOnError: 60,
    negative: 0,
    share: 0.04,
    why: 'The status is what people wait for; ten seconds take the load off polling.',
  },
  productOrder: {
    api: 'management',
    fresh: 10,
    staleWhileRevalidate: 0,
    staleOnError: 60,
    negative: 5,
    share: 0.03,
    why: 'As the list of orders.',
  },
  pricePackages: {
    api: 'management',
    fresh: 300,
    staleWhileRevalidate: 600,
    staleOnError: 3_600,
    negative: 0,
    share: 0.01,
    why: 'Agreed between people, and rarely changed.',
  },
  partnerMerchant: {
    api: 'partner',
    fresh: 60,
    staleWhileRevalidate: 240,
    staleOnError: 3_600,
    negative: 30,
    share: 0.01,
    why: 'As the list of all units.',
  },
  partnerSalesUnit: {
    api: 'partner',
    fresh: 300,
    staleWhileRevalidate: 600,
    staleOnError: 3_600,
    negative: 30,
    share: 0.01,
    why: 'As sales units.',
  },
  ledgerList: {
    api: 'report',
    fresh: 300,
    staleWhileRevalidate: 600,
    staleOnError: 3_600,
    negative: 0,
    share: 0.02,
    why: 'Grants and new ledgers are rare; some minutes are soon enough.',
  },
  reportDate: {
    api: 'report',
    fresh: 604_800,
    staleWhileRevalidate: 0,
    staleOnError: 0,
    negative: 30,
    open: 30,
    share: 0.12,
    why: 'Entries of a closed date never change; an open date grows within minutes.',
  },
  reportFeed: {
    api: 'report',
    fresh: 604_800,
    staleWhileRevalidate: 0,
    staleOnError: 0,
    negative: 30,
    open: 0,
    share: 0.05,
    why: 'Entries never change, so full pages stay as they are; who asks for the end asks for what is new.',
  },
  salesPage: {
    api: 'sales',
    fresh: 86_400,
    staleWhileRevalidate: 0,
    staleOnError: 0,
    negative: 30,
    open: 0,
    share: 0.16,
    why: 'Nothing is put before what is there already, so full pages stay as they are; their end is asked for anew.',
  },
  salesEvent: {
    api: 'sales',
    fresh: 86_400,
    staleWhileRevalidate: 0,
    staleOnError: 3_600,
    negative: 30,
    share: 0.03,
    why: 'A capture or refund that happened does not change; one not there yet may appear within seconds.',
  },
  salesOfReference: {
    api: 'sales',
    fresh: 60,
    staleWhileRevalidate: 0,
    staleOnError: 600,
    negative: 30,
    share: 0.02,
    why: 'A refund joins its order at any time.',
  },
} as const satisfies Record<string, CachePolicy>;

export type CachedResource = keyof typeof cachePolicies;
