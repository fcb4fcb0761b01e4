import type { Deadline } from './deadline.js';
import { FairQueue } from './FairQueue.js';

interface Waiter {
  readonly owner: string;
  /** Undefined once it has left the queue. */
  enter: (() => void) | undefined;
}

/**
 * Gives out at most `size` permits at a time. Further callers queue, or leave when their deadline is over: in order within
 * an owner, and owners by turns, so that none of them waits behind all that another has asked for. One alone may have all
 * permits, unless there is a limit for each.
 */
export class Semaphore {
  #free: number;
  readonly #queue = new FairQueue<Waiter>();
  /** By owner, once it had any; empty where owners have no limit. */
  readonly #held = new Map<string, { permits: number }>();
  readonly #isLimited: boolean;

  /** @param mostOfOwner permits that one owner may have: what the others hang on stays free of its calls */
  constructor(
    size: number,
    private readonly mostOfOwner = size,
  ) {
    this.#free = size;
    this.#isLimited = mostOfOwner < size;
  }

  /** Takes a permit if one is free, without waiting. Call `release` exactly once after each `true`. */
  tryAcquire(owner = ''): boolean {
    if (this.#free === 0 || !this.#mayHave(owner)) return false;
    this.#free -= 1;
    this.#count(owner, 1);
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
      if (!deadline.isOver() && this.tryAcquire(owner)) {
        enter();
        return;
      }
      const waiter: Waiter = { owner, enter };
      this.#queue.push(owner, waiter);
      stopWatching = deadline.onEnd(() => {
        waiter.enter = undefined;
        reject(deadline.reason ?? new Error('ended'));
      });
    });
  }

  /** @param owner who had it */
  release(owner = ''): void {
    this.#count(owner, -1);
    // The permit goes straight to the next in the queue, so that a newcomer can't slip in between.
    const next = this.#isLimited
      ? this.#queue.shift(isWaiting, (each) => this.#mayHave(each))
      : this.#queue.shift(isWaiting);
    if (next?.enter === undefined) {
      this.#free += 1;
      return;
    }
    this.#count(next.owner, 1);
    next.enter();
  }

  #mayHave(owner: string): boolean {
    return !this.#isLimited || (this.#held.get(owner)?.permits ?? 0) < this.mostOfOwner;
  }

  #count(owner: string, change: 1 | -1): void {
    if (!this.#isLimited) return;
    const held = this.#held.get(owner);
    if (held === undefined) this.#held.set(owner, { permits: change });
    else held.permits += change;
  }
}

function isWaiting({ enter }: Waiter): boolean {
  return enter !== undefined;
}
