/** Pure rules: whether a failed attempt is repeated, and after which pause. */

export interface RetryRules {
  /**
   * Longest that an attempt of a call may take if the call may be repeated, so that one that hangs leaves time for another.
   * When two have run out of it, further ones may take twice as long: the API may be slow rather than gone.
   */
  readonly attemptMs: number;
  /** After which a read without an answer is asked a second time beside the first; 0 = never. */
  readonly hedgeMs: number;
  /** Most repeats after the first attempt. */
  readonly retries: number;
  /** First pause; doubles with each repeat. */
  readonly baseMs: number;
  /** For so long the calls of a request wait for permits while none of them gets one; undefined = until its deadline. */
  readonly queueMs?: number | undefined;
}

export interface FailedAttempt {
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** HTTP status, or `undefined` when no answer came. */
  readonly status: number | undefined;
  /** Nothing listens there. */
  readonly isRefused?: boolean;
  /** Seconds of a `Retry-After` header. */
  readonly retryAfter: number | undefined;
  /** Milliseconds left of the deadline. */
  readonly remainingMs: number;
}

const MAX_PAUSE_MS = 2_000;
/** So much longer is the last pause where nothing listens: what is started again takes that long. */
const RESTART_MS = 1_500;

/** Statuses that may pass by themselves: time-out, locked, rate limit, server faults. */
export function isPassing(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 423 || status === 429 || status >= 500;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up.
 * A `Retry-After` lengthens the usual pause and never shortens it: an API in trouble gets no hurried repeats.
 * One that is longer than our longest pause or than the time left is not waited for: the caller is
 * told instead, and can wait better than we can.
 * Where nothing listens, the last pause is longer if there is time for that: an API that is being started is back then.
 * @param random a number from 0 to 1, for the jitter
 */
export function pauseBeforeRetry(
  failed: FailedAttempt,
  rules: Pick<RetryRules, 'retries' | 'baseMs'>,
  random: number,
): number | undefined {
  if (!isPassing(failed.status) || failed.attempt > rules.retries) return undefined;
  const usual = backOff(failed.attempt, rules.baseMs, MAX_PAUSE_MS, random);
  const last = Math.min(usual + RESTART_MS, MAX_PAUSE_MS);
  const isStarting =
    failed.isRefused === true && failed.attempt === rules.retries && last < failed.remainingMs;
  const pause = Math.max(isStarting ? last : usual, (failed.retryAfter ?? 0) * 1_000);
  return pause > MAX_PAUSE_MS || pause >= failed.remainingMs ? undefined : pause;
}

/**
 * Milliseconds to wait for a lock, or `undefined` when there is no time left for another look: as many looks as the
 * deadline has room for, each pause longer than the one before.
 * @param random a number from 0 to 1, for the jitter
 */
export function pauseWhileBusy(
  { attempt, retryAfter, remainingMs }: FailedAttempt,
  { baseMs }: Pick<RetryRules, 'baseMs'>,
  random: number,
): number | undefined {
  const usual = backOff(attempt, baseMs, MAX_PAUSE_MS, random);
  const pause = Math.max(usual, (retryAfter ?? 0) * 1_000);
  return pause >= remainingMs ? undefined : pause;
}

/**
 * The pause after so many failures in a row: doubles each time, up to `maxMs`, half of it by chance so that those who
 * failed together don't come back together.
 * @param random a number from 0 to 1
 */
export function backOff(failures: number, baseMs: number, maxMs: number, random: number): number {
  const whole = Math.min(baseMs * 2 ** (failures - 1), maxMs);
  return whole / 2 + (whole / 2) * random;
}

/** The longest wait that a caller is told of: an API that says more has a fault, or will be asked again anyway. */
const MAX_RETRY_AFTER_SECONDS = 3_600;

/**
 * Whole seconds of a `Retry-After` header: a number, or an HTTP date relative to `now` (ms since 1970).
 * `undefined` for what says nothing: no wait at all, a time in the past, or neither number nor date.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : (httpDate(text) - now) / 1_000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_RETRY_AFTER_SECONDS) : undefined;
}

/** ms since 1970 of an HTTP date, in any of its three forms; NaN for anything else. */
function httpDate(text: string): number {
  // Date.parse takes nearly everything: "-5" is a day in May 2001.
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return Number.NaN;
  // The oldest form names no zone, and means GMT all the same.
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}

/** Repeats that are there from the start. */
const FIRST_REPEATS = 10;
/** Most that are saved up: what an outage costs that comes after good times. */
const MOST_REPEATS = 50;
/** What an answer earns: the greater part of a repeat, so that repeats bridge faults of up to four in ten attempts. */
export const EARNED = 0.75;

/**
 * Keeps repeats in proportion to what an API answers: when it is down, every call failing five times would multiply the
 * load on it. An answer earns most of a repeat, a failure nothing. So an outage uses up what was saved and then costs one
 * attempt per call, while an API that fails in part is repeated.
 */
export class RetryBudget {
  #left = FIRST_REPEATS;

  /** @param earned by each answer */
  constructor(private readonly earned = EARNED) {}

  /** The API has answered: with a result, or with a refusal that a repeat would not change. */
  earn(): void {
    this.#left = Math.min(MOST_REPEATS, this.#left + this.earned);
  }

  /** How many repeats there are, and a part of one. */
  get left(): number {
    return this.#left;
  }

  /** Takes one repeat; false when none is left. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
