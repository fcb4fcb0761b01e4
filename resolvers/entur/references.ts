import type { Reference } from '../shared/reference-resolver.js';
import { entity } from './entity.js';
import { isNumericId, isOrderId } from './identifiers.js';
import { orderOf } from './order-of.js';
import { toEnturCredit } from './credit-mappers.js';
import { toEnturPayment } from './payment-mappers.js';

/** Every entity with its reference resolver. */
export const references = {
  EnturOrder: entity({ type: 'EnturOrder', key: 'orderId', isKey: isOrderId, load: orderOf }),
  EnturPayment: entity({
    type: 'EnturPayment',
    key: 'paymentId',
    isKey: isNumericId,
    load: async (paymentId, { loaders }) => {
      const payment = await loaders.payments.payment(paymentId);
      return payment && toEnturPayment(payment);
    },
  }),
  EnturCredit: entity({
    type: 'EnturCredit',
    key: 'creditId',
    isKey: isNumericId,
    load: async (creditId, { loaders }) => {
      const credit = await loaders.credits.credit(creditId);
      return credit && toEnturCredit(credit);
    },
  }),
  // Another subgraph's: whatever it says of itself comes with it.
  FundsEntry: (reference: Reference): Promise<object> => Promise.resolve({ ...reference }),
};
