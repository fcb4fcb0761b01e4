import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Client } from 'undici';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { traceOf, type AttemptSpan, type CallTrace } from './AttemptSpan.js';
import type { BreakerHints } from './BreakerHints.js';
import { Breakers, type BreakerChange, type BreakerRules } from './Breakers.js';
import { CallLog } from './call-log.js';
import type { CallWatch } from './CallWatch.js';
import type { CallOrigin } from './call-scope.js';
import { isTimeout, type Deadline } from './deadline.js';
import { AttemptTimeoutError, exchange, NotSentError, TooLargeError, type RawAnswer } from './exchange.js';
import { parseExactly } from './exact-json.js';
import {
  answerError,
  crowdedOut,
  isBusy,
  isCrowdedOut,
  isRefusedByBreaker,
  noAnswerError,
  refusedByBreaker,
  unreadable,
} from './failures.js';
import { hedged, type Attempt } from './Hedge.js';
import { lastWord, stillUnknown } from './last-word.js';
import { QueueLimit } from './QueueLimit.js';
import type { Redactor } from './redact.js';
import {
  isPassing,
  pauseBeforeRetry,
  pauseWhileBusy,
  retryAfterSeconds,
  type RetryBudget,
  type RetryRules,
} from './retry.js';
import { classOf, Route } from './Route.js';
import type { Semaphore } from './Semaphore.js';
import { TimeLimit } from './TimeLimit.js';
import { WaitingCalls } from './WaitingCalls.js';
import { verdictOf } from './verdict.js';

/** One call to a REST API. Paths are encoded by the caller (see path.ts); bodies are already serialised. */
export interface UpstreamCall {
  readonly api: ApiDescriptor;
  /** The API's own operation name: for the log and for errors. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, starting with a slash. */
  readonly path: string;
  readonly headers: Headers;
  /** Proves who calls; undefined = nobody has to. */
  readonly signature?: Signature | undefined;
  readonly body?: string;
  /** A read leaves nothing behind; the outcome of a write whose answer is lost is unknown. */
  readonly effect: 'read' | 'write';
  /** It asks for nothing that could exist or not, as a call for a token. */
  readonly hasNoSubject?: boolean | undefined;
  /**
   * May be sent again after a failure: reads, deletes, and writes with an idempotency key. An attempt has a time of its
   * own then, where other calls have their deadline.
   */
  readonly repeatable: boolean;
  /**
   * A write that the API refuses the second time, by an id of the caller's. It may be sent again, but a refusal that follows
   * on a lost answer leaves open which of them is there, so each attempt has the deadline, as one that can't be repeated.
   */
  readonly refusedTwice?: boolean;
  /** It is slow by nature, although it may be repeated: each attempt has the deadline, and none is made beside another. */
  readonly takesLong?: boolean;
  /** An answer that is not JSON is given as text instead of refused: some writes answer a bare word, or nothing. */
  readonly textAllowed?: boolean;
  readonly deadline: Deadline;
  /** A page of a long list, which may take long itself: it has permits of its own. */
  readonly isPage?: boolean;
  /** Whose keys sign it: calls of a group share a circuit breaker. */
  readonly group?: string;
  /** A read by which a change learns its outcome: it has the repeats of changes. */
  readonly forChange?: boolean | undefined;
  /** The request that it is made for; undefined = none that the log could name. */
  readonly origin?: CallOrigin | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** What proves who calls. It is asked for as a call goes out: while that waited, what was good before may have been refused. */
export interface Signature {
  /** The headers that prove it now; undefined = there are none until `renew` has brought some. */
  headers(): Headers | undefined;
  /** Brings new ones. @returns why there are none */
  renew(): Promise<UpstreamError | undefined>;
  /** Why `renew` has brought none. */
  readonly failure: UpstreamError | undefined;
  /** A call with these has failed. Told before the next one goes out in its place. */
  failed(headers: Headers, error: UpstreamError): void;
}

const NO_HEADERS: Headers = {};

/** A 2xx answer. */
export interface UpstreamAnswer {
  readonly status: number;
  /**
   * The parsed body; `undefined` when it was empty, the text itself where that is allowed. Who has read it may put
   * `undefined` in its place.
   */
  json: unknown;
  /** Length of the body: what the answer weighs in a cache. */
  readonly bytes: number;
  header(name: string): string | undefined;
}

/**
 * The one way in which this server calls a REST API: connections that are used again, concurrency limits and a retry
 * budget per API, circuit breakers per API and keys, the request's deadline and a time limit per attempt, bounded bodies, no redirects, and every failure as
 * an UpstreamError.
 */
export class Upstream {
  readonly #routes = new Map<ApiDescriptor, Route>();
  /** By the names of APIs, which other processes know too. */
  readonly #breakers = new Map<string, Breakers>();
  readonly #connections = new Set<Client>();
  readonly #log: CallLog;
  /** Calls that wait for a permit. */
  readonly waiting = new WaitingCalls();
  /** The rules for a change that may have been carried out, and for looks at it: learning that is worth more tries. */
  readonly #untilKnown: RetryRules;
  readonly #attempts: TimeLimit;
  /** For a call of which two attempts have run out of time: the API may be slow, not gone. */
  readonly #longer: TimeLimit;
  /** After which a read is asked a second time; undefined = never. */
  readonly #patience: TimeLimit | undefined;
  readonly #queueLimit: QueueLimit | undefined;

