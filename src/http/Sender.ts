import { Client } from 'undici';
import { asError } from '../errors/as-error.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { judge, type UpstreamAnswer } from './answer.js';
import type { AttemptSpan, CallTrace } from './AttemptSpan.js';
import type { BreakerHints } from './BreakerHints.js';
import type { BreakerChange, Entry } from './Breakers.js';
import type { CallLog } from './call-log.js';
import { isTimeout } from './deadline.js';
import { AttemptTimeoutError, exchange, NotSentError, TooLargeError, type ExchangeEnd } from './exchange.js';
import type { RawAnswer } from './exchange.js';
import { noAnswerError, refusedByBreaker, unreadable } from './failures.js';
import { Hedge, type AttemptEnd, type Attempts, type HedgedAttempt } from './Hedge.js';
import type { Redactor } from './redact.js';
import type { RepeatBudget } from './RepeatBudget.js';
import { isPassing } from './retry.js';
import type { Route } from './Route.js';
import type { Semaphore } from './Semaphore.js';
import type { TimeLimit } from './TimeLimit.js';
import { groupOf, isCutShort, ownerOf, sentHeaders, type Proof, type UpstreamCall } from './UpstreamCall.js';
import { verdictOf } from './verdict.js';
import type { AttemptRecord, CallRecord } from './WorkRecord.js';

/** What a call comes to. */
export type Outcome = UpstreamAnswer | UpstreamError;

/** Told of an outcome, once. Must not throw. */
export type Done = (outcome: Outcome) => void;

/** One try of several. */
export interface Try {
  /** 1 for the first of the call. */
  readonly number: number;
  readonly limit: TimeLimit;
  /** It is made to learn what became of a change, which no breaker may keep from it. */
  readonly isForced: boolean;
  /** Undefined = no spans of it are recorded. */
  readonly trace: CallTrace | undefined;
  /** Undefined = nobody wants to be told of it. */
  readonly record: CallRecord | undefined;
}

/** A call that has a permit, which goes back once it is sent and over. */
export interface PermittedCall {
  readonly call: UpstreamCall;
  readonly route: Route;
  readonly permits: Semaphore;
  readonly turn: Try;
  /** What proves who calls. */
  readonly proof: Proof;
}

export interface SenderParts {
  readonly log: CallLog;
  readonly redactor: Redactor;
  /** Longest that an attempt of a call may take if the call may be repeated. */
  readonly attemptMs: number;
  /** After which a read is asked a second time; undefined = never. */
  readonly patience: TimeLimit | undefined;
  readonly hints: BreakerHints | undefined;
}

/**
 * Sends calls that have permits over connections that are used again. What a call needs on its way is an object or two, told
 * of its events, and no chain of promises: a page of orders has a hundred calls.
 */
export class Sender {
  readonly #connections = new Set<Client>();

  constructor(readonly parts: SenderParts) {}

  /** Sends a call, and a read that takes long a second time beside it. */
  send(permitted: PermittedCall, done: Done): void {
    const { call } = permitted;
    const { patience } = this.parts;
    if (patience === undefined || call.effect !== 'read' || !isCutShort(call))
      this.once(permitted, permitted.proof, new Alone(done));
    else new Hedge(patience, new ReadAttempts(this, permitted), done).start();
  }

  /** Sends a call once. */
  once(permitted: PermittedCall, proof: Proof, end: AttemptEnd<Outcome>): Attempt {
    const { call, route, turn } = permitted;
    // Only now: a probe that waited for a permit would keep all others away meanwhile.
    const entry = turn.isForced ? 'call' : route.breakers.enter(groupOf(call));
    const attempt = new Attempt(this, permitted, proof, entry, end);
    attempt.start();
    return attempt;
  }

  /**
   * A connection that lay idle may be closing at this very moment, and then nobody knows whether the call arrived: what
   * can't be repeated gets one of its own.
   */
  connectionFor(call: UpstreamCall, route: Route): Client {
    const idle = call.effect === 'write' && !isCutShort(call) ? undefined : route.takeIdle();
    return idle ?? this.#connect(route.origin);
  }

