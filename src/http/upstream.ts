import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Pool, errors, type Dispatcher } from 'undici';
import type { UpstreamLimits } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { isTimeout, type Deadline } from './deadline.js';
import { answerError, noAnswerError, unreadable } from './failures.js';
import { redactor } from './redact.js';
import { pauseBeforeRetry, RetryBudget, retryAfterSeconds } from './retry.js';
import { Semaphore } from './semaphore.js';

export type ApiName = 'access-token' | 'management' | 'order-management' | 'sales' | 'report' | 'partner';

/** One call to a REST API. Paths are encoded by the caller (see path.ts); bodies are already serialised. */
export interface UpstreamCall {
  readonly api: ApiName;
  /** The API's own operation name: for the log and for errors. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly baseUrl: string;
  /** Path and query, starting with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A read leaves nothing behind; the outcome of a write whose answer is lost is unknown. */
  readonly effect: 'read' | 'write';
  /** May be sent again after a failure: reads, deletes, and writes with an idempotency key. */
  readonly repeatable: boolean;
  /** An answer that is not JSON is given as text instead of refused: some writes answer a bare word, or nothing. */
  readonly textAllowed?: boolean;
  readonly deadline: Deadline;
}

/** A 2xx answer. */
export interface UpstreamAnswer {
  readonly status: number;
  /** The parsed body; `undefined` when it was empty, the text itself where that is allowed. */
  readonly json: unknown;
  /** Length of the body: what the answer weighs in a cache. */
  readonly bytes: number;
  header(name: string): string | undefined;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

/**
 * The one way in which this server calls a REST API: a connection pool per origin, a concurrency limit and a retry
 * budget per API, the request's deadline, bounded bodies, no redirects, and every failure as an UpstreamError.
 */
export class Upstream {
  readonly #pools = new Map<string, Pool>();
  readonly #places = new Map<ApiName, Semaphore>();
  readonly #budgets = new Map<ApiName, RetryBudget>();
  readonly #redact: (text: string | undefined) => string | undefined;

  /** @param secrets what must never be logged, also when an API repeats it */
  constructor(
    private readonly limits: UpstreamLimits,
    private readonly log: Logger,
    secrets: readonly string[],
    private readonly random: () => number = Math.random,
  ) {
    this.#redact = redactor(secrets);
  }

  /**
   * Sends a call, repeating it as its rules allow.
   * @throws UpstreamError for every failure; the signal's reason when the caller went away
   */
  async send(call: UpstreamCall): Promise<UpstreamAnswer> {
    const budget = this.#budget(call.api);
    budget.earn();
    let unknown: UpstreamError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(call, attempt);
      if (!(outcome instanceof UpstreamError)) return outcome;
      if (outcome.code === 'OUTCOME_UNKNOWN') unknown = outcome;
      const wait = call.repeatable
        ? pauseBeforeRetry(
            {
              attempt,
              status: outcome.facts.status,
              retryAfter: outcome.facts.retryAfter,
              remainingMs: call.deadline.remainingMs(),
            },
            { retries: this.limits.retries, baseMs: this.limits.retryBaseMs },
            this.random(),
          )
        : undefined;
      if (
        wait === undefined ||
        call.deadline.signal.aborted ||
        outcome.code === 'UPSTREAM_BAD_RESPONSE' ||
        !budget.spend()
      ) {
        throw lastWord(unknown, outcome);
      }
      try {
        await pause(wait, undefined, { signal: call.deadline.signal });
      } catch {
        throw this.#abortError(call);
      }
    }
  }

