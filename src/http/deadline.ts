import { GraphError } from '../errors/GraphError.js';
import { noAnswerError, type FailedCall } from './failures.js';

/** How long some work may still take. Passed down to every upstream call. */
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
  /** Calls `listener` once when the work is done and its result was used, unless that is so already. */
  onDone(listener: () => void): void;
  /** Told what the work read, where somebody wants to keep the result. */
  readonly observer?: ReadObserver | undefined;
  /** How many upstream calls the work may still start; without one, as many as it needs. */
  readonly budget?: CallBudget | undefined;
}

/** The upstream calls that one request may start: limits that are counted before can't see all of them. */
export class CallBudget {
  #left: number;

  constructor(private readonly max: number) {
    this.#left = max;
  }

  get isSpent(): boolean {
    return this.#left < 1;
  }

  /** Takes one call. @throws GraphError COST_LIMIT_EXCEEDED when none is left */
  take(): void {
    if (this.isSpent) {
      throw new GraphError(
        'COST_LIMIT_EXCEEDED',
        `The request needs more than ${this.max} upstream calls. Ask for smaller pages or fewer things.`,
      );
    }
    this.#left -= 1;
  }
}

/** Learns what an answer was made from: how long it may be kept, and what makes it wrong. */
export interface ReadObserver {
  /** A value that a cache holds under `tag`, fresh until `until` (ms since 1970). */
  cached(tag: string, until: number): void;
  /** A call past the caches: nothing is known of how long its answer holds. */
  uncached(): void;
}

/** One who wants to know. */
interface Entry {
  readonly listener: () => void;
}

/** A deadline that its owner can bring to an end. */
export class RunningDeadline implements Deadline {
  readonly #endsAt: number;
  /** Most have one at a time, which needs no set. */
  #listener: Entry | undefined;
  #others: Set<Entry> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reason: Error | undefined;
  #isDone = false;
  #whenDone: (() => void)[] | undefined;

  constructor(
    private readonly ms: number,
    readonly observer?: ReadObserver,
    readonly budget?: CallBudget,
  ) {
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
    this.#timer ??= setTimeout(
      () => {
        this.#finish(new DOMException(`No answer within ${this.ms} ms`, 'TimeoutError'));
      },
      Math.max(0, this.remainingMs()),
    );
    // An entry of its own, so that the same function may be added twice.
    const entry: Entry = { listener };
    if (this.#listener === undefined) this.#listener = entry;
    else (this.#others ??= new Set()).add(entry);
    return () => {
      if (this.#listener === entry) this.#listener = undefined;
      else this.#others?.delete(entry);
    };
  }

  /** Nobody waits for the work any more: stop it. */
  cancel(): void {
    this.#finish(new DOMException('Nobody waits for the answer', 'AbortError'));
  }

  onDone(listener: () => void): void {
    if (!this.#isDone) (this.#whenDone ??= []).push(listener);
  }

  /** The work is done: release the timer. */
  end(): void {
    clearTimeout(this.#timer);
    // Work that goes on nevertheless gets a timer again when it listens.
    this.#timer = undefined;
    this.#isDone = true;
    const listeners = this.#whenDone;
    this.#whenDone = undefined;
    if (listeners !== undefined) for (const listener of listeners) listener();
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
export function startDeadline(ms: number, observer?: ReadObserver, budget?: CallBudget): RunningDeadline {
  return new RunningDeadline(ms, observer, budget);
}

/** True when the time was up, false when the caller went away. */
export function isTimeout({ reason }: Deadline): boolean {
  return reason?.name === 'TimeoutError';
}

/** The error of a wait that ended with the deadline. */
export function endOfWait(deadline: Deadline, call: FailedCall): Error {
  return noAnswerError(call, isTimeout(deadline) ? 'timed out' : 'not sent', deadline.reason);
}

/**
 * Waits for `promise`, but no longer than the deadline. The work itself goes on; only this wait ends.
 * @param call what is waited for, for the error
 * @throws UpstreamError UPSTREAM_TIMEOUT when the time is up
 */
export function waitWithin<T>(promise: Promise<T>, deadline: Deadline, call: FailedCall): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stopWatching = deadline.onEnd(() => {
      reject(endOfWait(deadline, call));
    });
    promise.then(resolve, reject).finally(stopWatching);
  });
}

/** A part of a deadline: ends after `ms`, or with the whole if that comes first. End it when the work is done. */
export function shorten(deadline: Deadline, ms: number): RunningDeadline {
  return new ShortenedDeadline(deadline, Math.min(ms, deadline.remainingMs()));
}

class ShortenedDeadline extends RunningDeadline {
  readonly #stopWatching: () => void;

  constructor(
    private readonly whole: Deadline,
    ms: number,
  ) {
    super(ms, whole.observer, whole.budget);
    this.#stopWatching = whole.onEnd(() => {
      this.cancel();
    });
  }

  /** What was read in this part may be used in the rest. */
  override onDone(listener: () => void): void {
    this.whole.onDone(listener);
  }

  override end(): void {
    this.#stopWatching();
    super.end();
  }
}
