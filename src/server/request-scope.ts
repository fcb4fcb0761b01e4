import type { Config, Tenant } from '../config.js';
import { CallBudget } from '../http/CallBudget.js';
import type { CallScope, ReadObserver } from '../http/call-scope.js';
import { startDeadline, type RunningDeadline } from '../http/deadline.js';

/** Who let a request in: the operator's own network, or, in sandbox mode, this machine. */
export interface Caller {
  readonly admittedBy: 'network' | 'sandbox';
}

/** One request to the graph: who asks, with whose keys, and what the answer may take. Made once, when it comes in. */
export class RequestScope {
  /** On the clock of `performance.now()`. */
  readonly startedAt = performance.now();

  constructor(
    /** The caller's own `x-request-id`, or one of ours: in log lines, in errors and in the response. */
    readonly id: string,
    readonly caller: Caller,
    readonly tenant: Tenant,
    /** All of the request that decides answers besides its body, as text. */
    readonly answersFor: string,
    readonly deadline: RunningDeadline,
    readonly budget: CallBudget,
  ) {}

  /** What the upstream calls of an execution may use. @param reads told what it reads */
  calls(reads?: ReadObserver): CallScope {
    return { deadline: this.deadline, budget: this.budget, reads };
  }
}

/** Opens the scopes of all requests. */
export class RequestScopes {
  readonly #caller: Caller;
  readonly #answersFor: string;

  constructor(private readonly config: Config) {
    const { id, classic, accounting } = config.tenant;
    this.#caller = { admittedBy: config.sandboxPort === undefined ? 'network' : 'sandbox' };
    this.#answersFor = [id, classic?.id, accounting?.id].join('|');
  }

  open(requestId: string): RequestScope {
    const { tenant, requestTimeoutMs, queryMaxCalls } = this.config;
    return new RequestScope(
      requestId,
      this.#caller,
      tenant,
      this.#answersFor,
      startDeadline(requestTimeoutMs),
      new CallBudget(queryMaxCalls),
    );
  }
}

/** A request id from outside goes into logs and responses: plain and short, or it is not taken. */
export function acceptedRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : undefined;
}

/** The headers of every response: a merchant's data is for the one who asked, and for no cache on the way. */
export function responseHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'no-store', 'x-request-id': requestId };
}
