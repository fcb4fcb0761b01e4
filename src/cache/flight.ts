import { startDeadline, waitWithin, type Deadline, type RunningDeadline } from '../http/deadline.js';
import type { FailedCall } from '../http/failures.js';

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

  /** @param keepGoing true for work that nobody waits for, such as a refresh in the background */
  constructor(
    work: (deadline: Deadline) => Promise<T>,
    ms: number,
    private readonly keepGoing: boolean,
  ) {
    this.#deadline = startDeadline(ms);
    this.promise = work(this.#deadline).finally(() => {
      this.#settled = true;
      this.#deadline.end();
    });
    // Every waiter gets the failure through its own wait; without waiters it is nobody's.
    this.promise.catch(() => undefined);
  }

  /** Nobody waits any more and the work was stopped: too late to join. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  async join(deadline: Deadline, call: FailedCall): Promise<T> {
    this.#waiting += 1;
    try {
      return await waitWithin(this.promise, deadline, call);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && !this.keepGoing && !this.#settled) {
        this.#abandoned = true;
        this.#deadline.cancel();
      }
    }
  }
}
