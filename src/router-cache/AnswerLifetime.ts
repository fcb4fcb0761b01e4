import type { ResponseTrace } from '../cache/ResponseCache.js';
import type { Clock } from '../clock.js';

/** Of everything that no cache may keep. */
const NO_STORE = 'no-store';

/** For how long a router may keep an answer. It is told as the answer goes out, as a change may come until then. */
export class AnswerLifetime {
  /** What was told last, and for how many seconds: many are answered within one. */
  #told = NO_STORE;
  #seconds = 0;

  constructor(
    private readonly trace: ResponseTrace,
    private readonly clock: Clock,
    /** The headers of requests that decide what is answered. */
    readonly vary: string,
  ) {}

  /** The answer was just found among those that are kept: nothing that it was made from has changed so far. */
  confirm(): void {
    this.trace.confirm();
  }

  /**
   * What is left of the least lifetime of all that it was made from. Never shared by callers: who may see what is decided
   * here.
   */
  get cacheControl(): string {
    const { trace } = this;
    // Of what was made from nothing that a cache holds, nobody knows how long it is good.
    if (!trace.isKnown || trace.tags.size === 0 || trace.until === Number.POSITIVE_INFINITY) return NO_STORE;
    const seconds = Math.floor((trace.until - this.clock.now()) / 1_000);
    if (seconds < 1 || trace.isOld) return NO_STORE;
    if (seconds !== this.#seconds) {
      this.#seconds = seconds;
      this.#told = `private, max-age=${String(seconds)}`;
    }
    return this.#told;
  }
}
