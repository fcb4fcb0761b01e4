import { BadInputError } from '../../src/errors/BadInputError.js';

/**
 * Checks the id of a ledger before it costs a call. The APIs publish no pattern; samples are six digits.
 * @throws BadInputError naming the argument and the rule
 */
export function checkLedgerId(value: unknown, ...argument: readonly string[]): string {
  if (typeof value === 'string' && /^[\w-]{1,64}$/.test(value)) return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be 1 to 64 letters, digits or hyphens, such as "418806".`,
  );
}

/**
 * Checks a reference of an order or of a payment. The APIs publish no pattern, so only what can't be one is refused.
 * @throws BadInputError naming the argument and the rule
 */
export function checkReference(value: unknown, ...argument: readonly string[]): string {
  const isText = typeof value === 'string' && value.length >= 1 && value.length <= 100;
  if (isText && !/\p{Cc}/u.test(value) && value !== '.' && value !== '..' && value.isWellFormed())
    return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be a text of 1 to 100 characters without line breaks, such as "48200917733".`,
  );
}
