import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { checkMsn } from '../management/identifiers.js';
import type { InputIssues } from '../shared/input-issues.js';
import { checkOrderId, checkPaymentType } from './identifiers.js';

interface OrderInput {
  readonly msn: string;
  readonly paymentType: string;
  readonly orderId: string;
}

/** The key of the order that an input names; null once the issues of all its parts have been noted. */
export function collectOrderRef(input: OrderInput, issues: InputIssues): OrderRef | null {
  const msn = issues.collect(() => checkMsn(input.msn, 'msn'));
  const paymentType = issues.collect(() => checkPaymentType(input.paymentType, 'paymentType'));
  const orderId = issues.collect(() => checkOrderId(input.orderId, 'orderId'));
  if (orderId !== null && (/[._]/.test(orderId) || orderId.length > 64)) {
    const message =
      'No payment has such an order id: those have up to 64 letters, digits and hyphens. The API stores it all the same.';
    issues.warn(['orderId'], 'NO_SUCH_PAYMENT', message);
  }
  return msn === null || paymentType === null || orderId === null ? null : { msn, paymentType, orderId };
}
