import type { CallOrigin } from './call-scope.js';
import type { Deadline, DeadlineWatcher } from './deadline.js';
import type { PermitDeadline } from './Semaphore.js';

/**
 * For how long the calls of a request may wait for permits while none of them gets one. A request with many calls waits for
 * its own, and has its turns meanwhile; one that has none stands behind more than can be done, and is better told so.
 */
export class QueueLimit {
  /** When a call of a request that had to wait got its permit, the last time. */
  readonly #served = new WeakMap<CallOrigin, number>();

  constructor(private readonly ms: number) {}

  /** A call begins to wait. @param deadline that bounds it anyway */
  enter(deadline: Deadline, origin: CallOrigin): QueueWait {
    return new QueueWait(deadline, origin, this.#served, this.ms);
  }
}

/** The wait of one call: over with its deadline, or with the patience of its request. */
export class QueueWait implements PermitDeadline, DeadlineWatcher {
  /** It has ended for the queue: the deadline has time left. */
  isCrowdedOut = false;
  readonly #since = performance.now();
  #watcher: DeadlineWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly whole: Deadline,
    private readonly origin: CallOrigin,
    private readonly served: WeakMap<CallOrigin, number>,
    private readonly ms: number,
  ) {}

  isOver(): boolean {
    return this.isCrowdedOut || this.whole.isOver();
  }

  watch(watcher: DeadlineWatcher): void {
    this.#watcher = watcher;
    this.#timer = setTimeout(lookAt, this.ms, this);
    this.whole.watch(this);
  }

  unwatch(): void {
    this.#watcher = undefined;
    clearTimeout(this.#timer);
    this.whole.unwatch(this);
  }

  /** The deadline is over. */
  onDeadlineEnd(): void {
    const watcher = this.#watcher;
    this.unwatch();
    watcher?.onDeadlineEnd();
  }

  /** It has got its permit. */
  end(): void {
    this.served.set(this.origin, performance.now());
  }

  /** Whether others of its request had permits meanwhile is known only now. */
  look(): void {
    const left = this.#leftMs();
    if (left > 0) {
      this.#timer = setTimeout(lookAt, left, this);
      return;
    }
    this.isCrowdedOut = true;
    this.onDeadlineEnd();
  }

  #leftMs(): number {
    const since = Math.max(this.#since, this.served.get(this.origin) ?? 0);
    // Timers come early by parts of a millisecond.
    return Math.floor(since + this.ms - performance.now());
  }
}

function lookAt(wait: QueueWait): void {
  wait.look();
}
