import type { Deadline } from './deadline.js';

/** Lets at most `size` holders in at a time; further ones wait in order, or leave when their deadline is over. */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

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
      this.#waiting.add(enter);
      stopWatching = deadline.onEnd(() => {
        this.#waiting.delete(enter);
        reject(deadline.reason ?? new Error('ended'));
      });
    });
  }

  release(): void {
    // The place goes straight to the next in line, so that a newcomer can't slip in between.
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