  /** Closes all connections, also those of calls in flight: by then their callers have been answered or cut. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  async #attempt(call: UpstreamCall, attempt: number): Promise<UpstreamAnswer | UpstreamError> {
    const { signal } = call.deadline;
    const place = this.#place(call.api);
    try {
      await place.acquire(signal);
    } catch {
      return this.#abortError(call, 'not sent');
    }
    const startedAt = performance.now();
    let outcome: UpstreamAnswer | UpstreamError;
    try {
      outcome = this.#judge(call, await this.#exchange(call));
    } catch (error) {
      outcome = signal.aborted ? this.#abortError(call) : this.#networkError(call, error);
    } finally {
      place.release();
    }
    this.#logCall(call, outcome, attempt, performance.now() - startedAt);
    return outcome;
  }

  async #exchange(call: UpstreamCall): Promise<RawAnswer> {
    const url = new URL(call.baseUrl);
    const { statusCode, headers, body } = await this.#pool(url.origin).request({
      method: call.method,
      path: url.pathname.replace(/\/$/, '') + call.path,
      headers: call.headers,
      signal: call.deadline.signal,
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    return { status: statusCode, headers, text: await body.text() };
  }

  #judge(call: UpstreamCall, answer: RawAnswer): UpstreamAnswer | UpstreamError {
    const header = (name: string): string | undefined => {
      const value = answer.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    };
    if (answer.status < 200 || answer.status > 299) {
      return answerError(
        call,
        answer.status,
        answer.text,
        retryAfterSeconds(header('retry-after'), Date.now()),
      );
    }
    try {
      const json: unknown = answer.text === '' ? undefined : JSON.parse(answer.text);
      return { status: answer.status, json, bytes: answer.text.length, header };
    } catch (cause) {
      if (call.textAllowed === true) {
        return { status: answer.status, json: answer.text, bytes: answer.text.length, header };
      }
      return unreadable(call, 'is not JSON', answer.status, cause);
    }
  }

  #networkError(call: UpstreamCall, error: unknown): UpstreamError {
    if (error instanceof errors.ResponseExceededMaxSizeError) {
      return unreadable(call, `is larger than ${String(this.limits.maxBytes)} bytes`, undefined, error);
    }
    return noAnswerError(call, wasNotSent(error) ? 'not sent' : 'lost', error);
  }

  /** The deadline is over, or the caller went away. The latter is nobody's error: nobody reads it. */
  #abortError(call: UpstreamCall, sent: 'not sent' | 'lost' = 'lost'): UpstreamError {
    const { signal } = call.deadline;
    return noAnswerError(
      call,
      isTimeout(signal) ? (sent === 'lost' ? 'timed out' : 'waited too long') : sent,
      signal.reason,
    );
  }

  #logCall(call: UpstreamCall, outcome: UpstreamAnswer | UpstreamError, attempt: number, ms: number): void {
    const line = { api: call.api, operation: call.operation, ms: Math.round(ms * 10) / 10, attempt };
    if (outcome instanceof UpstreamError) {
      const { status, traceId, title, detail } = outcome.facts;
      const texts = { title: this.#redact(title), detail: this.#redact(detail) };
      this.log.warn({ ...line, status, traceId, code: outcome.code, ...texts }, 'upstream call failed');
    } else {
      this.log.debug({ ...line, status: outcome.status }, 'upstream call');
    }
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      // The deadline's signal ends calls on time; undici's own timers are coarse and stay as a safety net.
      pool = new Pool(origin, { maxResponseSize: this.limits.maxBytes, pipelining: 1 });
      this.#pools.set(origin, pool);
    }
    return pool;
  }

  #place(api: ApiName): Semaphore {
    let place = this.#places.get(api);
    if (place === undefined) this.#places.set(api, (place = new Semaphore(this.limits.concurrency)));
    return place;
  }

  #budget(api: ApiName): RetryBudget {
    let budget = this.#budgets.get(api);
    if (budget === undefined) this.#budgets.set(api, (budget = new RetryBudget(10)));
    return budget;
  }
}

/**
 * What to say of a call after its last attempt. If an earlier one may have been carried out, a later one that got no
 * place, no connection or no permission changes nothing about that; only a refusal of the content does.
 */
function lastWord(unknown: UpstreamError | undefined, last: UpstreamError): UpstreamError {
  return unknown === undefined || last.facts.status === 400 || last.facts.status === 422 ? last : unknown;
}

/** Failures that happen before the first byte leaves: the API can't have seen the request. */
function wasNotSent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    error instanceof errors.ConnectTimeoutError ||
    (typeof code === 'string' &&
      ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
  );
}
