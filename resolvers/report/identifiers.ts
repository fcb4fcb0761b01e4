import { BadInputError } from '../../src/errors/BadInputError.js';
import { checkPattern } from '../shared/check-pattern.js';

/**
 * Checks the id of a ledger before it costs a call. The APIs publish no pattern; samples are six digits.
 * @throws BadInputError naming the argument and the rule
 */
export function checkLedgerId(value: unknown, ...argument: readonly string[]): string {
  const rule = '1 to 64 letters, digits or hyphens, such as "418806".';
  return checkPattern(value, /^[\w-]{1,64}$/, rule, argument);
}

/**
 * True for what can be the reference of an order or a payment. The APIs publish no pattern, so only the impossible is
 * refused, and anything that a server on the way could take for several path segments.
 */
export function isReference(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= 100 &&
    !/[\p{Cc}/\\]/u.test(value) &&
    value !== '.' &&
    value !== '..' &&
    value.isWellFormed()
  );
}

/**
 * Checks a reference before it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkReference(value: unknown, ...argument: readonly string[]): string {
  if (isReference(value)) return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be a text of 1 to 100 characters without slashes and line breaks, such as "48200917733".`,
  );
}

const MAX_LATER_DAYS = 31;

/**
 * Checks how far behind a date to look, before any of it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkLaterDays(laterDays: number): void {
  if (laterDays >= 0 && laterDays <= MAX_LATER_DAYS) return;
  const max = String(MAX_LATER_DAYS);
  throw new BadInputError(['laterDays'], `laterDays must be from 0 to ${max}, not ${String(laterDays)}.`);
}
