import { GraphError } from '../errors/GraphError.js';

/** Subscriptions end when their callers like: that one may begin is known only by asking again. */
const RETRY_AFTER_SECONDS = 5;

/** A subscription for which there is no room, as it would be let in at another time or place: RATE_LIMITED, OVERLOADED, SERVER_STOPPING. */
export class RefusedForNow extends GraphError {
  override readonly name = 'RefusedForNow';
  readonly retryAfter = RETRY_AFTER_SECONDS;

  /** The HTTP status that says the same. */
  get status(): 429 | 503 {
    return this.code === 'RATE_LIMITED' ? 429 : 503;
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { retryAfter: this.retryAfter };
  }
}
