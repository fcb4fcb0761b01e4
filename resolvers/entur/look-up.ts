import type { EnturCredit } from '../../schema/entur/EnturCredit.js';
import type { EnturOrder } from '../../schema/entur/EnturOrder.js';
import type { EnturPayment } from '../../schema/entur/EnturPayment.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { toEnturCredit } from './credit-mappers.js';
import { isNumericId, isOrderId } from './identifiers.js';
import { toEnturOrder } from './order-mappers.js';
import { toEnturPayment } from './payment-mappers.js';

// What something of Entur names, where it names one.

/** The order of an id. */
export async function orderOf(orderId: string | null, { loaders }: EnturContext): Promise<EnturOrder | null> {
  const order = isOrderId(orderId) ? await loaders.orders.order(orderId) : null;
  return order && toEnturOrder(order);
}

/** The payment of an id. */
export async function paymentOf(
  paymentId: string | null,
  { loaders }: EnturContext,
): Promise<EnturPayment | null> {
  const payment = isNumericId(paymentId) ? await loaders.payments.payment(paymentId) : null;
  return payment && toEnturPayment(payment);
}

/** The credit of an id. */
export async function creditOf(
  creditId: string | null,
  { loaders }: EnturContext,
): Promise<EnturCredit | null> {
  const credit = isNumericId(creditId) ? await loaders.credits.credit(creditId) : null;
  return credit && toEnturCredit(credit);
}
