import type { CallOrigin } from './call-scope.js';
import { DeadlineWatcher, type Deadline } from './deadline.js';
import type { PermitDeadline } from './Semaphore.js';
import { TimeLimit, type RunningTime, type Timed } from './TimeLimit.js';

/**
 * For how long the calls of a request may wait for permits while none of them gets one. A request with many calls waits for
 * its own, and has its turns meanwhile; one that has none stands behind more than can be done, and is better told so.
 */
export class QueueLimit {
  /** When a call of a request that had to wait got its permit, the last time. */
  readonly #served = new WeakMap<CallOrigin, number>();

  /** The first look at each: nearly all have their permits long before, and a timer for each would be made in vain. */
  readonly #patience: TimeLimit;

  constructor(ms: number) {
    this.#patience = new TimeLimit(ms);
  }

  /** A call begins to wait. @param deadline that bounds it anyway */
  enter(deadline: Deadline, origin: CallOrigin): QueueWait {
    return new QueueWait(deadline, origin, this.#served, this.#patience);
  }
}

/** The wait of one call: over with its deadline, or with the patience of its request. */
export class QueueWait extends DeadlineWatcher implements PermitDeadline, Timed {
  /** It has ended for the queue: the deadline has time left. */
  isCrowdedOut = false;
  readonly #since = performance.now();
  #watcher: DeadlineWatcher | undefined;
  #first: RunningTime | undefined;
  /** Of later looks. */
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly whole: Deadline,
    private readonly origin: CallOrigin,
    private readonly served: WeakMap<CallOrigin, number>,
    private readonly patience: TimeLimit,
  ) {
    super();
  }

  isOver(): boolean {
    return this.isCrowdedOut || this.whole.isOver();
  }

  watch(watcher: DeadlineWatcher): void {
    this.#watcher = watcher;
    this.#first = this.patience.start(this);
    this.whole.watch(this);
  }

  unwatch(): void {
    this.#watcher = undefined;
    if (this.#first !== undefined) this.patience.stop(this.#first);
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
  onTimeUp(): void {
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
    return Math.floor(since + this.patience.ms - performance.now());
  }
}

function lookAt(wait: QueueWait): void {
  wait.onTimeUp();
}
