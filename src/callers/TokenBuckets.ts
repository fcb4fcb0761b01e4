import { LRUCache } from 'lru-cache';

/** How many requests may come: steadily, and at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** All that is kept of it is when it will be full again: it needs no timer and no refill. Times are milliseconds. */
export class TokenBucket {
  #fullAt = 0;

  /** Milliseconds until there is a token; 0 = there is one. */
  waitFor(rate: Rate, now: number): number {
    const missing = 1 - this.#tokens(rate, now);
    return missing <= 0 ? 0 : (missing * 1_000) / rate.perSecond;
  }

  /** Takes a token, which must be there. */
  take({ perSecond }: Rate, now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + 1_000 / perSecond;
  }

  /** Whole tokens that are left. */
  left(rate: Rate, now: number): number {
    return Math.max(0, Math.floor(this.#tokens(rate, now)));
  }

  #tokens({ perSecond, burst }: Rate, now: number): number {
    const longest = (burst * 1_000) / perSecond;
    // No longer than from an empty one: a clock that was set back must not lock anybody out.
    if (this.#fullAt - now > longest) this.#fullAt = now + longest;
    const msToFull = Math.max(0, this.#fullAt - now);
    // A trace more than there is: times are fractions, and their sums are not exact.
    return burst - (msToFull * perSecond) / 1_000 + 1e-6;
  }
}

/** Beyond so many, those that have not been asked for for longest are forgotten: they count as full. */
const MAX_BUCKETS = 20_000;

/** A token bucket for each key. */
export class TokenBuckets {
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_BUCKETS });

  /** The bucket under a key; who asks often may hold on to it. */
  of(key: string): TokenBucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = new TokenBucket()));
    return bucket;
  }
}
