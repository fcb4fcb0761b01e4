import type { Clock } from '../clock.js';
import type { Tenant } from '../config.js';
import type { Caller } from './Caller.js';
import { TokenBuckets, type Rate, type TokenBucket } from './TokenBuckets.js';

/** What a request ran into, and after how many seconds it may come again. */
export interface TooFast {
  readonly whose: 'caller' | 'tenant';
  readonly perSecond: number;
  readonly retryAfter: number;
}

/**
 * How many requests callers may send: each subject of a tenant by the setting, and all of a tenant together where its own
 * limits say so.
 */
export class RateLimits {
  readonly #callers = new TokenBuckets();
  readonly #tenants = new TokenBuckets();

  /** @param rate of each caller; undefined = any */
  constructor(
    private readonly rate: Rate | undefined,
    private readonly clock: Clock,
  ) {}

  /** What holds for a caller, to be asked at each of its requests. */
  of({ subject }: Caller, { id, limits }: Tenant): RateLimit {
    const ofTenant = limits === undefined ? undefined : rateOf(limits);
    return new RateLimit(
      this.clock,
      this.rate && { rate: this.rate, bucket: this.#callers.of(`${id}\n${subject}`) },
      ofTenant && { rate: ofTenant, bucket: this.#tenants.of(id) },
    );
  }
}

interface Limited {
  readonly rate: Rate;
  readonly bucket: TokenBucket;
}

/** The rates of one caller: its own, and that of its tenant. */
export class RateLimit {
  constructor(
    private readonly clock: Clock,
    private readonly caller: Limited | undefined,
    private readonly tenant: Limited | undefined,
  ) {}

  /** Takes one request from both, or from neither and says why. */
  take(): TooFast | undefined {
    const { caller, tenant } = this;
    if (caller === undefined && tenant === undefined) return undefined;
    const now = this.clock.now();
    const tooFast = excessOf('tenant', tenant, now) ?? excessOf('caller', caller, now);
    if (tooFast !== undefined) return tooFast;
    caller?.bucket.take(caller.rate, now);
    tenant?.bucket.take(tenant.rate, now);
    return undefined;
  }

  /** How many more requests could come at once; undefined = any number. */
  left(): number | undefined {
    const now = this.clock.now();
    const both = [this.caller, this.tenant].flatMap((limited) =>
      limited === undefined ? [] : [limited.bucket.left(limited.rate, now)],
    );
    return both.length === 0 ? undefined : Math.min(...both);
  }
}

function excessOf(whose: TooFast['whose'], limited: Limited | undefined, now: number): TooFast | undefined {
  if (limited === undefined) return undefined;
  const { bucket, rate } = limited;
  const waitMs = bucket.waitFor(rate, now);
  if (waitMs === 0) return undefined;
  return { whose, perSecond: rate.perSecond, retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) };
}

/** A burst that is not said is two seconds' worth. */
function rateOf({ requestsPerSecond, burst }: NonNullable<Tenant['limits']>): Rate | undefined {
  if (requestsPerSecond === undefined) return undefined;
  return { perSecond: requestsPerSecond, burst: burst ?? 2 * requestsPerSecond };
}
