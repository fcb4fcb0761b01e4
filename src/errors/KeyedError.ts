import { GraphError } from './GraphError.js';

/** The failure of a write, with the key by which it can be repeated safely: as good as the payload that never came. */
export class KeyedError extends GraphError {
  override readonly name = 'KeyedError';

  constructor(
    private readonly failure: GraphError,
    private readonly idempotencyKey: string,
  ) {
    super(failure.code, failure.message, { cause: failure.cause });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { ...this.failure.details, idempotencyKey: this.idempotencyKey };
  }
}
