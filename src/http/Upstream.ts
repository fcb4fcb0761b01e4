import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { asError } from '../errors/as-error.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { UpstreamAnswer } from './answer.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { traceOf } from './AttemptSpan.js';
import type { BreakerHints } from './BreakerHints.js';
import { Breakers, type BreakerRules } from './Breakers.js';
import { CallLog } from './call-log.js';
import type { CallWatch } from './CallWatch.js';
import { AttemptTimeoutError } from './exchange.js';
import { crowdedOut, isBusy, isCrowdedOut, isRefusedByBreaker } from './failures.js';
import { lastWord, stillUnknown } from './last-word.js';
import { readsBeginning } from './paced-reads.js';
import { PastAttempts } from './PastAttempts.js';
import { QueueLimit } from './QueueLimit.js';
import type { Redactor } from './redact.js';
import { pauseBeforeRetry, pauseWhileBusy, type RetryRules } from './retry.js';
import { classOf, Route } from './Route.js';
import type { Semaphore } from './Semaphore.js';
import { abortError, budgetOf, Sender, type Outcome, type Try } from './Sender.js';
import { TimeLimit } from './TimeLimit.js';
import { groupOf, NO_PROOF, ownerOf, type Proof, type UpstreamCall } from './UpstreamCall.js';
import { WaitingCalls } from './WaitingCalls.js';
import type { CallRecord } from './WorkRecord.js';

export type { Signature, UpstreamCall } from './UpstreamCall.js';
export type { UpstreamAnswer } from './answer.js';

/**
 * The one way in which this server calls a REST API: connections that are used again, concurrency limits and a retry
 * budget per API, shared fairly by keys, circuit breakers per API and keys, the request's deadline and a time limit per attempt, bounded bodies, no redirects, and every failure as
 * an UpstreamError.
 */
export class Upstream {
  readonly #routes = new Map<ApiDescriptor, Route>();
  /** By the names of APIs, which other processes know too. */
  readonly #breakers = new Map<string, Breakers>();
  readonly #sender: Sender;
  /** Calls that wait for a permit. */
  readonly waiting = new WaitingCalls();
  /** The rules for a change that may have been carried out, and for looks at it: learning that is worth more tries. */
  readonly #untilKnown: RetryRules;
  readonly #attempts: TimeLimit;
  /** For a call of which two attempts have run out of time: the API may be slow, not gone. */
  readonly #longer: TimeLimit;
  readonly #queueLimit: QueueLimit | undefined;
  /** How nearly all calls are tried first, and those that are made for a change. */
  readonly #firstTries: Readonly<Record<'usual' | 'forced', Try>>;

