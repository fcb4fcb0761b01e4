import { DeadlineWatcher, type Deadline } from './deadline.js';
import { FairQueue } from './FairQueue.js';

/** What ends a wait for a permit. */
export type PermitDeadline = Pick<Deadline, 'isOver' | 'watch' | 'unwatch'>;

/** Told how a wait for a permit has ended: with one, or with the deadline. Must not throw. */
export type PermitWaitEnd = (hasPermit: boolean) => void;

/** One who waits for a permit. */
class Waiter extends DeadlineWatcher {
  #end: PermitWaitEnd | undefined;

  constructor(
    readonly owner: string,
    private readonly deadline: PermitDeadline,
    end: PermitWaitEnd,
  ) {
    super();
    this.#end = end;
  }

  /** False once it has left the queue. */
  get isWaiting(): boolean {
    return this.#end !== undefined;
  }

  enter(): void {
    this.deadline.unwatch(this);
    this.#leave(true);
  }

  onDeadlineEnd(): void {
    this.#leave(false);
  }

  #leave(hasPermit: boolean): void {
    const end = this.#end;
    this.#end = undefined;
    end?.(hasPermit);
  }
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
  /** Permits that came back, and are about to be handed on. */
  #returned = 0;
  #isHandingOn = false;

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
   * Waits for a permit, and tells `end` once: at once where one is free. Call `release` exactly once after it had one.
   * @param owner for whom: owners are served by turns
   */
  acquire(deadline: PermitDeadline, owner: string, end: PermitWaitEnd): void {
    if (!deadline.isOver() && this.tryAcquire(owner)) {
      end(true);
      return;
    }
    const waiter = new Waiter(owner, deadline, end);
    this.#queue.push(owner, waiter);
    deadline.watch(waiter);
  }

  /**
   * Gives a permit back. It goes straight to the next in the queue, so that a newcomer can't slip in between.
   * @param owner who had it
   */
  release(owner = ''): void {
    this.#count(owner, -1);
    this.#returned += 1;
    // Whoever is given one may give it back at once, and so may thousands behind it: one after the other, not one in another.
    if (this.#isHandingOn) return;
    this.#isHandingOn = true;
    try {
      while (this.#returned > 0) {
        this.#returned -= 1;
        this.#handOn();
      }
    } finally {
      this.#isHandingOn = false;
    }
  }

  #handOn(): void {
    const next = this.#isLimited
      ? this.#queue.shift(isWaiting, (each) => this.#mayHave(each))
      : this.#queue.shift(isWaiting);
    if (next === undefined) {
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

function isWaiting({ isWaiting: waits }: Waiter): boolean {
  return waits;
}
