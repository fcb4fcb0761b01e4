import type { Clock } from '../clock.js';
import type { Tenant } from '../config.js';
import type { Caller } from './Caller.js';
import { RateSettlement, type Limited } from './RateSettlement.js';
import type { SharedRates } from './SharedRates.js';
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
  readonly #callers = new TokenBuckets();
  readonly #tenants = new TokenBuckets();

  readonly #settlement: RateSettlement | undefined;

  /**
   * @param rate of each caller; undefined = any
   * @param shared of all processes; undefined = each one counts for itself
   */
  constructor(
    private readonly rate: Rate | undefined,
    private readonly clock: Clock,
    shared?: SharedRates,
  ) {
    this.#settlement = shared && new RateSettlement(shared, clock);
  }

  /** What holds for a caller, to be asked at each of its requests. */
  of({ subject }: Caller, { id: tenantId, limits }: Tenant): RateLimit {
    const ofTenant = limits === undefined ? undefined : rateOf(limits);
    return new RateLimit(
      this.clock,
      this.rate && {
        ...{ rate: this.rate, tenantId, subject },
        bucket: this.#callers.of(`${tenantId}\n${subject}`),
      },
      ofTenant && { rate: ofTenant, tenantId, subject: undefined, bucket: this.#tenants.of(tenantId) },
      this.#settlement,
    );
  }
}

/** The rates of one caller: its own, and that of its tenant. */
export class RateLimit {
  constructor(
    private readonly clock: Clock,
    private readonly caller: Limited | undefined,
    private readonly tenant: Limited | undefined,
    private readonly settlement: RateSettlement | undefined,
  ) {}

  /** Takes one request from both, or from neither and says why. */
  take(): TooFast | undefined {
    const { caller, tenant } = this;
    if (caller === undefined && tenant === undefined) return undefined;
    const now = this.clock.now();
    const tooFast = excessOf('tenant', tenant, now) ?? excessOf('caller', caller, now);
    if (tooFast !== undefined) return tooFast;
    this.#take(caller, now);
    this.#take(tenant, now);
    return undefined;
  }

  #take(limited: Limited | undefined, now: number): void {
    if (limited === undefined) return;
    limited.bucket.take(limited.rate, now);
    this.settlement?.note(limited);
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
