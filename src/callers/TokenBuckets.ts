import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';

/** How many requests may come: steadily, and at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** All that is kept of a token bucket is when it will be full again: it needs no timer and no refill. */
export interface TokenBucket {
  fullAt: number;
}

/** Beyond so many, those that have not been asked for for longest are forgotten: they count as full. */
const MAX_BUCKETS = 20_000;

/** A token bucket for each key. */
export class TokenBuckets {
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_BUCKETS });

  constructor(private readonly clock: Clock) {}

  /** The bucket under a key; who asks often may hold on to it. */
  of(key: string): TokenBucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = { fullAt: 0 }));
    return bucket;
  }

  /** Milliseconds until there is a token; 0 = there is one. */
  waitFor(bucket: TokenBucket, rate: Rate): number {
    const missing = 1 - this.#tokens(bucket, rate);
    return missing <= 0 ? 0 : (missing * 1_000) / rate.perSecond;
  }

  /** Takes a token, which must be there. */
  take(bucket: TokenBucket, { perSecond }: Rate): void {
    bucket.fullAt = Math.max(bucket.fullAt, this.clock.now()) + 1_000 / perSecond;
  }

  /** Whole tokens that are left. */
  left(bucket: TokenBucket, rate: Rate): number {
    return Math.max(0, Math.floor(this.#tokens(bucket, rate)));
  }

  #tokens(bucket: TokenBucket, { perSecond, burst }: Rate): number {
    const now = this.clock.now();
    const longest = (burst * 1_000) / perSecond;
    // No longer than from an empty one: a clock that was set back must not lock anybody out.
    if (bucket.fullAt - now > longest) bucket.fullAt = now + longest;
    const msToFull = Math.max(0, bucket.fullAt - now);
    // A trace more than there is: times are fractions, and their sums are not exact.
    return burst - (msToFull * perSecond) / 1_000 + 1e-6;
  }
}