  /** A connection for one call at a time: opened when a call needs it, and again after it was closed. */
  #connect(origin: string): Client {
    // The call's deadline ends it; timers of the connection for the same would cost two more for each call.
    const connection = new Client(origin, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
    this.#connections.add(connection);
    return connection;
  }

  drop(connection: Client): void {
    this.#connections.delete(connection);
    connection.destroy().catch(() => undefined);
  }

  /** Closes all connections, also those of calls in flight: by then their callers have been answered or cut. */
  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.destroy()));
  }

  /** What a probe has confirmed, others have found out as well. */
  tell(call: UpstreamCall, change: BreakerChange): void {
    const { log, hints } = this.parts;
    log.breaker(call, change);
    if (change === 'opened again') return;
    hints?.tell({ api: call.api.name, group: groupOf(call), fails: change === 'opened' });
  }
}

/** The end of a call that is attempted once. */
class Alone implements AttemptEnd<Outcome> {
  constructor(private readonly done: Done) {}

  ended(_attempt: HedgedAttempt, outcome: Outcome): void {
    this.done(outcome);
  }
}

/** The attempts of a read. */
class ReadAttempts implements Attempts<Outcome> {
  constructor(
    private readonly sender: Sender,
    private readonly permitted: PermittedCall,
  ) {}

  first(end: AttemptEnd<Outcome>): Attempt {
    return this.sender.once(this.permitted, this.permitted.proof, end);
  }

  second(end: AttemptEnd<Outcome>): Attempt | undefined {
    const { call, route, permits, proof } = this.permitted;
    const proofNow = call.signature === undefined ? proof : call.signature.proof();
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
    return this.sender.once(this.permitted, proofNow, end);
  }

  isAnswer(outcome: Outcome): boolean {
    return isAnswer(outcome);
  }
}

/** One attempt at a call that has a permit. */
class Attempt implements ExchangeEnd, HedgedAttempt {
  /** Another attempt has answered. */
  #isLost = false;
  #isWritten = false;
  #isOver = false;
  /** While it is in use. */
  #connection: Client | undefined;
  #span: AttemptSpan | undefined;
  #record: AttemptRecord | undefined;
  readonly #startedAt = performance.now();

  constructor(
    private readonly sender: Sender,
    private readonly permitted: PermittedCall,
    private readonly proof: Proof,
    private readonly entry: Entry,
    private readonly end: AttemptEnd<Outcome>,
  ) {}

  start(): void {
    const { call, route, permits, turn } = this.permitted;
    const { log } = this.sender.parts;
    const { entry } = this;
    if (typeof entry === 'number') {
      log.refused(call);
      turn.trace?.refused(call);
      permits.release(ownerOf(call));
      this.end.ended(this, refusedByBreaker(call, entry));
      return;
    }
    if (entry === 'probe') log.breaker(call, 'half-open');
    this.#span = turn.trace?.begin(call, route.target, turn.number);
    this.#record = turn.record?.sent(turn.number);
    let connection: Client;
    try {
      connection = this.sender.connectionFor(call, route);
    } catch (error) {
      this.#leave(noAnswerError(call, 'not sent', error));
      return;
    }
    this.#connection = connection;
    const { method, path, body, deadline } = call;
    const headers = sentHeaders(call, this.proof);
    this.#span?.addTo(headers);
    exchange(
      connection,
      { method, path: route.prefix + path, headers, body: body ?? null },
      { deadline, attempt: isCutShort(call) ? turn.limit : undefined, maxBytes: call.api.limits.maxBytes },
      this,
    );
  }

