import type { UserError } from '../../schema/shared/UserError.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { ErrorCode } from '../../src/errors/codes.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';

/** More than anybody mends at once; an input of some megabytes may have a hundred thousand. */
const MAX_FAULTS = 100;

/** Place inside the input of a mutation; numbers are places in lists. */
export type InputPath = readonly (string | number)[];

/**
 * What is wrong (`errors`) or odd (`warnings`) with the input of a mutation, gathered so that a caller learns all of
 * it at once. Only errors stop the mutation.
 */
export class InputFaults {
  readonly #errors: UserError[] = [];
  readonly #warnings: UserError[] = [];

  get errors(): readonly UserError[] {
    return this.#errors;
  }

  get warnings(): readonly UserError[] {
    return this.#warnings;
  }

  /** @param code the rule as a stable word in capitals, e.g. `TOO_LONG` */
  add(path: InputPath, code: string, message: string): void {
    if (this.#errors.length < MAX_FAULTS) this.#errors.push(toUserError(path, code, message));
  }

  /** Something that the API takes but that is hardly meant. */
  warn(path: InputPath, code: string, message: string): void {
    if (this.#warnings.length < MAX_FAULTS) this.#warnings.push(toUserError(path, code, message));
  }

  /** Runs a check that throws BadInputError, as queries use them: gives its value, or null after noting the fault. */
  take<T>(check: () => T): T | null {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      this.add(error.argument, 'INVALID', error.message);
      return null;
    }
  }
}

function toUserError(path: InputPath, code: string, message: string): UserError {
  return { field: path.length === 0 ? null : path.map(String), code, message };
}

/** Refusals that the caller can mend by another input. Keys, rate limits and outages are not the input's fault. */
const mendable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT']);

/**
 * An API's refusal as user errors: one for each field that it names, else one for the input as a whole. Null for a
 * failure that no other input would mend: throw that one on.
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
  // The API's own sentence may hold anything; it is in the log.
  return [{ field: null, code, message }];
}
