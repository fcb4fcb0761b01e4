import { BadInputError } from '../../src/errors/BadInputError.js';
import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { checkMsn } from '../management/identifiers.js';
import { checkPattern } from '../shared/check-pattern.js';
import { fields } from '../../src/json.js';
import { isUuid } from '../shared/uuid.js';

/** The API sets no limit and the payment APIs stop at 64; this keeps paths and keys short. */
const MAX_ID = 255;

/**
 * Checks the key of an order before it costs a call.
 * @param value anything with `msn`, `paymentType` and `orderId`
 * @throws BadInputError naming the field and the rule
 */
export function checkOrderRef(value: unknown, ...argument: readonly string[]): OrderRef {
  const { msn, paymentType, orderId } = fields(value);
  return {
    msn: checkMsn(msn, ...argument, 'msn'),
    paymentType: checkPaymentType(paymentType, ...argument, 'paymentType'),
    orderId: checkOrderId(orderId, ...argument, 'orderId'),
  };
}

/**
 * Checks a payment type that may come from a gateway, unchecked by the schema.
 * @throws BadInputError naming the argument and the rule
 */
export function checkPaymentType(value: unknown, ...argument: readonly string[]): 'ECOM' | 'RECURRING' {
  if (value === 'ECOM' || value === 'RECURRING') return value;
  throw new BadInputError(argument, `${argument.join('.')} must be ECOM or RECURRING.`);
}

/**
 * Checks an order id before it costs a call.
 * @throws BadInputError for ids that the API's pattern refuses or that no path can carry
 */
export function checkOrderId(value: unknown, ...argument: readonly string[]): string {
  return checkId(value, argument);
}

/**
 * Checks a transaction id of v1, which follows the rules of order ids.
 * @throws BadInputError naming the argument and the rule
 */
export function checkTransactionId(value: unknown, ...argument: readonly string[]): string {
  return checkId(value, argument);
}

/**
 * Checks an image id before it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkImageId(value: unknown, ...argument: readonly string[]): string {
  const rule = '1 to 128 letters, digits, hyphens, underscores and dots.';
  return checkPattern(value, /^[\w.-]{1,128}$/, rule, argument);
}

/**
 * Checks a category id, which keeps its case: it goes back to the API as it came.
 * @throws BadInputError naming the argument and the rule
 */
export function checkCategoryId(value: unknown, ...argument: readonly string[]): string {
  if (isUuid(value)) return value;
  throw new BadInputError(argument, `${argument.join('.')} must be a UUID, as the API gave it.`);
}

/** True for what can be an order id. Not so "." and "..": in a path, URL libraries resolve them as dot segments. */
export function isOrderId(value: string | null | undefined): value is string {
  return (
    value != null && value.length <= MAX_ID && /^[\w.-]+$/.test(value) && value !== '.' && value !== '..'
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
