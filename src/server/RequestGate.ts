import type { ServerResponse } from 'node:http';
import type { RateLimit, RateLimits, TooFast } from '../callers/RateLimits.js';
import type { Tenant } from '../config.js';
import type { LimitName } from '../errors/limits.js';
import { ClosingResponse, type Connections, type Share } from './connections.js';
import { RefusedRequest } from './http-errors.js';
import type { Admission } from './request-scope.js';
import type { Shedding } from './Shedding.js';

export interface RequestGateParts {
  readonly rates: RateLimits;
  readonly connections: Connections;
  readonly shedding: Shedding;
  /** Most requests in flight. */
  readonly maxRequests: number;
  /** Most of one tenant, unless its own limits say otherwise. */
  readonly maxRequestsOfTenant: number;
}

const RETRY_AFTER_SECONDS = 1;

/** Lets requests in by how many there are, before their bodies are read. */
export class RequestGate {
  /** By id: a tenant that is read anew still has the requests in flight that came before. */
  readonly #loads = new Map<string, TenantLoad>();
  readonly #bounds = new WeakMap<Admission, Bounds>();

  constructor(private readonly parts: RequestGateParts) {}

  /** Before anybody looks at who asks. @throws RefusedRequest when the process has too much in hand */
  checkLoad(): void {
    const { connections, maxRequests, shedding } = this.parts;
    if (connections.inFlight > maxRequests) throw overloaded('REQUESTS_MAX');
    if (shedding.refusesAll()) throw overloaded('SHED_LOOP_DELAY_MS');
  }

  /** Counts a request in until its response is closed. @throws RefusedRequest */
  enter(admission: Admission, response: ServerResponse): void {
    const { load, most, rate } = this.#boundsOf(admission);
    if (load.count >= most) throw tooMany(most, admission);
    if (this.parts.shedding.refuses(admission.tenant.id)) throw tooManyCalls(admission);
    const excess = rate.take();
    if (excess !== undefined) throw tooOften(excess, admission);
    if (!(response instanceof ClosingResponse)) return;
    load.count += 1;
    response.share = load;
  }

  /** Counts what is asked for over a connection that goes on. @throws RefusedRequest when it is asked too often */
  count(admission: Admission): void {
    const excess = this.#boundsOf(admission).rate.take();
    if (excess !== undefined) throw tooOften(excess, admission);
  }

  /** How many more requests the caller could send at once; undefined = any number. */
  requestsLeft(admission: Admission): number | undefined {
    return this.#boundsOf(admission).rate.left();
  }

  #boundsOf(admission: Admission): Bounds {
    let bounds = this.#bounds.get(admission);
    if (bounds === undefined) this.#bounds.set(admission, (bounds = this.#newBounds(admission)));
    return bounds;
  }

  #newBounds({ caller, tenant }: Admission): Bounds {
    const { rates, maxRequestsOfTenant } = this.parts;
    return {
      load: this.#loadOf(tenant),
      most: tenant.limits?.concurrentRequests ?? maxRequestsOfTenant,
      rate: rates.of(caller, tenant),
    };
  }

  #loadOf({ id }: Tenant): TenantLoad {
    let load = this.#loads.get(id);
    if (load === undefined) this.#loads.set(id, (load = new TenantLoad()));
    return load;
  }
}

/** What holds for the requests of one caller. */
interface Bounds {
  readonly load: TenantLoad;
  /** Most requests of its tenant in flight. */
  readonly most: number;
  readonly rate: RateLimit;
}

/** The requests of a tenant that are in flight. */
class TenantLoad implements Share {
  count = 0;

  leave(): void {
    this.count -= 1;
  }
}

const RATE_LIMITED = { code: 'RATE_LIMITED' } as const;
const OVERLOADED = { code: 'OVERLOADED', retryAfter: RETRY_AFTER_SECONDS } as const;

function overloaded(limit: LimitName): RefusedRequest {
  const message = 'This server has too many requests in hand. Try again in a moment.';
  return new RefusedRequest(503, message, { ...OVERLOADED, limit });
}

function tooManyCalls({ loggedAs: asker }: Admission): RefusedRequest {
  const message = 'Too many calls of this tenant wait for the APIs already. Try again in a moment.';
  return new RefusedRequest(503, message, { ...OVERLOADED, limit: 'SHED_CALLS_WAITING', asker });
}

function tooMany(most: number, { loggedAs: asker }: Admission): RefusedRequest {
  const message = `The tenant has ${most} requests in flight, as many as it may have. Wait for answers before you ask for more.`;
  const retryAfter = RETRY_AFTER_SECONDS;
  return new RefusedRequest(429, message, {
    ...RATE_LIMITED,
    limit: 'TENANT_REQUESTS_MAX',
    retryAfter,
    asker,
  });
}

function tooOften({ whose, perSecond, retryAfter }: TooFast, { loggedAs: asker }: Admission): RefusedRequest {
  const who = whose === 'caller' ? 'You send' : 'The callers of this tenant send';
  const message = `${who} more than ${perSecond} requests per second. Try again in ${retryAfter} s.`;
  const limit = whose === 'caller' ? 'RATE_LIMIT_PER_SECOND' : 'TENANTS_FILE';
  return new RefusedRequest(429, message, { ...RATE_LIMITED, limit, retryAfter, asker });
}
