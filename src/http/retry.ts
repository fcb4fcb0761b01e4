/** Pure rules: whether a failed attempt is repeated, and after which pause. */

export interface RetryRules {
  /** Most repeats after the first attempt. */
  readonly retries: number;
  /** First pause; doubles with each repeat. */
  readonly baseMs: number;
}

export interface FailedAttempt {
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** HTTP status, or `undefined` when no answer came. */
  readonly status: number | undefined;
  /** Seconds of a `Retry-After` header. */
  readonly retryAfter: number | undefined;
  /** Milliseconds left of the deadline. */
  readonly remainingMs: number;
}

const MAX_PAUSE_MS = 2_000;

/** Statuses that may pass by themselves: time-out, locked, rate limit, server faults. */
export function isPassing(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 423 || status === 429 || status >= 500;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up.
 * A `Retry-After` that is longer than our longest pause or than the time left is not waited for: the caller is
 * told instead, and can wait better than we can.
 * @param random a number from 0 to 1, for the jitter
 */
export function pauseBeforeRetry(
  failed: FailedAttempt,
  rules: RetryRules,
  random: number,
): number | undefined {
  if (!isPassing(failed.status) || failed.attempt > rules.retries) return undefined;
  const backOff = Math.min(rules.baseMs * 2 ** (failed.attempt - 1), MAX_PAUSE_MS);
  const jittered = backOff / 2 + (backOff / 2) * random;
  const pause = failed.retryAfter === undefined ? jittered : failed.retryAfter * 1_000;
  return pause > MAX_PAUSE_MS || pause >= failed.remainingMs ? undefined : pause;
}

/** Seconds of a `Retry-After` header: a number, or an HTTP date relative to `now` (ms since 1970). */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1_000));
}

/**
 * Keeps repeats a small part of the traffic: when an API is down, every call failing three times would triple the
 * load on it. Each call earns a tenth of a repeat; `burst` repeats are there from the start.
 */
export class RetryBudget {
  #tokens: number;

  constructor(private readonly burst: number) {
    this.#tokens = burst;
  }

  earn(): void {
    this.#tokens = Math.min(this.burst, this.#tokens + 0.1);
  }

  /** Takes one repeat; false when none is left. */
  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
