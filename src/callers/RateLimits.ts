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
  readonly #callers: TokenBuckets;
  readonly #tenants: TokenBuckets;
  readonly #known = new WeakMap<Caller, { readonly tenant: string; readonly bucket: TokenBucket }>();

  /** @param rate of each caller; undefined = any */
  constructor(
    private readonly rate: Rate | undefined,
    clock: Clock,
  ) {
    this.#callers = new TokenBuckets(clock);
    this.#tenants = new TokenBuckets(clock);
  }

  /** Takes one request from both, or from neither and says why. */
  take(caller: Caller, tenant: Tenant): TooFast | undefined {
    const { rate } = this;
    const ofTenant = tenant.limits === undefined ? undefined : rateOf(tenant.limits);
    if (ofTenant !== undefined) {
      const wait = this.#tenants.waitFor(this.#tenants.of(tenant.id), ofTenant);
      if (wait > 0) return tooFast('tenant', ofTenant, wait);
    }
    if (rate !== undefined) {
      const bucket = this.#bucketOf(caller, tenant);
      const wait = this.#callers.waitFor(bucket, rate);
      if (wait > 0) return tooFast('caller', rate, wait);
      this.#callers.take(bucket, rate);
    }
    if (ofTenant !== undefined) this.#tenants.take(this.#tenants.of(tenant.id), ofTenant);
    return undefined;
  }

  /** How many more requests could come at once; undefined = any number. */
  left(caller: Caller, tenant: Tenant): number | undefined {
    const { rate } = this;
    const ofTenant = tenant.limits === undefined ? undefined : rateOf(tenant.limits);
    const both = [
      ...(rate === undefined ? [] : [this.#callers.left(this.#bucketOf(caller, tenant), rate)]),
      ...(ofTenant === undefined ? [] : [this.#tenants.left(this.#tenants.of(tenant.id), ofTenant)]),
    ];
    return both.length === 0 ? undefined : Math.min(...both);
  }

  /** Of one token there is one caller, whose bucket is found without its key. */
  #bucketOf(caller: Caller, { id }: Tenant): TokenBucket {
    const known = this.#known.get(caller);
    if (known?.tenant === id) return known.bucket;
    const bucket = this.#callers.of(`${id}\n${caller.subject}`);
    this.#known.set(caller, { tenant: id, bucket });
    return bucket;
  }
}

/** A burst that is not said is two seconds' worth. */
function rateOf({ requestsPerSecond, burst }: NonNullable<Tenant['limits']>): Rate | undefined {
  if (requestsPerSecond === undefined) return undefined;
  return { perSecond: requestsPerSecond, burst: burst ?? 2 * requestsPerSecond };
}

function tooFast(whose: TooFast['whose'], { perSecond }: Rate, waitMs: number): TooFast {
  return { whose, perSecond, retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) };
}