  /** @param redactor takes out what must never be told or logged, also when an API repeats it */
  constructor(
    private readonly retry: RetryRules,
    log: Logger,
    redactor: Redactor,
    private readonly random: () => number = Math.random,
    private readonly breaking: Breaking = {},
    private readonly watch?: CallWatch,
  ) {
    const { attemptMs, hedgeMs, queueMs, retries } = retry;
    this.#untilKnown = { ...retry, retries: 2 * retries };
    this.#attempts = new TimeLimit(attemptMs);
    this.#longer = new TimeLimit(2 * attemptMs);
    const first = { number: 1, limit: this.#attempts, trace: undefined, record: undefined };
    this.#firstTries = { usual: { ...first, isForced: false }, forced: { ...first, isForced: true } };
    if (queueMs !== undefined) this.#queueLimit = new QueueLimit(queueMs);
    const { hints } = breaking;
    this.#sender = new Sender({
      log: new CallLog(log, watch),
      redactor,
      attemptMs,
      patience: hedgeMs > 0 ? new TimeLimit(hedgeMs) : undefined,
      hints,
    });
    hints?.listen(({ api, group, fails }) => {
      this.#breakersOf(api).advise(group, fails);
    });
  }

  /**
   * Sends a call, repeating it as its rules allow.
   * @param afterFailure what to make of a call that has failed for the first time: told of what it comes to
   * @param past what was made for this very call before, where it is sent once more
   * @throws UpstreamError for every failure, also when the caller went away
   */
  send(
    call: UpstreamCall,
    afterFailure: AfterFailure = asItIs,
    past?: PastAttempts,
  ): Promise<UpstreamAnswer> {
    const route = this.#route(call.api);
    const reads = readsBeginning();
    const first = this.#firstTry(call, past);
    const { record } = first;
    return new Promise((resolve) => {
      this.#begin(call, route, first, (outcome) => {
        // Nearly all calls succeed at once.
        if (!(outcome instanceof UpstreamError)) {
          resolve(outcome);
          return;
        }
        const made = new PastAttempts(first, reads ?? past?.reads);
        const rest = this.#goOn(call, route, first, outcome, made);
        resolve(afterFailure(record === undefined ? rest : record.through(rest), made));
      });
    });
  }

  #firstTry(call: UpstreamCall, past: PastAttempts | undefined): Try {
    const unwatched = this.#firstTries[call.forChange === true ? 'forced' : 'usual'];
    if (past !== undefined)
      return { ...unwatched, number: past.last + 1, trace: past.trace, record: past.record };
    const trace = traceOf(call);
    const record = recordOf(call);
    return trace === undefined && record === undefined ? unwatched : { ...unwatched, trace, record };
  }

  /** Goes on after a first attempt that failed, or that a breaker kept from being sent. */
  async #goOn(
    call: UpstreamCall,
    route: Route,
    turn: Try,
    failure: UpstreamError,
    made: PastAttempts,
  ): Promise<UpstreamAnswer> {
    if (isUnsigned(call, failure) || isCrowdedOut(failure)) throw failure;
    if (!isRefusedByBreaker(failure)) return this.#repeat(call, route, failure, made);
    const outcome = await this.#whenLet(call, route, turn, failure);
    if (!(outcome instanceof UpstreamError)) return outcome;
    if (isRefusedByBreaker(outcome) || isCrowdedOut(outcome) || isUnsigned(call, outcome)) throw outcome;
    return this.#repeat(call, route, outcome, made);
  }

  /**
   * Tries as soon as a breaker lets it, if the outage is over soon or a probe may just find that it is: nothing has been sent,
   * so that is safe for changes too. Gives the refusal where it is not.
   */
  async #whenLet(call: UpstreamCall, route: Route, turn: Try, refusal: UpstreamError): Promise<Outcome> {
    for (;;) {
      const wait = route.breakers.waitFor(groupOf(call));
      if (wait === undefined || call.deadline.isOver() || wait >= call.deadline.remainingMs()) return refusal;
      if (wait > 0) {
        // Many may wait, so whether to wait on is found out without an attempt.
        await pause(wait);
        continue;
      }
      const outcome = await this.#try(call, route, turn);
      if (!(outcome instanceof UpstreamError) || !isRefusedByBreaker(outcome)) return outcome;
    }
  }

  /** Repeats a call whose first attempt failed, as its rules allow. */
  async #repeat(
    call: UpstreamCall,
    route: Route,
    first: UpstreamError,
    made: PastAttempts,
  ): Promise<UpstreamAnswer> {
    const { trace, record, reads } = made;
    let outcome = first;
    let unknown: UpstreamError | undefined;
    let timeouts = 0;
    let limits = 0;
    for (let attempt = 1; ; attempt += 1) {
      if (outcome.code === 'OUTCOME_UNKNOWN') unknown = outcome;
      if (outcome.cause instanceof AttemptTimeoutError) timeouts += 1;
      if (outcome.facts.status === 429) limits += 1;
      const isForced = unknown !== undefined || call.forChange === true;
      const isLocked = isBusy(call, outcome.facts);
      const wait = this.#waitAfter(call, route, outcome, attempt, isLocked, isForced);
      if (
        wait === undefined ||
        call.deadline.isOver() ||
        outcome.code === 'UPSTREAM_BAD_RESPONSE' ||
        // More calls make a rate limit worse.
        (limits > 1 && !isForced) ||
        // Waiting for a lock is no sign of an API in trouble.
        !(isLocked || budgetOf(call, route).spend(groupOf(call)))
      ) {
        throw lastWord(unknown, outcome);
      }
      // Never longer than the deadline: the next attempt finds out if it is over.
      await pause(wait);
      await reads?.allBegun;
      const limit = timeouts < 2 ? this.#attempts : this.#longer;
      const turn = { number: (made.last += 1), limit, isForced, trace, record };
      let next = await this.#try(call, route, turn);
      if (next instanceof UpstreamError && isRefusedByBreaker(next))
        next = await this.#whenLet(call, route, turn, next);
      if (!(next instanceof UpstreamError)) return next;
      if (isUnsigned(call, next)) throw unknown === undefined ? next : stillUnknown(unknown, next);
      // What it failed with says more.
      if (isRefusedByBreaker(next) || isCrowdedOut(next)) throw lastWord(unknown, outcome);
      outcome = next;
    }
  }

  /** Milliseconds to wait before a call is sent again; undefined = it must not be, or that would be no use. */
  #waitAfter(
    call: UpstreamCall,
    route: Route,
    { facts: { status, retryAfter }, cause }: UpstreamError,
    attempt: number,
    isLocked: boolean,
    isForced: boolean,
  ): number | undefined {
    const isRefused = call.effect === 'read' && isRefusedConnection(cause);
    const failed = { attempt, status, isRefused, retryAfter, remainingMs: call.deadline.remainingMs() };
    if (isLocked) return pauseWhileBusy(failed, this.retry, this.random());
    // With the same token it would run out again.
    if (!call.repeatable || (status !== undefined && status === call.api.tokenRanOut)) return undefined;
    if (!isForced && route.breakers.waitFor(groupOf(call)) === undefined) return undefined;
    return pauseBeforeRetry(failed, isForced ? this.#untilKnown : this.retry, this.random());
  }

  /** Closes all connections, also those of calls in flight: by then their callers have been answered or cut. */
  close(): Promise<void> {
    return this.#sender.close();
  }

  #try(call: UpstreamCall, route: Route, turn: Try): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#begin(call, route, turn, resolve);
    });
  }

  /** Sends a call, when it has a permit. What waits for one is no more than that. */
  #begin(call: UpstreamCall, route: Route, turn: Try, done: Settle): void {
    const { deadline } = call;
    if (deadline.isOver()) {
      done(abortError(call, 'not sent'));
      return;
    }
    const permits = route.permitsOf(call);
    const owner = ownerOf(call);
    const reads = readsBeginning();
    if (permits.tryAcquire(owner)) {
      if (reads?.heldSince !== undefined) this.#noteWait(call, reads.heldSince);
      this.#sign(call, route, permits, turn, done);
      return;
    }
    if (reads?.isCrowdedOut === true) {
      done(crowdedOut(call));
      return;
    }
    this.waiting.enter(owner);
    reads?.enter(this.waiting, owner);
    const since = reads?.heldSince ?? performance.now();
    const { origin } = call;
    // Learning what became of a change is worth any wait.
    const wait =
      origin === undefined || turn.isForced ? undefined : this.#queueLimit?.enter(deadline, origin);
    permits.acquire(wait ?? deadline, owner, (hasPermit) => {
      this.waiting.leave(owner);
      this.#noteWait(call, since);
      if (hasPermit) {
        wait?.end();
        this.#sign(call, route, permits, turn, done);
      } else done(wait?.isCrowdedOut === true ? crowdedOut(call) : abortError(call, 'not sent'));
      reads?.leave(wait?.isCrowdedOut);
    });
  }

  #noteWait(call: UpstreamCall, since: number): void {
    this.watch?.waited(call, classOf(call), performance.now() - since);
  }

  /** Signs a call that has a permit, and sends it. */
  #sign(call: UpstreamCall, route: Route, permits: Semaphore, turn: Try, done: Settle): void {
    const { signature } = call;
    let proof: Proof | undefined;
    try {
      proof = signature === undefined ? NO_PROOF : signature.proof();
    } catch (fault) {
      permits.release(ownerOf(call));
      done(Promise.reject(asError(fault)));
      return;
    }
    if (proof !== undefined) {
      this.#sender.send({ call, route, permits, turn, proof }, done);
      return;
    }
    // Others, with other keys, need not wait for it.
    permits.release(ownerOf(call));
    void signature
      ?.renew()
      .then((failure) => {
        if (failure === undefined) this.#begin(call, route, turn, done);
        else done(failure);
      })
      .catch((fault: unknown) => {
        done(Promise.reject(asError(fault)));
      });
  }

  /** How many breakers are not closed, by the name of the API. */
  get openBreakers(): Iterable<readonly [api: string, open: number]> {
    return [...this.#breakers].map(([api, breakers]) => [api, breakers.open] as const);
  }

  #route(api: ApiDescriptor): Route {
    let route = this.#routes.get(api);
    if (route === undefined) this.#routes.set(api, (route = new Route(api, this.#breakersOf(api.name))));
    return route;
  }

  #breakersOf(api: string): Breakers {
    let breakers = this.#breakers.get(api);
    if (breakers === undefined) {
      const { rules, now = monotonic } = this.breaking;
      this.#breakers.set(api, (breakers = new Breakers(rules, now, this.retry.attemptMs)));
    }
    return breakers;
  }
}

