import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import { checkPattern } from '../shared/check-pattern.js';
import { fields } from '../../src/json.js';

/**
 * Checks an MSN before it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkMsn(value: unknown, ...argument: readonly string[]): string {
  return checkPattern(value, /^\d{4,10}$/, 'a text of 4 to 10 digits, such as "7712041".', argument);
}

/**
 * Checks the shape of a business identifier only. Schemes are an open list, and the API's own samples have wrong check
 * digits, so those are left to the API.
 * @throws BadInputError naming the argument and the rule
 */
export function checkBusinessIdentifier(value: unknown, ...argument: readonly string[]): BusinessIdentifier {
  const { scheme, id } = fields(value);
  return {
    scheme: checkPattern(scheme, /^[A-Za-z][\w:-]{9,29}$/, '10 to 30 characters such as "business:NO:ORG".', [
      ...argument,
      'scheme',
    ]),
    id: checkPattern(id, /^[\d-]{4,50}$/, 'a text of 4 to 50 digits and hyphens, such as "311100459".', [
      ...argument,
      'id',
    ]),
  };
}
