import { noAnswerError, type FailedCall } from './failures.js';

/** How long some work may still take, and the signal that ends it. Passed down to every upstream call. */
export interface Deadline {
  /** Aborts when the time is up (reason: a DOMException named `TimeoutError`) or when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Milliseconds left; 0 or less when over. */
  remainingMs(): number;
}

export interface RunningDeadline extends Deadline {
  /** Nobody waits for the work any more: stop it. */
  cancel(): void;
  /** The work is done: release the timer. */
  end(): void;
}

/**
 * Starts a deadline of `ms` milliseconds. The timer is armed only when somebody asks for the signal: a request
 * that is answered from memory never needs one.
 */
export function startDeadline(ms: number): RunningDeadline {
  const endsAt = performance.now() + ms;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const remainingMs = (): number => endsAt - performance.now();
  return {
    remainingMs,
    get signal() {
      if (timer === undefined && !over && !controller.signal.aborted) {
        const expire = (): void => {
          controller.abort(new DOMException(`No answer within ${String(ms)} ms`, 'TimeoutError'));
        };
        timer = setTimeout(expire, Math.max(0, remainingMs()));
      }
      return controller.signal;
    },
    cancel() {
      clearTimeout(timer);
      over = true;
      controller.abort(new DOMException('Nobody waits for the answer', 'AbortError'));
    },
    end() {
      clearTimeout(timer);
      over = true;
    },
  };
}

/** True when the signal ended because its time was up, false when the caller went away. */
export function isTimeout(signal: AbortSignal): boolean {
  return signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
}

/**
 * Waits for `promise`, but no longer than the deadline. The work itself goes on; only this wait ends.
 * @param call what is waited for, for the error
 * @throws UpstreamError UPSTREAM_TIMEOUT when the time is up
 */
export async function waitWithin<T>(promise: Promise<T>, deadline: Deadline, call: FailedCall): Promise<T> {
  const { signal } = deadline;
  const ended = (): Error => noAnswerError(call, isTimeout(signal) ? 'timed out' : 'not sent', signal.reason);
  if (signal.aborted) throw ended();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    reject(ended());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** A part of a deadline: ends after `ms`, or with the whole if that comes first. End it when the work is done. */
export function shorten(deadline: Deadline, ms: number): RunningDeadline {
  const part = startDeadline(Math.min(ms, deadline.remainingMs()));
  const whole = deadline.signal;
  const stop = (): void => {
    part.cancel();
  };
  if (whole.aborted) stop();
  whole.addEventListener('abort', stop, { once: true });
  return {
    remainingMs: () => part.remainingMs(),
    get signal() {
      return part.signal;
    },
    cancel: stop,
    end() {
      whole.removeEventListener('abort', stop);
      part.end();
    },
  };
}
