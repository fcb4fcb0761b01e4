import type { UserError } from '../../schema/shared/UserError.js';
import { GraphError } from '../../src/errors/GraphError.js';
import { KeyedError } from '../../src/errors/KeyedError.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { apiFieldPath } from '../shared/api-field-path.js';
import { upstreamUserErrors } from '../shared/upstream-user-errors.js';

/**
 * The user errors of a failed prefill. An unknown outcome is among them although no input mends it: gateways drop the
 * extensions of errors, so only the payload is sure to bring the key to the caller.
 * @param fields names of the input's fields, which are the API's own
 * @throws KeyedError for what no other input would mend, with the key in its extensions
 */
export function prefillUserErrors(
  error: unknown,
  idempotencyKey: string,
  fields: ReadonlySet<string>,
): UserError[] {
  if (!(error instanceof GraphError)) throw error;
  if (error.code === 'OUTCOME_UNKNOWN') {
    const message =
      'The answer was lost, so the order may have been made. Repeat the same input with the idempotencyKey of this payload: it makes no second order.';
    return [{ field: null, code: error.code, message }];
  }
  if (error.code === 'CONFLICT') {
    const message =
      'The API refuses this idempotencyKey: it has been used with another input. Take a new one, or leave it out.';
    return [{ field: ['idempotencyKey'], code: error.code, message }];
  }
  if (error.code === 'NOT_FOUND' && error instanceof UpstreamError) {
    // The path holds no id that could be unknown, so this must be the wrong server.
    const message = 'The API has nothing under the address that orders are sent to.';
    const failure = new UpstreamError('UPSTREAM_BAD_RESPONSE', message, error.facts, { cause: error });
    throw new KeyedError(failure, idempotencyKey);
  }
  const userErrors = upstreamUserErrors(error, (name) => toInputField(name, fields));
  if (userErrors === null) throw new KeyedError(error, idempotencyKey);
  return userErrors;
}

/**
 * The user errors of a failed withdrawal.
 * @throws what no other input would mend
 */
export function withdrawUserErrors(error: unknown): UserError[] {
  if (!(error instanceof GraphError)) throw error;
  const field = ['productOrderId'];
  if (error.code === 'OUTCOME_UNKNOWN') {
    const message =
      'The answer was lost, so the order may be gone. Look, or repeat the withdrawal: that does no harm.';
    return [{ field: null, code: error.code, message }];
  }
  if (error.code === 'NOT_FOUND') {
    const message = 'There is no prefilled order with this id, or the keys in use may not see it.';
    return [{ field, code: error.code, message }];
  }
  const userErrors = upstreamUserErrors(error, (name) => toInputField(name, new Set(field)));
  if (userErrors === null) throw error;
  return userErrors;
}

/** Null for names that are not in the input. */
function toInputField(name: string, fields: ReadonlySet<string>): readonly string[] | null {
  if (/^idempotency-key$/i.test(name)) return ['idempotencyKey'];
  const path = apiFieldPath(name);
  return path[0] !== undefined && fields.has(path[0]) ? path : null;
}
