import { GraphError } from './GraphError.js';

/** The caller sent something we can refuse without asking upstream. Names the argument and the rule. */
export class BadInputError extends GraphError {
  override readonly name = 'BadInputError';

  /** @param argument path of the argument or input field, e.g. `['filter', 'merchant', 'id']` */
  constructor(
    readonly argument: readonly string[],
    message: string,
  ) {
    super('BAD_USER_INPUT', message);
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { argument: this.argument };
  }
}
