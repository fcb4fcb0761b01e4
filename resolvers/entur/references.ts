import { entity } from './entity.js';
import { isOrderId } from './identifiers.js';
import { toEnturOrder } from './order-mappers.js';

/** Every entity with its reference resolver. */
export const references = {
  EnturOrder: entity({
    type: 'EnturOrder',
    key: 'orderId',
    isKey: isOrderId,
    load: async (orderId, { loaders }) => {
      const order = await loaders.orders.order(orderId);
      return order && toEnturOrder(order);
    },
  }),
};
