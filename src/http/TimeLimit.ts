/** Something that must be done in time. */
export interface Timed {
  /** The time is up. Called once at most, and never after `stop`. */
  onTimeUp(): void;
}

/** The time of one, among the others in the order in which they end. */
export class RunningTime {
  previous: RunningTime | undefined;
  next: RunningTime | undefined;
  isRunning = true;

  constructor(
    readonly timed: Timed,
    readonly endsAt: number,
  ) {}
}

/**
 * The same time for each of many: whoever started first ends first, so one timer serves all, armed while any runs. Nearly
 * all stop long before their time is up, and a timer for each would be made in vain.
 *
 * A list of links, not a set: the tables that a set outgrows would hold on to what was in them.
 */
export class TimeLimit {
  #first: RunningTime | undefined;
  #last: RunningTime | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly ms: number) {}

  /** Starts the time of one. Call `stop` when it is done. */
  start(timed: Timed): RunningTime {
    const entry = new RunningTime(timed, performance.now() + this.ms);
    entry.previous = this.#last;
    if (this.#last === undefined) this.#first = entry;
    else this.#last.next = entry;
    this.#last = entry;
    if (this.#timer === undefined) this.#arm(this.ms);
    return entry;
  }

  /** It is done; nothing happens if its time was up already. */
  stop(running: RunningTime): void {
    if (!running.isRunning) return;
    running.isRunning = false;
    const { previous, next } = running;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    running.previous = undefined;
    running.next = undefined;
  }

  /** It goes on running when all have stopped, once: to stop and start it for each call would cost what it saves. */
  #arm(ms: number): void {
    // What came while the process was busy is read first: timers are due before sockets, and both before this.
    const timer = setTimeout(
      () =>
        setImmediate(() => {
          this.#timeUp();
        }),
      ms,
    );
    this.#timer = timer.unref();
  }

  #timeUp(): void {
    this.#endDue();
    this.#timer = undefined;
    if (this.#first !== undefined) this.#arm(Math.max(1, Math.ceil(this.#first.endsAt - performance.now())));
  }

  #endDue(): void {
    const now = performance.now();
    for (let due = this.#first; due !== undefined && due.endsAt <= now; due = this.#first) {
      this.stop(due);
      due.timed.onTimeUp();
    }
  }
}
