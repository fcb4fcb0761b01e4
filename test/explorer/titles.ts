/** The tabs of GraphiQL in their order: an introduction, what reads, and what changes as a shop comes to it. */
export const titles = [
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
];
