import type { Deadline } from './deadline.js';

interface Waiter {
  /** Undefined once it has left the line. */
  enter: (() => void) | undefined;
}

/** Lets at most `size` holders in at a time; further ones wait in order, or leave when their deadline is over. */
export class Semaphore {
  #free: number;
  /** The line, of which those before `#head` have gone: a thousand may wait, and each must be found at once. */
  #waiting: Waiter[] = [];
  #head = 0;

  constructor(size: number) {
    this.#free = size;
  }

  /** Takes a place if one is free, without waiting. Call `release` exactly once after each `true`. */
  tryAcquire(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /** Resolves when a place was taken; rejects with the deadline's reason. Call `release` exactly once after it. */
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
      this.#waiting.push(waiter);
      stopWatching = deadline.onEnd(() => {
        waiter.enter = undefined;
        reject(deadline.reason ?? new Error('ended'));
      });
    });
  }

  release(): void {
    // The place goes straight to the next in line, so that a newcomer can't slip in between.
    const next = this.#next();
    if (next === undefined) this.#free += 1;
    else next();
  }

  #next(): (() => void) | undefined {
    if (this.#head > 1_000 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    while (this.#head < this.#waiting.length) {
      const waiter = this.#waiting[this.#head];
      this.#head += 1;
      const next = waiter?.enter;
      if (waiter === undefined || next === undefined) continue;
      // Those who have gone stand in the line for a while: what they know must not stay with them.
      waiter.enter = undefined;
      return next;
    }
    this.#waiting = [];
    this.#head = 0;
    return undefined;
  }
}
