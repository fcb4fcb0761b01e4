import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import { BadInputError } from '../../src/errors/BadInputError.js';

/**
 * Checks an MSN before it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkMsn(value: unknown, ...argument: readonly string[]): string {
  if (typeof value === 'string' && /^\d{4,10}$/.test(value)) return value;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be a text of 4 to 10 digits, such as "7712041".`,
  );
}

/**
 * Checks the shape of a business identifier. Schemes are an open list, and check digits are left to the API: its own
 * samples fail them.
 * @throws BadInputError naming the argument and the rule
 */
export function checkBusinessIdentifier(value: unknown, ...argument: readonly string[]): BusinessIdentifier {
  const { scheme, id } = asFields(value);
  if (typeof scheme !== 'string' || !/^[A-Za-z][\w:-]{9,29}$/.test(scheme)) {
    throw new BadInputError(
      [...argument, 'scheme'],
      `${[...argument, 'scheme'].join('.')} must be 10 to 30 characters such as "business:NO:ORG".`,
    );
  }
  if (typeof id !== 'string' || !/^[\d-]{4,50}$/.test(id)) {
    throw new BadInputError(
      [...argument, 'id'],
      `${[...argument, 'id'].join('.')} must be a text of 4 to 50 digits and hyphens, such as "311100459".`,
    );
  }
  return { scheme, id };
}

function asFields(value: unknown): { readonly scheme?: unknown; readonly id?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