  /** @param redactor takes out what must never be told or logged, also when an API repeats it */
  constructor(
    private readonly retry: RetryRules,
    log: Logger,
    private readonly redactor: Redactor,
    private readonly random: () => number = Math.random,
    private readonly breaking: Breaking = {},
    private readonly watch?: CallWatch,
  ) {
    this.#log = new CallLog(log, watch);
    this.#untilKnown = { ...retry, retries: 2 * retry.retries };
    this.#attempts = new TimeLimit(retry.attemptMs);
    this.#longer = new TimeLimit(2 * retry.attemptMs);
    if (retry.hedgeMs > 0) this.#patience = new TimeLimit(retry.hedgeMs);
    if (retry.queueMs !== undefined) this.#queueLimit = new QueueLimit(retry.queueMs);
    breaking.hints?.listen(({ api, group, fails }) => {
      this.#breakersOf(api).advise(group, fails);
    });
  }

  /**
   * Sends a call, repeating it as its rules allow.
   * @throws UpstreamError for every failure, also when the caller went away
   */
  send(call: UpstreamCall): Promise<UpstreamAnswer> {
    const route = this.#route(call.api);
    // Nearly all calls succeed at once.
    const first = {
      number: 1,
      limit: this.#attempts,
      isForced: call.forChange === true,
      trace: traceOf(call),
    };
    return this.#try(call, route, first).then((outcome) =>
      outcome instanceof UpstreamError ? this.#goOn(call, route, first, outcome) : outcome,
    );
  }

