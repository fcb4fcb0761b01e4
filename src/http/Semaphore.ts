import type { Deadline } from './deadline.js';

interface Waiter {
  /** Undefined once it has left the queue. */
  enter: (() => void) | undefined;
}

/** Gives out at most `size` permits at a time; further callers queue in order, or leave when their deadline is over. */
export class Semaphore {
  #free: number;
  /** The queue, of which those before `#head` have gone: a thousand may wait, and each must be found at once. */
  #queue: Waiter[] = [];
  #head = 0;

  constructor(size: number) {
    this.#free = size;
  }

  /** Takes a permit if one is free, without waiting. Call `release` exactly once after each `true`. */
  tryAcquire(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /** Resolves once it has a permit; rejects with the deadline's reason. Call `release` exactly once after it. */
  acquire(deadline: Deadline): Promise<void> {
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
      this.#queue.push(waiter);
      stopWatching = deadline.onEnd(() => {
        waiter.enter = undefined;
        reject(deadline.reason ?? new Error('ended'));
      });
    });
  }

  release(): void {
    // The permit goes straight to the next in the queue, so that a newcomer can't slip in between.
    const next = this.#next();
    if (next === undefined) this.#free += 1;
    else next();
  }

  #next(): (() => void) | undefined {
    if (this.#head > 1_000 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    while (this.#head < this.#queue.length) {
      const waiter = this.#queue[this.#head];
      this.#head += 1;
      const next = waiter?.enter;
      if (waiter === undefined || next === undefined) continue;
      // Whoever has left stays in the array for a while: what the closure holds must not stay with it.
      waiter.enter = undefined;
      return next;
    }
    this.#queue = [];
    this.#head = 0;
    return undefined;
  }
}
