import { BadInputError } from '../../src/errors/BadInputError.js';
import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { checkMsn } from '../management/identifiers.js';

/** The API gives orders no greatest length; the payment APIs stop at 64. This keeps paths and keys short. */
const MAX_ID = 255;

/**
 * Checks what an order is known by, before it costs a call.
 * @param value anything with `msn`, `paymentType` and `orderId`
 * @throws BadInputError naming the field and the rule
 */
export function checkOrderRef(value: unknown, ...argument: readonly string[]): OrderRef {
  const { msn, paymentType, orderId } = asFields(value);
  return {
    msn: checkMsn(msn, ...argument, 'msn'),
    paymentType: checkPaymentType(paymentType, ...argument, 'paymentType'),
    orderId: checkOrderId(orderId, ...argument, 'orderId'),
  };
}

/** @throws BadInputError naming the argument and the rule */
export function checkPaymentType(value: unknown, ...argument: readonly string[]): 'ECOM' | 'RECURRING' {
  if (value === 'ECOM' || value === 'RECURRING') return value;
  throw new BadInputError(argument, `${argument.join('.')} must be ECOM or RECURRING.`);
}

/** @throws BadInputError for ids that the API's pattern refuses or that no path can carry */
export function checkOrderId(value: unknown, ...argument: readonly string[]): string {
  return checkId(value, argument);
}

/** @throws BadInputError naming the argument and the rule */
export function checkTransactionId(value: unknown, ...argument: readonly string[]): string {
  return checkId(value, argument);
}

/** @throws BadInputError naming the argument and the rule */
export function checkImageId(value: unknown, ...argument: readonly string[]): string {
  if (typeof value === 'string' && /^[\w.-]{1,128}$/.test(value)) return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be 1 to 128 letters, digits, hyphens, underscores and dots.`,
  );
}

/** @throws BadInputError naming the argument and the rule */
export function checkCategoryId(value: unknown, ...argument: readonly string[]): string {
  if (typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return value;
  throw new BadInputError(argument, `${argument.join('.')} must be a UUID, as the API gave it.`);
}

/** True for what can be an order id. A path can't carry "." and "..": URL libraries take them for steps between folders. */
export function isOrderId(value: string | null): value is string {
  return (
    value !== null && value.length <= MAX_ID && /^[\w.-]+$/.test(value) && value !== '.' && value !== '..'
  );
}

function checkId(value: unknown, argument: readonly string[]): string {
  if (typeof value === 'string' && isOrderId(value)) return value;
  const name = argument.join('.');
  throw new BadInputError(
    argument,
    value === '.' || value === '..'
      ? `${name} must not be "." or "..".`
      : `${name} must be 1 to ${MAX_ID} letters, digits, hyphens, underscores and dots, such as "acme-shop-123-order123abc".`,
  );
}

function asFields(value: unknown): {
  readonly msn?: unknown;
  readonly paymentType?: unknown;
  readonly orderId?: unknown;
} {
  return typeof value === 'object' && value !== null ? value : {};
}
