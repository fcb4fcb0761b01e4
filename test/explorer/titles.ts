import type { SubgraphName } from '../../src/config.js';

/** The tabs of GraphiQL in their order: an introduction, what reads, and what changes as a user comes to it. */
export const titles: Readonly<Record<SubgraphName, readonly string[]>> = {
  vipps: [
    'Welcome',
    'FindSalesUnits',
    'LookUpMerchant',
    'SalesOfADay',
    'FollowRefunds',
    'ExplainPayout',
    'ReconcileMonth',
    'BookMonth',
    'FollowSalesLive',
    'ReadReceipt',
    'ComparePricePackages',
    'FollowProductOrders',
    'OnboardMerchant',
    'WriteReceipt',
    'LinkOrder',
  ],
  entur: [
    'Welcome',
    'ReadOrder',
    'ReserveOffers',
    'SeeWhatIsDue',
    'CreatePayment',
    'PayInApp',
    'WatchPayment',
    'ConfirmOrder',
    'DistributeTickets',
    'SendReceipt',
    'TryRefund',
    'Refund',
  ],
};

/** Tabs that go on until they are stopped: what they tell comes as it happens. */
export const streams: Readonly<Record<SubgraphName, ReadonlySet<string>>> = {
  vipps: new Set(['FollowSalesLive']),
  entur: new Set(),
};

/** Tabs that are walked through once and in order, behind all others, and how many seconds pass before some of them. */
export const walks: Readonly<Record<SubgraphName, ReadonlyMap<string, number>>> = {
  vipps: new Map(),
  entur: new Map([
    ['ReserveOffers', 0],
    ['SeeWhatIsDue', 0],
    ['CreatePayment', 0],
    ['PayInApp', 0],
    ['WatchPayment', 10],
    ['ConfirmOrder', 0],
    ['DistributeTickets', 0],
    ['SendReceipt', 0],
    ['TryRefund', 0],
    ['Refund', 0],
  ]),
};
