import { show } from './show.js';
import { tabsOf } from './tabs.js';
import welcome from './vipps.welcome.graphql?raw';

/**
 * A choice of the example operations: what reads first, then what changes, as a shop comes to it. Each can be run in any
 * order and again: what it changes stays as after the first time.
 */
const tabs = tabsOf(welcome, [
  ['find-sales-units', 'FindSalesUnits'],
  ['merchant', 'LookUpMerchant'],
  ['sales-of-a-day', 'SalesOfADay'],
  ['refunds', 'FollowRefunds'],
  ['payout-explained', 'ExplainPayout'],
  ['reconcile-month', 'ReconcileMonth'],
  ['book-month', 'BookMonth'],
  ['live/follow-sales', 'FollowSalesLive'],
  ['order', 'ReadReceipt'],
  ['price-packages', 'ComparePricePackages'],
  ['product-orders', 'FollowProductOrders'],
  ['product-order-1-prefill', 'OnboardMerchant'],
  ['add-receipt', 'WriteReceipt'],
  ['set-order-category', 'LinkOrder'],
]);

show({ tabs, namespace: 'vipps-mobilepay-subgraph' });
