import type { UserError } from '../../schema/shared/UserError.js';
import { BadInputError } from '../../src/errors/BadInputError.js';

/** More than anybody mends at once; an input of some megabytes may have a hundred thousand. */
const MAX_ISSUES = 100;

/** Place inside the input of a mutation; numbers are places in lists. */
export type InputPath = readonly (string | number)[];

/**
 * What is wrong (`errors`) or odd (`warnings`) with the input of a mutation, gathered so that a caller learns all of
 * it at once. Only errors stop the mutation.
 */
export class InputIssues {
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
    if (this.#errors.length < MAX_ISSUES) this.#errors.push(toUserError(path, code, message));
  }

  /** Something that the API takes but that is hardly meant. */
  warn(path: InputPath, code: string, message: string): void {
    if (this.#warnings.length < MAX_ISSUES) this.#warnings.push(toUserError(path, code, message));
  }

  /** Runs a check that throws BadInputError, as queries use them: gives its value, or null after noting the fault. */
  collect<T>(check: () => T): T | null {
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
