import welcome from './entur.welcome.graphql?raw';
import { show } from './show.js';
import { tabsOf } from './tabs.js';

/**
 * A choice of the example operations: what reads, then a purchase from the offer to its refund, which is walked through
 * once and in order, as it names the ids that a fresh sandbox gives.
 */
const tabs = tabsOf(welcome, [
  ['entur/order', 'ReadOrder'],
  ['entur/purchase-01-reserve-offers', 'ReserveOffers'],
  ['entur/purchase-02-order', 'SeeWhatIsDue'],
  ['entur/purchase-03-create-payment', 'CreatePayment'],
  ['entur/purchase-04-app-claim', 'PayInApp'],
  ['entur/purchase-05-captured', 'WatchPayment'],
  ['entur/purchase-06-confirm', 'ConfirmOrder'],
  ['entur/purchase-07-tickets', 'DistributeTickets'],
  ['entur/purchase-08-receipt', 'SendReceipt'],
  ['entur/purchase-09-dry-run', 'TryRefund'],
  ['entur/purchase-10-refund', 'Refund'],
]);

show({ tabs, namespace: 'entur-subgraph' });
