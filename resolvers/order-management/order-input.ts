import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { checkMsn } from '../management/identifiers.js';
import type { InputFaults } from '../shared/user-errors.js';
import { checkOrderId, checkPaymentType } from './identifiers.js';

interface OrderInput {
  readonly msn: string;
  readonly paymentType: string;
  readonly orderId: string;
}

/** The order that an input names; null after noting what is wrong with it, each part of it. */
export function takeOrderRef(input: OrderInput, faults: InputFaults): OrderRef | null {
  const msn = faults.take(() => checkMsn(input.msn, 'msn'));
  const paymentType = faults.take(() => checkPaymentType(input.paymentType, 'paymentType'));
  const orderId = faults.take(() => checkOrderId(input.orderId, 'orderId'));
  if (orderId !== null && (/[._]/.test(orderId) || orderId.length > 64)) {
    const message =
      'No payment has such an order id: those have up to 64 letters, digits and hyphens. The API stores it all the same.';
    faults.warn(['orderId'], 'NO_SUCH_PAYMENT', message);
  }
  return msn === null || paymentType === null || orderId === null ? null : { msn, paymentType, orderId };
}