  giveUp(): void {
    // It may have failed before the other one has answered.
    if (this.#isOver) return;
    this.#isLost = true;
    this.#record?.lose();
    // Its connection may close after the last spans are sent.
    this.#span?.lose();
    const { call, turn } = this.permitted;
    // At once: who waits for the answer counts next. Of one whose connection is still being opened, the API knows nothing.
    if (this.#isWritten) this.sender.parts.log.lost(call, turn.number, performance.now() - this.#startedAt);
    if (this.#connection !== undefined) this.sender.drop(this.#connection);
  }

  written(): void {
    this.#isWritten = true;
    this.#record?.written();
  }

  begun(status: number): void {
    this.#record?.begun(status);
  }

  answered(answer: RawAnswer): void {
    const { call, route } = this.permitted;
    this.#record?.received(answer.text);
    let outcome: Outcome;
    try {
      outcome = judge(call, answer, this.sender.parts.redactor);
    } catch (error) {
      this.failed(asError(error));
      return;
    }
    const surplus = this.#connection && route.putBack(this.#connection);
    if (surplus !== undefined) this.sender.drop(surplus);
    this.#leave(outcome);
  }

  /** Later: this may be told from within the work of another connection, where the next call must not begin. */
  failed(error: Error): void {
    queueMicrotask(() => {
      // It may still be opening, and the next call would wait behind that.
      if (this.#connection !== undefined) this.sender.drop(this.#connection);
      this.#leave(failure(this.permitted.call, error));
    });
  }

  /** Gives back the permit, by which the next call may begin at once, so what it is judged by comes before. */
  #leave(outcome: Outcome): void {
    this.#isOver = true;
    const { call, route, permits, turn } = this.permitted;
    const { log, attemptMs } = this.sender.parts;
    const ms = performance.now() - this.#startedAt;
    if (outcome instanceof UpstreamError) call.signature?.failed(this.proof, outcome);
    else call.signature?.succeeded();
    if (!this.#isLost) {
      this.#span?.end(outcome, call.effect);
      this.#record?.end(outcome);
    }
    const verdict = this.#isLost ? 'unsaid' : verdictOf(outcome, ms, attemptMs);
    const change = route.breakers.leave(groupOf(call), this.entry, verdict);
    if (change !== undefined) this.sender.tell(call, change);
    // Nothing has failed: another attempt was faster.
    if (!this.#isLost) {
      this.#connection = undefined;
      if (isAnswer(outcome)) {
        budgetOf(call, route).earn(groupOf(call));
        route.hedgeBudget.earn();
      }
      log.note(call, outcome, turn.number, ms);
    }
    permits.release(ownerOf(call));
    this.end.ended(this, outcome);
  }
}

/** Says what became of an attempt without an answer that could be read. */
function failure(call: UpstreamCall, error: Error): UpstreamError {
  const isSent = !(error instanceof NotSentError);
  const cause = isSent ? error : error.cause;
  if (call.deadline.isOver()) return abortError(call, isSent ? 'lost' : 'not sent');
  if (cause instanceof AttemptTimeoutError)
    return noAnswerError(call, isSent ? 'timed out' : 'waited too long', cause);
  if (cause instanceof TooLargeError)
    return unreadable(call, `is larger than ${String(call.api.limits.maxBytes)} bytes`, undefined, cause);
  return noAnswerError(call, isSent ? 'lost' : 'not sent', cause);
}

/** The deadline is over, or the caller went away. The latter is nobody's error: nobody reads it. */
export function abortError(call: UpstreamCall, sent: 'not sent' | 'lost'): UpstreamError {
  const { deadline } = call;
  return noAnswerError(
    call,
    isTimeout(deadline) ? (sent === 'lost' ? 'timed out' : 'waited too long') : sent,
    deadline.reason,
  );
}

/** The repeats that it pays with, and earns. */
export function budgetOf({ effect, forChange }: UpstreamCall, { retryBudgets }: Route): RepeatBudget {
  return forChange === true ? retryBudgets.write : retryBudgets[effect];
}

/** The API is there, whatever it says. */
function isAnswer(outcome: Outcome): boolean {
  return !(outcome instanceof UpstreamError) || !isPassing(outcome.facts.status);
}
