import type { GraphQLError } from 'graphql';
import { RefusedCaller, type Caller } from '../callers/Caller.js';
import { loggedCaller, type LoggedCaller } from '../callers/logged-caller.js';
import { joinKey } from '../cache/cache-key.js';
import { ShortNames } from '../cache/ShortNames.js';
import type { Config, Tenant } from '../config.js';
import { countCodes, type CodeCounts } from '../errors/code-of.js';
import { CallBudget } from '../http/CallBudget.js';
import type { CallOrigin, CallScope, ReadObserver, StaleObserver } from '../http/call-scope.js';
import { startDeadline, type RunningDeadline } from '../http/deadline.js';
import type { OperationTrace } from '../tracing/OperationTrace.js';
import { WorkDone } from '../http/WorkDone.js';
import { WorkRecord } from '../http/WorkRecord.js';
import type { OperationCost } from '../query-limits/operation-cost.js';
import type { MediaType } from './negotiation.js';

/** What the requests of one caller have in common, as long as its tenant stays as it is. */
export interface Admission {
  readonly caller: Caller;
  readonly tenant: Tenant;
  /** Of both, what log lines say; undefined where there is nothing to say. */
  readonly loggedAs: LoggedCaller | undefined;
  /** Stands for all of a request that decides answers besides its body. */
  readonly answersFor: string;
  readonly timeoutMs: number;
  /** The same of a mutation, where that is longer: an API may take its time for changes. */
  readonly changeTimeoutMs: number;
  readonly maxCalls: number;
  readonly maxScanned: number;
  /** Old answers may be shown while an API fails. */
  readonly staleOnError: boolean;
}

/** An API that failed, and what was shown of it nevertheless. */
export interface StaleApi {
  readonly api: string;
  /** Seconds since the oldest of the answers was read. */
  readonly age: number;
}

/** Most kinds of failed upstream calls that one request gets lines for. */
const MAX_FAILURE_KINDS = 20;