  /** Goes on after a first attempt that failed, or that a breaker kept from being sent. */
  async #goOn(call: UpstreamCall, route: Route, turn: Try, failure: UpstreamError): Promise<UpstreamAnswer> {
    if (isUnsigned(call, failure) || isCrowdedOut(failure)) throw failure;
    if (!isRefusedByBreaker(failure)) return this.#repeat(call, route, failure, turn.trace);
    const outcome = await this.#whenLet(call, route, turn, failure);
    if (!(outcome instanceof UpstreamError)) return outcome;
    if (isRefusedByBreaker(outcome) || isCrowdedOut(outcome) || isUnsigned(call, outcome)) throw outcome;
    return this.#repeat(call, route, outcome, turn.trace);
  }

  /**
   * Tries as soon as a breaker lets it, if the outage is over soon or a probe may just find that it is: nothing has been sent,
   * so that is safe for changes too. Gives the refusal where it is not.
   */
  async #whenLet(
    call: UpstreamCall,
    route: Route,
    turn: Try,
    refusal: UpstreamError,
  ): Promise<UpstreamAnswer | UpstreamError> {
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
    trace: CallTrace | undefined,
  ): Promise<UpstreamAnswer> {
    let outcome = first;
    let unknown: UpstreamError | undefined;
    let timeouts = 0;
    for (let attempt = 1; ; attempt += 1) {
      if (outcome.code === 'OUTCOME_UNKNOWN') unknown = outcome;
      if (outcome.cause instanceof AttemptTimeoutError) timeouts += 1;
      const isForced = unknown !== undefined || call.forChange === true;
      const isLocked = isBusy(call, outcome.facts);
      const wait = this.#waitAfter(call, route, outcome, attempt, isLocked, isForced);
      if (
        wait === undefined ||
        call.deadline.isOver() ||
        outcome.code === 'UPSTREAM_BAD_RESPONSE' ||
        // Waiting for a lock is no sign of an API in trouble.
        !(isLocked || budgetOf(call, route).spend())
      ) {
        throw lastWord(call, unknown, outcome);
      }
      // Never longer than the deadline: the next attempt finds out if it is over.
      await pause(wait);
      const limit = timeouts < 2 ? this.#attempts : this.#longer;
      const turn = { number: attempt + 1, limit, isForced, trace };
      let next = await this.#try(call, route, turn);
      if (next instanceof UpstreamError && isRefusedByBreaker(next))
        next = await this.#whenLet(call, route, turn, next);
      if (!(next instanceof UpstreamError)) return next;
      if (isUnsigned(call, next)) throw unknown === undefined ? next : stillUnknown(unknown, next);
      // What it failed with says more.
      if (isRefusedByBreaker(next) || isCrowdedOut(next)) throw lastWord(call, unknown, outcome);
      outcome = next;
    }
  }

  /** Milliseconds to wait before a call is sent again; undefined = it must not be, or that would be no use. */
  #waitAfter(
    call: UpstreamCall,
    route: Route,
    { facts: { status, retryAfter } }: UpstreamError,
    attempt: number,
    isLocked: boolean,
    isForced: boolean,
  ): number | undefined {
    const failed = { attempt, status, retryAfter, remainingMs: call.deadline.remainingMs() };
    if (isLocked) return pauseWhileBusy(failed, this.retry, this.random());
    // With the same token it would run out again.
    if (!call.repeatable || (status !== undefined && status === call.api.tokenRanOut)) return undefined;
    if (!isForced && route.breakers.waitFor(groupOf(call)) === undefined) return undefined;
    return pauseBeforeRetry(failed, isForced ? this.#untilKnown : this.retry, this.random());
  }

  /** Closes all connections, also those of calls in flight: by then their callers have been answered or cut. */
  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.destroy()));
  }

  /** Sends a call, when it has a permit. What waits for one is no more than that. Never rejects. */
  #try(call: UpstreamCall, route: Route, turn: Try): Promise<UpstreamAnswer | UpstreamError> {
    const { deadline } = call;
    if (deadline.isOver()) return Promise.resolve(this.#abortError(call, 'not sent'));
    const permits = route.permitsOf(call);
    const owner = ownerOf(call);
    if (permits.tryAcquire(owner)) return this.#sign(call, route, permits, turn);
    this.waiting.enter(owner);
    const since = performance.now();
    const waited = (): void => {
      this.waiting.leave(owner);
      this.watch?.waited(call, classOf(call), performance.now() - since);
    };
    const { origin } = call;
    // Learning what became of a change is worth any wait.
    const wait =
      origin === undefined || turn.isForced ? undefined : this.#queueLimit?.enter(deadline, origin);
    return permits.acquire(wait ?? deadline, owner).then(
      () => {
        waited();
        wait?.end();
        return this.#sign(call, route, permits, turn);
      },
      () => {
        waited();
        return wait?.isCrowdedOut === true ? crowdedOut(call) : this.#abortError(call, 'not sent');
      },
    );
  }

  /** Signs a call that has a permit, and sends it. */
  #sign(
    call: UpstreamCall,
    route: Route,
    permits: Semaphore,
    turn: Try,
  ): Promise<UpstreamAnswer | UpstreamError> {
    const { signature } = call;
    if (signature === undefined) return this.#attempt(call, route, permits, turn, NO_HEADERS);
    const proof = signature.headers();
    if (proof !== undefined) return this.#attempt(call, route, permits, turn, proof);
    // Others, with other keys, need not wait for it.
    permits.release(ownerOf(call));
    return signature.renew().then((failure) => failure ?? this.#try(call, route, turn));
  }

  /** Sends a call that has a permit, and a read that takes long a second time beside it. Never rejects. */
  #attempt(
    call: UpstreamCall,
    route: Route,
    permits: Semaphore,
    turn: Try,
    proof: Headers,
  ): Promise<UpstreamAnswer | UpstreamError> {
    const patience = this.#patience;
    if (patience === undefined || call.effect !== 'read' || !isCutShort(call))
      return this.#sendPermitted(call, route, permits, turn, proof, undefined);
    return hedged<UpstreamAnswer | UpstreamError>({
      patience,
      isAnswer,
      attempt: (isFirst) => {
        if (isFirst)
          return this.#abandonable((race) => this.#sendPermitted(call, route, permits, turn, proof, race));
        const proofNow = call.signature === undefined ? proof : call.signature.headers();
        if (
          proofNow === undefined ||
          call.deadline.isOver() ||
          route.breakers.isOpen(groupOf(call)) ||
          // Beside those who have not asked once yet, nobody asks twice.
          !permits.tryAcquire(ownerOf(call))
        )
          return undefined;
        if (!route.hedgeBudget.spend()) {
          permits.release(ownerOf(call));
          return undefined;
        }
        return this.#abandonable((race) => this.#sendPermitted(call, route, permits, turn, proofNow, race));
      },
    });
  }

  #abandonable(
    start: (race: Race) => Promise<UpstreamAnswer | UpstreamError>,
  ): Attempt<UpstreamAnswer | UpstreamError> {
    const race: Race = { isLost: false, connection: undefined };
    return {
      outcome: start(race),
      giveUp: () => {
        race.isLost = true;
        if (race.connection !== undefined) this.#drop(race.connection);
      },
    };
  }

  /** Sends a call once. Never rejects. */
  #sendPermitted(
    call: UpstreamCall,
    route: Route,
    permits: Semaphore,
    turn: Try,
    proof: Headers,
    race: Race | undefined,
  ): Promise<UpstreamAnswer | UpstreamError> {
    const group = groupOf(call);
    // Only now: a probe that waited for a permit would keep all others away meanwhile.
    const entry = turn.isForced ? 'call' : route.breakers.enter(group);
    if (typeof entry === 'number') {
      permits.release(ownerOf(call));
      this.#log.refused(call);
      turn.trace?.refused(call);
      return Promise.resolve(refusedByBreaker(call, entry));
    }
    if (entry === 'probe') this.#log.breaker(call, 'half-open');
    const startedAt = performance.now();
    const span = turn.trace?.begin(call, route.target, turn.number);
    const leave = (outcome: UpstreamAnswer | UpstreamError): UpstreamAnswer | UpstreamError => {
      if (outcome instanceof UpstreamError) call.signature?.failed(proof, outcome);
      permits.release(ownerOf(call));
      const ms = performance.now() - startedAt;
      const isLost = race?.isLost === true;
      span?.end(outcome, call.effect, isLost);
      const verdict = isLost ? 'unsaid' : verdictOf(outcome, ms, this.retry.attemptMs);
      const change = route.breakers.leave(group, entry, verdict);
      if (change !== undefined) this.#tell(call, change);
      // Nothing has failed: another attempt was faster.
      if (isLost) return outcome;
      if (race !== undefined) race.connection = undefined;
      if (isAnswer(outcome)) {
        budgetOf(call, route).earn();
        route.hedgeBudget.earn();
      }
      this.#log.note(call, outcome, turn.number, ms);
      return outcome;
    };
    if (race?.isLost === true) return Promise.resolve(leave(this.#abortError(call, 'not sent')));
    let connection: Client;
    try {
      connection = this.#connectionFor(call, route);
      if (race !== undefined) race.connection = connection;
    } catch (error) {
      return Promise.resolve(leave(noAnswerError(call, 'not sent', error)));
    }
    return this.#exchange(call, headersWith(proof, span), connection, route.prefix, turn.limit).then(
      (outcome) => {
        const surplus = route.putBack(connection);
        if (surplus !== undefined) this.#drop(surplus);
        return leave(outcome);
      },
      (error: unknown) => {
        // It may still be opening, and the next call would wait behind that.
        this.#drop(connection);
        return leave(this.#failure(call, error));
      },
    );
  }

  /**
   * A connection that lay idle may be closing at this very moment, and then nobody knows whether the call arrived: what
   * can't be repeated gets one of its own.
   */
  #connectionFor(call: UpstreamCall, route: Route): Client {
    const idle = call.effect === 'write' && !isCutShort(call) ? undefined : route.takeIdle();
    return idle ?? this.#connect(route.origin);
  }

  #exchange(
    call: UpstreamCall,
    proof: Headers,
    connection: Client,
    prefix: string,
    limit: TimeLimit,
  ): Promise<UpstreamAnswer | UpstreamError> {
    const { method, path, headers, body, deadline } = call;
    return exchange(
      connection,
      { method, path: prefix + path, headers: { ...headers, ...proof }, body: body ?? null },
      { deadline, attempt: isCutShort(call) ? limit : undefined, maxBytes: call.api.limits.maxBytes },
      (answer) => this.#judge(call, answer),
    );
  }

  #drop(connection: Client): void {
    this.#connections.delete(connection);
    connection.destroy().catch(() => undefined);
  }

  /** A connection for one call at a time: opened when a call needs it, and again after it was closed. */
  #connect(origin: string): Client {
    // The call's deadline ends it; timers of the connection for the same would cost two more for each call.
    const connection = new Client(origin, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
    this.#connections.add(connection);
    return connection;
  }

  #judge(call: UpstreamCall, answer: RawAnswer): UpstreamAnswer | UpstreamError {
    const { headers } = answer;
    const header = (name: string): string | undefined => {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    };
    if (answer.status < 200 || answer.status > 299) {
      const { correlationHeader } = call.api;
      const refusal = {
        status: answer.status,
        body: answer.text,
        retryAfter: retryAfterSeconds(header('retry-after'), Date.now()),
        correlationId: correlationHeader === undefined ? undefined : header(correlationHeader),
      };
      return answerError(call, refusal, this.redactor);
    }
    try {
      const json = this.#parse(call, answer.text);
      return { status: answer.status, json, bytes: answer.text.length, header };
    } catch {
      if (call.textAllowed === true) {
        return { status: answer.status, json: answer.text, bytes: answer.text.length, header };
      }
      // Without what JSON.parse says: it quotes the answer.
      return unreadable(call, 'is not JSON', answer.status);
    }
  }

  #parse({ api }: UpstreamCall, text: string): unknown {
    if (text === '') return undefined;
    const parsed: unknown = api.exactNumbers === true ? parseExactly(text) : JSON.parse(text);
    return parsed;
  }

  /** Says what became of an attempt without an answer that could be read. */
  #failure(call: UpstreamCall, error: unknown): UpstreamError {
    const isSent = !(error instanceof NotSentError);
    const cause = isSent ? error : error.cause;
    if (call.deadline.isOver()) return this.#abortError(call, isSent ? 'lost' : 'not sent');
    if (cause instanceof AttemptTimeoutError)
      return noAnswerError(call, isSent ? 'timed out' : 'waited too long', cause);
    if (cause instanceof TooLargeError)
      return unreadable(call, `is larger than ${String(call.api.limits.maxBytes)} bytes`, undefined, cause);
    return noAnswerError(call, isSent ? 'lost' : 'not sent', cause);
  }

  /** The deadline is over, or the caller went away. The latter is nobody's error: nobody reads it. */
  #abortError(call: UpstreamCall, sent: 'not sent' | 'lost'): UpstreamError {
    const { deadline } = call;
    return noAnswerError(
      call,
      isTimeout(deadline) ? (sent === 'lost' ? 'timed out' : 'waited too long') : sent,
      deadline.reason,
    );
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

  /** What a probe has confirmed, others have found out as well. */
  #tell(call: UpstreamCall, change: BreakerChange): void {
    this.#log.breaker(call, change);
    if (change === 'opened again') return;
    this.breaking.hints?.tell({ api: call.api.name, group: groupOf(call), fails: change === 'opened' });
  }
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

