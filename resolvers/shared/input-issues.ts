import type { UserError } from '../../schema/shared/UserError.js';
import { BadInputError } from '../../src/errors/BadInputError.js';

/** More than anyone fixes at once; an input of a few megabytes may have a hundred thousand. */
const MAX_ISSUES = 100;

/** A place inside the input of a mutation; numbers are list indexes. */
export type InputPath = readonly (string | number)[];

/**
 * What is wrong (`errors`) or odd (`warnings`) in the input of a mutation, collected so that a caller learns all of it
 * at once. Only errors stop the mutation.
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

  /** @param code names the broken rule for programs, e.g. `TOO_LONG` */
  add(path: InputPath, code: string, message: string): void {
    if (this.#errors.length < MAX_ISSUES) this.#errors.push(toUserError(path, code, message));
  }

  /** Notes something that the API takes but that is hardly meant. */
  warn(path: InputPath, code: string, message: string): void {
    if (this.#warnings.length < MAX_ISSUES) this.#warnings.push(toUserError(path, code, message));
  }

  /** Runs one of the checks that queries use: gives its value, or notes its BadInputError and gives null. */
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
