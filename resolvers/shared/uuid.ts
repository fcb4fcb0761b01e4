import { BadInputError } from '../../src/errors/BadInputError.js';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a UUID of any version, in either case. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/**
 * Checks a UUID before it costs a call, and gives it in lower case, as both cases mean the same.
 * @throws BadInputError naming the argument and the rule
 */
export function checkUuid(value: unknown, ...argument: readonly string[]): string {
  if (isUuid(value)) return value.toLowerCase();
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be a UUID, such as "b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11".`,
  );
}
