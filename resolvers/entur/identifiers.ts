import { BadInputError } from '../../src/errors/BadInputError.js';
import { checkPattern } from '../shared/check-pattern.js';

/** All that Entur shows are eight capital letters and digits; their number is not promised. */
const ORDER_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether this can be the id of an order. */
export function isOrderId(value: unknown): value is string {
  return typeof value === 'string' && ORDER_ID.test(value);
}

/** The id of an order. @throws BadInputError naming the argument and the rule */
export function checkOrderId(value: unknown, ...argument: readonly string[]): string {
  return checkPattern(value, ORDER_ID, '1 to 64 letters, digits, - and _, such as "ABCDEFGH".', argument);
}

/** Whether this can be an id that is a number of 64 bits: those of payments, credits and the like. */
export function isNumericId(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9]\d{0,18})$/.test(value) && BigInt(value) < 2n ** 63n;
}

/** An id that is a number of 64 bits, as its digits. @throws BadInputError naming the argument and the rule */
export function checkNumericId(value: unknown, ...argument: readonly string[]): string {
  if (isNumericId(value)) return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be a whole number below 2^63, such as "6406".`,
  );
}

/** The number of a customer. @throws BadInputError naming the argument and the rule */
export function checkCustomerNumber(value: unknown, ...argument: readonly string[]): string {
  return checkPattern(value, /^[\w.:@-]{1,64}$/, '1 to 64 letters, digits and . : @ _ -.', argument);
}

/** The id of an agreement. @throws BadInputError naming the argument and the rule */
export function checkAgreementId(value: unknown, ...argument: readonly string[]): string {
  return checkPattern(value, /^[\w-]{1,64}$/, '1 to 64 letters, digits, - and _.', argument);
}

/** Whether this can be the id of a transaction at a provider. */
export function isExternalTransactionId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value);
}
