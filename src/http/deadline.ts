import { noAnswerError, type FailedCall } from './failures.js';

/** How long some work may still take. */
export interface Deadline {
  /** True when the time is up, or when nobody waits for the work any more. */
  isOver(): boolean;
  /** Why it is over: a DOMException named `TimeoutError` or `AbortError`. */
  readonly reason: Error | undefined;
  /** Milliseconds left; 0 or less when over. */
  remainingMs(): number;
  /**
   * Calls `listener` once when it is over, at once if it is already.
   * @returns ends the subscription; call it when the work is done
   */
  onEnd(listener: () => void): () => void;
  /** The same for one who has no function for it: each of thousands of calls is one. Call `unwatch` when the work is done. */
  watch(watcher: DeadlineWatcher): void;
  unwatch(watcher: DeadlineWatcher): void;
}

/**
 * One who wants to know of the end of a deadline: of one at a time, among whose watchers it is a link.
 *
 * Links, not a set: calls come and go by the hundred, and each table that a set outgrows would, once V8 counts it among
 * what lives long, hold on to those that were in it, with all that they hold, until everything is collected.
 */
export abstract class DeadlineWatcher {
  /** The deadline that it watches. */
  watched: Deadline | undefined = undefined;
  previousWatcher: DeadlineWatcher | undefined = undefined;
  nextWatcher: DeadlineWatcher | undefined = undefined;

  /** It is over. Called once at most, and never after `unwatch`. */
  abstract onDeadlineEnd(): void;
}

/** An entry of its own, so that the same function may be added twice. */
class Listener extends DeadlineWatcher {
  constructor(private readonly listener: () => void) {
    super();
  }

  onDeadlineEnd(): void {
    this.listener();
  }
}

/** A deadline that its owner can bring to an end. */
export class RunningDeadline implements Deadline {
  #endsAt: number;
  #first: DeadlineWatcher | undefined;
  #last: DeadlineWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reason: Error | undefined;

  constructor(private ms: number) {
    this.#endsAt = performance.now() + ms;
  }

  isOver(): boolean {
    return this.#reason !== undefined;
  }

  get reason(): Error | undefined {
    return this.#reason;
  }

  remainingMs(): number {
    return this.#endsAt - performance.now();
  }

  onEnd(listener: () => void): () => void {
    if (this.#reason !== undefined) {
      listener();
      return () => undefined;
    }
    const watcher = new Listener(listener);
    this.watch(watcher);
    return () => {
      this.unwatch(watcher);
    };
  }

  /** The timer is armed only when somebody watches: a request that is answered from memory never needs one. */
  watch(watcher: DeadlineWatcher): void {
    if (this.#reason !== undefined) {
      watcher.onDeadlineEnd();
      return;
    }
    this.#timer ??= this.#arm();
    watcher.watched = this;
    watcher.previousWatcher = this.#last;
    if (this.#last === undefined) this.#first = watcher;
    else this.#last.nextWatcher = watcher;
    this.#last = watcher;
  }

  unwatch(watcher: DeadlineWatcher): void {
    if (watcher.watched !== this) return;
    const { previousWatcher, nextWatcher } = watcher;
    if (previousWatcher === undefined) this.#first = nextWatcher;
    else previousWatcher.nextWatcher = nextWatcher;
    if (nextWatcher === undefined) this.#last = previousWatcher;
    else nextWatcher.previousWatcher = previousWatcher;
    watcher.watched = undefined;
    watcher.previousWatcher = undefined;
    watcher.nextWatcher = undefined;
  }

  /** The work turned out to be of a kind that may take longer. Too late when it is over. */
  lengthen(ms: number): void {
    if (this.#reason !== undefined) return;
    this.ms += ms;
    this.#endsAt += ms;
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = this.#arm();
  }

  /** Nobody waits for the work any more: stop it. */
  cancel(): void {
    this.finish(new DOMException('Nobody waits for the answer', 'AbortError'));
  }

  /** The work is done: release the timer. */
  end(): void {
    clearTimeout(this.#timer);
    // Work that goes on nevertheless gets a timer again when it listens.
    this.#timer = undefined;
  }

  #arm(): NodeJS.Timeout {
    return setTimeout(
      () => {
        this.finish(new DOMException(`No answer within ${this.ms} ms`, 'TimeoutError'));
      },
      Math.max(0, this.remainingMs()),
    );
  }

  protected finish(reason: Error): void {
    clearTimeout(this.#timer);
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    // Nobody is added any more, and one of them may take others out.
    for (let watcher = this.#first; watcher !== undefined; watcher = this.#first) {
      this.unwatch(watcher);
      watcher.onDeadlineEnd();
    }
  }
}

/** Starts a deadline of `ms` milliseconds. */
export function startDeadline(ms: number): RunningDeadline {
  return new RunningDeadline(ms);
}

/** True when the time was up, false when the caller went away. */
export function isTimeout({ reason }: Deadline): boolean {
  return reason?.name === 'TimeoutError';
}

/** The error of a wait that ended with the deadline. */
export function endOfWait(deadline: Deadline, call: FailedCall): Error {
  return noAnswerError(call, isTimeout(deadline) ? 'timed out' : 'not sent', deadline.reason);
}

/** A part of a deadline: ends after `ms`, or with the whole if that comes first. End it when the work is done. */
export function shorten(deadline: Deadline, ms: number): RunningDeadline {
  return new ShortenedDeadline(deadline, Math.min(ms, deadline.remainingMs()));
}

class ShortenedDeadline extends RunningDeadline {
  readonly #stopWatching: () => void;

  constructor(whole: Deadline, ms: number) {
    super(ms);
    this.#stopWatching = whole.onEnd(() => {
      // It was up, or nobody waits: so for the part.
      if (whole.reason === undefined) this.cancel();
      else this.finish(whole.reason);
    });
  }

  override end(): void {
    this.#stopWatching();
    super.end();
  }
}
