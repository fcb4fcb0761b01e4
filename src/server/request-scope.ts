import type { Caller } from '../callers/Caller.js';
import { joinKey } from '../cache/cache-key.js';
import type { Config, Tenant } from '../config.js';
import { CallBudget } from '../http/CallBudget.js';
import type { CallOrigin, CallScope, ReadObserver } from '../http/call-scope.js';
import { startDeadline, type RunningDeadline } from '../http/deadline.js';
import type { MediaType } from './negotiation.js';

/** What the requests of one tenant have in common. */
interface Admission {
  readonly caller: Caller;
  readonly tenant: Tenant;
  /** All of a request that decides answers besides its body, as text. */
  readonly answersFor: string;
  readonly timeoutMs: number;
  readonly maxCalls: number;
  readonly maxScanned: number;
}

/** Most kinds of failed upstream calls that one request gets lines for. */
const MAX_FAILURE_KINDS = 20;

/** One request to the graph: who asks, with whose keys, and what the answer may take. Made once, when it comes in. */
export class RequestScope implements CallOrigin {
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  #deadline: RunningDeadline | undefined;
  #budget: CallBudget | undefined;
  #failures: Set<string> | undefined;

  constructor(
    /** The caller's own `x-request-id`, or one of ours: in log lines, in errors and in the response. */
    readonly id: string,
    private readonly admission: Admission,
    before?: RequestScope,
  ) {
    this.startedAt = before === undefined ? performance.now() : before.startedAt;
    if (before === undefined) return;
    this.#budget = before.#budget;
    this.#failures = before.#failures;
    this.#deadline = startDeadline(before.deadline.remainingMs());
  }

  get caller(): Caller {
    return this.admission.caller;
  }

  get tenant(): Tenant {
    return this.admission.tenant;
  }

  get answersFor(): string {
    return this.admission.answersFor;
  }

  /** Of all upstream calls together, counted from when the request came in. What is answered from memory needs none. */
  get deadline(): RunningDeadline {
    return (this.#deadline ??= startDeadline(
      Math.ceil(this.admission.timeoutMs - (performance.now() - this.startedAt)),
    ));
  }

  /** The same request for another execution, as the first one was stopped: with what is left of its time and calls. */
  afresh(): RequestScope {
    return new RequestScope(this.id, this.admission, this);
  }

  /** What the upstream calls of an execution may use. @param reads told what it reads */
  calls(reads?: ReadObserver): CallScope {
    this.#budget ??= new CallBudget(this.admission.maxCalls, this.admission.maxScanned);
    return { deadline: this.deadline, budget: this.#budget, reads, origin: this };
  }

  isFirstFailure(kind: string): boolean {
    const kinds = (this.#failures ??= new Set());
    if (kinds.size === MAX_FAILURE_KINDS || kinds.has(kind)) return false;
    kinds.add(kind);
    return true;
  }
}

/** Opens the scopes of all requests. */
export class RequestScopes {
  readonly #admissions = new WeakMap<Caller, Admission>();
  readonly #tenantKey: string;

  constructor(private readonly config: Config) {
    const { tenant } = config;
    this.#tenantKey = joinKey(tenant.id, tenant.classic?.id ?? '', tenant.accounting?.id ?? '');
  }

  open(requestId: string, caller: Caller): RequestScope {
    return new RequestScope(requestId, this.#admissions.get(caller) ?? this.#admit(caller));
  }

  #admit(caller: Caller): Admission {
    const { tenant, requestTimeoutMs, queryMaxCalls, queryMaxScanned } = this.config;
    const admission = {
      caller,
      tenant,
      // Callers who may see the same are told the same.
      answersFor: `${this.#tenantKey}\n${caller.rights.key}`,
      timeoutMs: requestTimeoutMs,
      maxCalls: queryMaxCalls,
      maxScanned: queryMaxScanned,
    };
    this.#admissions.set(caller, admission);
    return admission;
  }
}

/** A request id from outside goes into logs and responses: plain and short, or it is not taken. */
export function acceptedRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : undefined;
}

/** The headers of every response to the graph. */
export function graphHeaders(requestId: string, mediaType: MediaType): Readonly<Record<string, string>> {
  return {
    'content-type': `${mediaType}; charset=utf-8`,
    'cache-control': 'no-store',
    vary: 'accept, accept-encoding',
    'x-request-id': requestId,
  };
}

/** The headers of every response: a merchant's data is for the one who asked, and for no cache on the way. */
export function responseHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'no-store', 'x-request-id': requestId };
}