/** One attempt of several. */
interface Try {
  /** 1 for the first. */
  readonly number: number;
  readonly limit: TimeLimit;
  /** It is made to learn what became of a change, which no breaker may keep from it. */
  readonly isForced: boolean;
  /** Undefined = no spans of it are recorded. */
  readonly trace: CallTrace | undefined;
}

/** One of two attempts at a call. */
interface Race {
  /** The other one has answered. */
  isLost: boolean;
  /** While it is in use. */
  connection: Client | undefined;
}

/** It was not sent as nothing proves who calls, and that is what it has failed with. */
function isUnsigned({ signature }: UpstreamCall, failure: UpstreamError): boolean {
  return signature?.failure === failure;
}

/** What proves who calls, and which trace the call is part of. */
function headersWith(proof: Headers, span: AttemptSpan | undefined): Headers {
  const told = span?.headers;
  return told === undefined ? proof : { ...proof, ...told };
}

function monotonic(): number {
  return performance.now();
}

/** Whose permits it takes. */
function ownerOf({ origin }: UpstreamCall): string {
  return origin === undefined ? '' : origin.owner;
}

function groupOf({ group = '' }: UpstreamCall): string {
  return group;
}

/** Whether an attempt has a time of its own: the next one loses nothing by its end. */
function isCutShort({ repeatable, refusedTwice = false, takesLong = false }: UpstreamCall): boolean {
  return repeatable && !refusedTwice && !takesLong;
}

function budgetOf({ effect, forChange }: UpstreamCall, { retryBudgets }: Route): RetryBudget {
  return forChange === true ? retryBudgets.write : retryBudgets[effect];
}

/** The API is there, whatever it says. */
function isAnswer(outcome: UpstreamAnswer | UpstreamError): boolean {
  return !(outcome instanceof UpstreamError) || !isPassing(outcome.facts.status);
}