/** One request to the graph: who asks, with whose keys, and what the answer may take. Made once, when it comes in. */
export class RequestScope implements CallOrigin, StaleObserver {
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  #deadline: RunningDeadline | undefined;
  #budget: CallBudget | undefined;
  #failures: Set<string> | undefined;
  /** By API, in seconds. */
  #stale: Map<string, number> | undefined;
  /** It is a mutation: nothing that it does or answers may rest on what is old. */
  #makesChanges = false;
  /** Its caller wants to be told what it costs. */
  asksForCost = false;
  /** Its caller wants to be told of itself, so it shares nothing with other requests. */
  isReported = false;
  /** The trace that it belongs to, where its caller says so. */
  traceId: string | undefined;
  /** What its operation asks for at most, once that is known. */
  cost: OperationCost | undefined;
  #codes: CodeCounts | undefined;
  #work: WorkDone | undefined;
  /** The subscription that it is an event of. */
  #whole: RequestScope | undefined;
  /** How many more requests its caller could send at once; undefined = any number, or nobody asks. */
  requestsLeft: number | undefined;
  /** Undefined = no spans of it are recorded. */
  trace: OperationTrace | undefined;

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
    this.#makesChanges = before.#makesChanges;
    this.asksForCost = before.asksForCost;
    this.isReported = before.isReported;
    this.requestsLeft = before.requestsLeft;
    this.trace = before.trace;
    this.traceId = before.traceId;
    this.#work = before.#work;
    this.#deadline = startDeadline(before.deadline.remainingMs());
  }

  get caller(): Caller {
    return this.admission.caller;
  }

  get tenant(): Tenant {
    return this.admission.tenant;
  }

  get loggedAs(): LoggedCaller | undefined {
    return this.admission.loggedAs;
  }

  /** Tenants share the permits of an API by turns. */
  get owner(): string {
    return this.admission.tenant.id;
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

  /** It turned out to be a mutation, and gets the time of one. To be called before it is executed. */
  makesChanges(): void {
    const { timeoutMs, changeTimeoutMs } = this.admission;
    if (this.#makesChanges) return;
    this.#makesChanges = true;
    if (changeTimeoutMs > timeoutMs) this.deadline.lengthen(changeTimeoutMs - timeoutMs);
  }

  /** The same request for another execution, as the first one was stopped: with what is left of its time and calls. */
  afresh(): RequestScope {
    return new RequestScope(this.id, this.admission, this);
  }

  /** The same for one event of a subscription: with time and calls of its own. */
  ofEvent(): RequestScope {
    const event = new RequestScope(this.id, this.admission);
    event.traceId = this.traceId;
    event.#whole = this;
    event.#work = this.work;
    return event;
  }

  /** What was done for it so far. */
  get work(): WorkDone {
    return (this.#work ??= new WorkDone());
  }

  /** The same, where anything was. */
  get workSoFar(): WorkDone | undefined {
    return this.#work;
  }

  /** From now on each call that is made for it is noted. */
  recordWork(): void {
    this.isReported = true;
    this.work.record = new WorkRecord(this.startedAt);
  }

  /** How many errors of each code its response has; undefined = none. */
  get codes(): CodeCounts | undefined {
    return this.#codes;
  }

  /** Counts the errors of its response. */
  noteErrors(errors: readonly GraphQLError[]): void {
    this.#codes = countCodes(errors, this.#codes);
    this.#whole?.noteErrors(errors);
  }

  /** What the upstream calls of an execution may use. @param reads told what it reads */
  calls(reads?: ReadObserver): CallScope {
    this.#budget ??= new CallBudget(this.admission.maxCalls, this.admission.maxScanned);
    return {
      deadline: this.deadline,
      budget: this.#budget,
      reads,
      stale: this.admission.staleOnError ? this : undefined,
      origin: this,
    };
  }

  get takesStale(): boolean {
    return !this.#makesChanges;
  }

  showedStale(api: string, seconds: number): void {
    const stale = (this.#stale ??= new Map<string, number>());
    stale.set(api, Math.max(seconds, stale.get(api) ?? 0));
  }

  /** The APIs of which something old was shown, by name; undefined = none. */
  get stale(): readonly StaleApi[] | undefined {
    if (this.#stale === undefined) return undefined;
    return [...this.#stale]
      .map(([api, age]) => ({ api, age }))
      .sort((one, other) => (one.api < other.api ? -1 : 1));
  }

  /** Upstream calls that were begun for it. */
  get callsMade(): number {
    return this.#budget?.made ?? 0;
  }

  get callsLeft(): number {
    return this.admission.maxCalls - this.callsMade;
  }

  isFirstFailure(kind: string): boolean {
    const kinds = (this.#failures ??= new Set());
    if (kinds.size === MAX_FAILURE_KINDS || kinds.has(kind)) return false;
    kinds.add(kind);
    return true;
  }
}

/** Of the whole process: what is kept under a name is for nobody else, whoever admitted the caller. */
const answersFor = new ShortNames();

/** Admits callers to their tenants, and opens the scopes of all requests. */
export class RequestScopes {
  #admissions = new WeakMap<Caller, Admission>();
  /** By id; `undefined` = all callers ask for the one there is. */
  #tenants: ReadonlyMap<string, KeyedTenant> | undefined;
  readonly #only: KeyedTenant;

  /** @param changeTimeoutMs what a mutation may take, where that is longer than what others may */
  constructor(
    private readonly config: Config,
    private readonly changeTimeoutMs = 0,
  ) {
    this.#only = keyed(config.tenant);
    if (config.tenantsFile !== undefined) this.useTenants(config.tenantsFile.tenants);
  }

  /** From now on these are the tenants; whoever was admitted before ends with the old ones. */
  useTenants(tenants: readonly Tenant[]): void {
    this.#tenants = new Map(tenants.map((tenant) => [tenant.id, keyed(tenant)]));
    this.#admissions = new WeakMap();
  }

  open(requestId: string, caller: Caller): RequestScope {
    return new RequestScope(requestId, this.admit(caller));
  }

  /** @throws RefusedCaller who names no tenant that there is */
  admit(caller: Caller): Admission {
    return this.#admissions.get(caller) ?? this.#admit(caller);
  }

  #admit(caller: Caller): Admission {
    const { requestTimeoutMs, queryMaxCalls, queryMaxScanned, staleOnError } = this.config;
    const { tenant, key } = this.#tenantOf(caller);
    const admission = {
      caller,
      tenant,
      loggedAs: loggedCaller(caller, tenant),
      // Callers who may see the same are told the same.
      answersFor: answersFor.of(`${key}\n${caller.rights.key}`),
      timeoutMs: requestTimeoutMs,
      changeTimeoutMs: this.changeTimeoutMs,
      maxCalls: queryMaxCalls,
      maxScanned: queryMaxScanned,
      staleOnError,
    };
    this.#admissions.set(caller, admission);
    return admission;
  }

  #tenantOf(caller: Caller): KeyedTenant {
    if (this.#tenants === undefined) return this.#only;
    const tenant = this.#tenants.get(caller.tenant ?? '');
    if (tenant !== undefined) return tenant;
    // The same for one that names none, so that nobody learns which there are.
    throw new RefusedCaller('FORBIDDEN', 'The caller belongs to no tenant of this graph.');
  }
}

interface KeyedTenant {
  readonly tenant: Tenant;
  /** All of it that decides answers, as text. */
  readonly key: string;
}

function keyed(tenant: Tenant): KeyedTenant {
  const { id, classic, accounting, entur, fingerprint } = tenant;
  const credentials = [classic, accounting, entur].map((keys) => keys?.id ?? '');
  return { tenant, key: joinKey(id, fingerprint ?? '', ...credentials) };
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
    'x-content-type-options': 'nosniff',
    vary: 'accept, accept-encoding',
    'x-request-id': requestId,
  };
}

/** The headers of every response: a merchant's data is for the one who asked, and for no cache on the way. */
export function responseHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-request-id': requestId };
}
