import type { Clock } from '../clock.js';
import type { Tenant } from '../config.js';
import type { Caller } from './Caller.js';
import { TokenBuckets, type Rate } from './TokenBuckets.js';

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
    if (rate === undefined && ofTenant === undefined) return undefined;
    const key = keyOf(caller, tenant);
    if (ofTenant !== undefined) {
      const wait = this.#tenants.waitFor(tenant.id, ofTenant);
      if (wait > 0) return tooFast('tenant', ofTenant, wait);
    }
    if (rate !== undefined) {
      const wait = this.#callers.waitFor(key, rate);
      if (wait > 0) return tooFast('caller', rate, wait);
      this.#callers.take(key, rate);
    }
    if (ofTenant !== undefined) this.#tenants.take(tenant.id, ofTenant);
    return undefined;
  }

  /** How many more requests could come at once; undefined = any number. */
  left(caller: Caller, tenant: Tenant): number | undefined {
    const ofTenant = tenant.limits === undefined ? undefined : rateOf(tenant.limits);
    const both = [
      ...(this.rate === undefined ? [] : [this.#callers.left(keyOf(caller, tenant), this.rate)]),
      ...(ofTenant === undefined ? [] : [this.#tenants.left(tenant.id, ofTenant)]),
    ];
    return both.length === 0 ? undefined : Math.min(...both);
  }
}

/** A burst that is not said is two seconds' worth. */
function rateOf({ requestsPerSecond, burst }: NonNullable<Tenant['limits']>): Rate | undefined {
  if (requestsPerSecond === undefined) return undefined;
  return { perSecond: requestsPerSecond, burst: burst ?? 2 * requestsPerSecond };
}

function keyOf({ subject }: Caller, { id }: Tenant): string {
  return `${id}\n${subject}`;
}

function tooFast(whose: TooFast['whose'], { perSecond }: Rate, waitMs: number): TooFast {
  return { whose, perSecond, retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) };
}
