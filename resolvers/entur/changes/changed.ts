import type { EnturOrder } from '../../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { toEnturOrder } from '../order-mappers.js';

/** What names an order, or none where nothing was changed. */
export interface NamesOrder {
  readonly orderId: string | null;
}

/** The order of a payload, as the schema says it. */
export const orderField = {
  nullable: true,
  description:
    'The order as it is now: its version and what is due are what a payment needs. Costs one call, which all orders of a request share. Null when nothing was changed, or the order can not be seen.',
} as const;

/** The order that a payload names. */
export async function orderOf(
  { orderId }: NamesOrder,
  { loaders }: EnturContext,
): Promise<EnturOrder | null> {
  const order = orderId === null ? null : await loaders.orders.order(orderId);
  return order && toEnturOrder(order);
}
