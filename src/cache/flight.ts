import { asError } from '../errors/as-error.js';
import { endOfWait, startDeadline, type Deadline, type RunningDeadline } from '../http/deadline.js';
import type { FailedCall } from '../http/failures.js';
import { promised } from '../http/promised.js';

/**
 * One piece of work that several callers wait for. It runs under a deadline of its own and is stopped when the last
 * caller has gone: one caller that gives up must not fail the others, and nobody waiting means no upstream work.
 */
export class Flight<T> {
  readonly promise: Promise<T>;
  readonly #deadline: RunningDeadline;
  #waiting = 0;
  #abandoned = false;
  #settled = false;

  /**
   * @param keepGoing true for work that nobody waits for, such as a refresh in the background
   * @param landed told the end of the work before anybody who waits, with the value if there is one
   */
  constructor(
    work: (deadline: Deadline) => Promise<T>,
    ms: number,
    private readonly keepGoing: boolean,
    landed: (flight: Flight<T>, value?: T) => void,
  ) {
    this.#deadline = startDeadline(ms);
    this.promise = promised(() => work(this.#deadline)).then(
      (value) => {
        this.#settle();
        landed(this, value);
        return value;
      },
      (error: unknown) => {
        this.#settle();
        landed(this);
        throw error;
      },
    );
    // Every waiter gets the failure through its own wait; without waiters it is nobody's.
    if (keepGoing) this.promise.catch(() => undefined);
  }

  /** Nobody waits any more and the work was stopped: too late to join. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  #settle(): void {
    this.#settled = true;
    this.#deadline.end();
  }

  /**
   * Waits for the work, but no longer than the caller's own deadline.
   * @throws UpstreamError UPSTREAM_TIMEOUT when the caller's time is up, or what the work throws
   */
  join(deadline: Deadline, call: FailedCall): Promise<T> {
    this.#waiting += 1;
    return new Promise<T>((resolve, reject) => {
      let waits = true;
      const leave = (): void => {
        if (!waits) return;
        waits = false;
        this.#waiting -= 1;
        if (this.#waiting > 0 || this.keepGoing || this.#settled) return;
        this.#abandoned = true;
        this.#deadline.cancel();
      };
      const stopWatching = deadline.onEnd(() => {
        leave();
        reject(endOfWait(deadline, call));
      });
      this.promise.then(
        (value) => {
          stopWatching();
          leave();
          resolve(value);
        },
        (error: unknown) => {
          stopWatching();
          leave();
          reject(asError(error));
        },
      );
    });
  }
}
