import { LRUCache } from 'lru-cache';

/** How many requests may come: steadily, and at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** All that is kept of it is when it will be full again: it needs no timer and no refill. Times are milliseconds. */
export class TokenBucket {
  #fullAt = 0;
  /** How much longer it takes than from an empty one: other processes have taken what was not there. */
  #debtMs = 0;
  /** Tokens taken that other processes have not been told of. */
  unsettled = 0;

  /** Milliseconds until there is a token; 0 = there is one. */
  waitFor(rate: Rate, now: number): number {
    const missing = 1 - this.#tokens(rate, now);
    return missing <= 0 ? 0 : (missing * 1_000) / rate.perSecond;
  }

  /** Takes a token, which must be there. */
  take({ perSecond }: Rate, now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + 1_000 / perSecond;
  }

  /** Gives what other processes are told now. */
  takeUnsettled(): number {
    const { unsettled } = this;
    this.unsettled = 0;
    return unsettled;
  }

  /** Sets it right. @param msToFull by what all processes have told, in which what is unsettled is missing */
  settle({ perSecond, burst }: Rate, msToFull: number, now: number): void {
    const ms = msToFull + (this.unsettled * 1_000) / perSecond;
    this.#fullAt = now + ms;
    this.#debtMs = Math.max(0, ms - (burst * 1_000) / perSecond);
  }

  /** Whole tokens that are left. */
  left(rate: Rate, now: number): number {
    return Math.max(0, Math.floor(this.#tokens(rate, now)));
  }

  #tokens({ perSecond, burst }: Rate, now: number): number {
    const longest = (burst * 1_000) / perSecond + this.#debtMs;
    // No longer than that takes: a clock that was set back must not lock anybody out.
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
  /** Made when it is needed: it takes room for all of them, which a server without rates has no use for. */
  #buckets: LRUCache<string, TokenBucket> | undefined;

  /** The bucket under a key; who asks often may hold on to it. */
  of(key: string): TokenBucket {
    this.#buckets ??= new LRUCache({ max: MAX_BUCKETS });
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = new TokenBucket()));
    return bucket;
  }
}
