import type { EnturUserError } from '../../../schema/entur/changes/EnturUserError.js';
import type { UserError } from '../../../schema/shared/UserError.js';
import { UpstreamError } from '../../../src/errors/UpstreamError.js';
import { apiFieldPath } from '../../shared/api-field-path.js';
import type { InputIssues } from '../../shared/input-issues.js';
import { upstreamUserErrors } from '../../shared/upstream-user-errors.js';

/** What the payload of every change tells. */
export interface Told {
  readonly userErrors: readonly EnturUserError[];
  readonly warnings: readonly UserError[];
}

/** What became of a change: undefined when it was refused, here or by the service. */
export interface Carried<T> {
  readonly done: T | undefined;
  readonly told: Told;
}

/** Fields that our inputs call something else than the services do. */
const inputNames: Readonly<Record<string, string>> = {
  compensationAmount: 'amount',
  compensationElements: 'elements',
  compensationOperations: 'compensations',
  compensationReason: 'reason',
  refundAmount: 'amount',
};

/** What the service says of a payment that its user can do something about, in words for whoever asked. */
const advice: Readonly<Record<string, string>> = {
  SOFT_DECLINE:
    'The bank of the card wants stronger authentication: send the user to the terminal of the transaction, and then try again.',
  REFUSED_BY_ISSUER: 'The bank of the card refused: another card or another way to pay is needed.',
};

/**
 * Makes a change whose input has been looked at, unless that has errors. A refusal that another input or the user would
 * mend comes back as user errors.
 * @throws whatever else went wrong
 */
export async function carryOut<T extends object | string | null>(
  issues: InputIssues,
  change: () => Promise<T>,
): Promise<Carried<T>> {
  const { errors, warnings } = issues;
  if (errors.length > 0) {
    const userErrors = errors.map((each) => ({ ...each, correlationId: null }));
    return { done: undefined, told: { userErrors, warnings } };
  }
  try {
    return { done: await change(), told: { userErrors: [], warnings } };
  } catch (error) {
    const userErrors = refusal(error);
    if (userErrors === null) throw error;
    return { done: undefined, told: { userErrors, warnings } };
  }
}

function refusal(error: unknown): readonly EnturUserError[] | null {
  if (!(error instanceof UpstreamError)) return null;
  const { reason, correlationId = null } = error.facts;
  const message = reason === undefined ? undefined : advice[reason];
  if (reason !== undefined && message !== undefined)
    return [{ field: null, code: reason, message, correlationId }];
  const told = upstreamUserErrors(error, toInputField);
  if (told === null) return null;
  // What the service says of a field may hold anything, so it goes to the log only.
  const byField = new Map(told.map(({ field, code }) => [field?.join('.'), { field, code }]));
  return [...byField.values()].map((each) => ({ ...each, message: error.message, correlationId }));
}

/** The name of a field or a place in a list, and nothing that could be somebody's. */
const PART = /^(?:[A-Za-z]\w{0,49}|\d{1,3})$/;

function toInputField(name: string): readonly string[] | null {
  const path = apiFieldPath(name);
  if (path.length === 0 || !path.every((part) => PART.test(part))) return null;
  return path.map((part) => (Object.hasOwn(inputNames, part) ? (inputNames[part] ?? part) : part));
}
