import type { EnturOrder } from '../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { isOrderId } from './identifiers.js';
import { toEnturOrder } from './order-mappers.js';

/** The order that something of Entur names, where it names one. */
export async function orderOf(orderId: string | null, { loaders }: EnturContext): Promise<EnturOrder | null> {
  const order = isOrderId(orderId) ? await loaders.orders.order(orderId) : null;
  return order && toEnturOrder(order);
}
