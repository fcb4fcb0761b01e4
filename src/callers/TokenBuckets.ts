import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';

/** How many requests may come: steadily, and at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Beyond so many, those that have not asked for longest are forgotten: their bucket counts as full. */
const MAX_BUCKETS = 20_000;

/**
 * A token bucket for each key. All that is kept of one is when it will be full again, so it needs no timer and no refill,
 * and a full one is the same as none.
 */
export class TokenBuckets {
  readonly #fullAt = new LRUCache<string, number>({ max: MAX_BUCKETS });

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until there is a token; 0 = there is one. */
  waitFor(key: string, rate: Rate): number {
    const missing = 1 - this.#tokens(key, rate);
    return missing <= 0 ? 0 : (missing * 1_000) / rate.perSecond;
  }

  /** Takes a token, which must be there. */
  take(key: string, rate: Rate): void {
    this.#fullAt.set(key, this.clock.now() + this.#msToFull(key, rate) + 1_000 / rate.perSecond);
  }

  /** Whole tokens that are left. */
  left(key: string, rate: Rate): number {
    return Math.max(0, Math.floor(this.#tokens(key, rate)));
  }

  #tokens(key: string, rate: Rate): number {
    // A trace more than there is: times are fractions, and their sums are not exact.
    return rate.burst - (this.#msToFull(key, rate) * rate.perSecond) / 1_000 + 1e-6;
  }

  /** No longer than from an empty one: a clock that was set back must not lock anybody out. */
  #msToFull(key: string, { perSecond, burst }: Rate): number {
    const fullAt = this.#fullAt.get(key);
    if (fullAt === undefined) return 0;
    const now = this.clock.now();
    const longest = (burst * 1_000) / perSecond;
    if (fullAt - now > longest) this.#fullAt.set(key, now + longest);
    return Math.min(Math.max(0, fullAt - now), longest);
  }
}
