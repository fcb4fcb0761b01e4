import type { Deadline } from './deadline.js';
import { FairQueue } from './FairQueue.js';

interface Waiter {
  /** Undefined once it has left the queue. */
  enter: (() => void) | undefined;
}

/**
 * Gives out at most `size` permits at a time. Further callers queue, or leave when their deadline is over: in order within
 * an owner, and owners by turns, so that none of them waits behind all that another has asked for. One alone may have all
 * permits.
 */
export class Semaphore {
  #free: number;
  readonly #queue = new FairQueue<Waiter>();

  constructor(size: number) {
    this.#free = size;
  }

  /** Takes a permit if one is free, without waiting. Call `release` exactly once after each `true`. */
  tryAcquire(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /**
   * Resolves once it has a permit; rejects with the deadline's reason. Call `release` exactly once after it.
   * @param owner for whom: owners are served by turns
   */
  acquire(deadline: Deadline, owner = ''): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      let stopWatching: () => void = () => undefined;
      const enter = (): void => {
        stopWatching();
        resolve();
      };
      if (!deadline.isOver() && this.tryAcquire()) {
        enter();
        return;
      }
      const waiter: Waiter = { enter };
      this.#queue.push(owner, waiter);
      stopWatching = deadline.onEnd(() => {
        waiter.enter = undefined;
        reject(deadline.reason ?? new Error('ended'));
      });
    });
  }

  release(): void {
    // The permit goes straight to the next in the queue, so that a newcomer can't slip in between.
    const enter = this.#queue.shift(isWaiting)?.enter;
    if (enter === undefined) this.#free += 1;
    else enter();
  }
}

function isWaiting({ enter }: Waiter): boolean {
  return enter !== undefined;
}
