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
    'ReadReceipt',
    'ComparePricePackages',
    'FollowProductOrders',
    'OrderProduct',
    'AddReceipt',
    'LinkOrder',
  ],
  entur: ['Welcome', 'ReadOrder'],
};
