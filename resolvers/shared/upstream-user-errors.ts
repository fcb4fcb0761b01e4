import type { UserError } from '../../schema/shared/UserError.js';
import type { ErrorCode } from '../../src/errors/codes.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';

/** Refusals that another input would mend. Keys, rate limits and outages are not the input's fault. */
const mendable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT']);

/**
 * An API's refusal as user errors: one for each field that it names, else one for the whole input. Null for a failure
 * that no other input would mend, which the caller has to rethrow.
 * @param toField translates the API's name of a field, e.g. `OrderLines[0].Name`, to the path inside the input; null
 *   when it has no counterpart there
 */
export function upstreamUserErrors(
  error: unknown,
  toField: (name: string) => readonly string[] | null,
): UserError[] | null {
  if (!(error instanceof UpstreamError) || !mendable.has(error.code)) return null;
  const { faults = [] } = error.facts;
  const { code, message } = error;
  if (faults.length > 0) {
    return faults.map(({ name, reason }) => {
      const field = toField(name);
      return { field, code, message: field === null ? `${name}: ${reason}` : reason };
    });
  }
  // The API's own text may hold anything, so it goes to the log only.
  return [{ field: null, code, message }];
}