/** Told of an outcome, once; of a fault of ours as a promise that is rejected. Must not throw. */
type Settle = (outcome: Outcome | Promise<never>) => void;

/**
 * What becomes of a call that has failed: so the promise that nearly all calls do without is made for these alone.
 * @param made for it until then
 */
export type AfterFailure = (failed: Promise<UpstreamAnswer>, made: PastAttempts) => Promise<UpstreamAnswer>;

function asItIs(failed: Promise<UpstreamAnswer>): Promise<UpstreamAnswer> {
  return failed;
}

/** How breakers work. */
export interface Breaking {
  /** Undefined = there are none. */
  readonly rules?: BreakerRules | undefined;
  /** Milliseconds on a clock that only goes forward. */
  readonly now?: () => number;
  /** What other processes find out; undefined = each one finds out by itself. */
  readonly hints?: BreakerHints | undefined;
}

/** It was not sent as nothing proves who calls, and that is what it has failed with. */
function isUnsigned({ signature }: UpstreamCall, failure: UpstreamError): boolean {
  return signature?.failure === failure;
}

/** Nothing listens at the address, or at any of several. */
function isRefusedConnection(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

/** Where what becomes of it is noted; undefined = nobody wants to be told. */
function recordOf(call: UpstreamCall): CallRecord | undefined {
  return call.origin?.work?.record?.begin(call);
}

function monotonic(): number {
  return performance.now();
}
