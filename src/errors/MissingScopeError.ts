import { GraphError } from './GraphError.js';

/** What the caller may not see or do. */
export class MissingScopeError extends GraphError {
  override readonly name = 'MissingScopeError';

  /** @param what a field, as `Type.field`, or a type */
  constructor(
    what: string,
    readonly scope: string,
  ) {
    super('FORBIDDEN', `${what} needs the scope ${scope}, which the caller does not have.`);
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { requiredScope: this.scope };
  }
}
