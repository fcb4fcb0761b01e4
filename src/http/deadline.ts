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
}

/** One who wants to know. */
interface Entry {
  readonly listener: () => void;
}

/** A deadline that its owner can bring to an end. */
export class RunningDeadline implements Deadline {
  #endsAt: number;
  /** Most have one at a time, which needs no set. */
  #listener: Entry | undefined;
  #others: Set<Entry> | undefined;
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

  /** The timer is armed only when somebody listens: a request that is answered from memory never needs one. */
  onEnd(listener: () => void): () => void {
    if (this.#reason !== undefined) {
      listener();
      return () => undefined;
    }
    this.#timer ??= this.#arm();
    // An entry of its own, so that the same function may be added twice.
    const entry: Entry = { listener };
    if (this.#listener === undefined) this.#listener = entry;
    else (this.#others ??= new Set()).add(entry);
    return () => {
      if (this.#listener === entry) this.#listener = undefined;
      else this.#others?.delete(entry);
    };
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
    this.#finish(new DOMException('Nobody waits for the answer', 'AbortError'));
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
        this.#finish(new DOMException(`No answer within ${this.ms} ms`, 'TimeoutError'));
      },
      Math.max(0, this.remainingMs()),
    );
  }

  #finish(reason: Error): void {
    clearTimeout(this.#timer);
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const entries = [...(this.#listener === undefined ? [] : [this.#listener]), ...(this.#others ?? [])];
    this.#listener = undefined;
    this.#others = undefined;
    for (const { listener } of entries) listener();
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
      this.cancel();
    });
  }

  override end(): void {
    this.#stopWatching();
    super.end();
  }
}
