import { asError } from '../errors/as-error.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { isTimeout, type Deadline, type RunningDeadline } from '../http/deadline.js';

/** One who waits for a flight. A deadline is one; so is the connection of a caller. */
export interface Waiter {
  /**
   * Calls `listener` once when the waiter leaves, at once if it has left already.
   * @returns ends the subscription
   */
  onEnd(listener: () => void): () => void;
}

export interface FlightOptions {
  /** The work's own time. It ends when the work is done, and is cancelled when the last waiter has left. */
  readonly deadline: RunningDeadline;
  /** True for work that is wanted even if nobody waits, such as a refresh: then it is never abandoned. */
  readonly background?: boolean;
  /** Whether newcomers may be given what it has read so far; yes unless told otherwise. */
  readonly isFresh?: () => boolean;
  /** What to call it in the log. */
  readonly label?: string;
}

/**
 * One piece of work that several callers wait for. The first to come may leave: the work goes on for the others. When
 * the last one leaves, it is stopped, as nobody waiting means no upstream work.
 */
export class Flight<T> {
  readonly promise: Promise<T>;
  readonly deadline: RunningDeadline;
  readonly label: string | undefined;
  readonly #background: boolean;
  readonly #isFresh: (() => boolean) | undefined;
  /** Whoever comes later would get what little time is left, and starts a flight of its own. */
  readonly #joinUntil: number;
  #waiting = 0;
  #wasShared = false;
  #isAbandoned = false;
  #isSettled = false;

  constructor(
    work: (flight: Flight<T>) => Promise<T>,
    { deadline, background = false, isFresh, label }: FlightOptions,
    /** Where newcomers find it; without one, nobody joins. */
    private readonly registry?: SingleFlight<T>,
    private readonly key = '',
  ) {
    this.deadline = deadline;
    this.label = label;
    this.#isFresh = isFresh;
    this.#background = background;
    this.#joinUntil = performance.now() + deadline.remainingMs() / 2;
    // Before the work, which may ask at once whether it is current.
    registry?.enter(key, this);
    let promise: Promise<T>;
    try {
      promise = work(this);
    } catch (error) {
      promise = Promise.reject(asError(error));
    }
    this.promise = promise.then(
      (value) => {
        this.#settle();
        return value;
      },
      (error: unknown) => {
        this.#settle();
        throw error;
      },
    );
    // Every waiter gets the failure through its own wait; without waiters it is nobody's.
    if (background) this.promise.catch(() => undefined);
  }

  /** Whether a newcomer gets enough out of it. */
  get isJoinable(): boolean {
    if (this.#isAbandoned || performance.now() > this.#joinUntil) return false;
    return this.#isFresh === undefined || this.#isFresh();
  }

  /** False once it was forgotten, or another flight has taken its place: what it read may be old. */
  get isCurrent(): boolean {
    return this.registry === undefined || this.registry.holds(this.key, this);
  }

  /** True once more than one waited for it at a time. */
  get wasShared(): boolean {
    return this.#wasShared;
  }

  /**
   * Waits for the work until the waiter leaves.
   * @param left makes the error that the wait then ends with
   */
  join(waiter: Waiter, left: () => Error): Promise<T> {
    this.#waiting += 1;
    if (this.#waiting > 1) this.#wasShared = true;
    return new Promise<T>((resolve, reject) => {
      const stopWatching = waiter.onEnd(() => {
        this.#leave();
        reject(left());
      });
      this.promise.then(
        (value) => {
          stopWatching();
          resolve(value);
        },
        (error: unknown) => {
          stopWatching();
          reject(asError(error));
        },
      );
    });
  }

  #settle(): void {
    this.#isSettled = true;
    this.deadline.end();
    this.registry?.forget(this.key, this);
  }

  #leave(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0 || this.#background || this.#isSettled) return;
    this.#isAbandoned = true;
    this.registry?.forget(this.key, this);
    this.deadline.cancel();
  }
}

/**
 * Waits for work that somebody else has begun. That may run out of time while the waiter has some left, as it began
 * earlier: then the waiter goes over to another flight, once.
 * @param left makes the error that the wait ends with when the waiter's own time is up
 * @param another finds or starts the other flight
 */
export function joinOthers<T>(
  flight: Flight<T>,
  waiter: Deadline,
  left: () => Error,
  another: () => Flight<T>,
): Promise<T> {
  return flight.join(waiter, left).catch((error: unknown) => {
    if (waiter.isOver() || !hasRunOutOfTime(flight, error)) throw error;
    return another().join(waiter, left);
  });
}

function hasRunOutOfTime({ deadline }: Flight<unknown>, error: unknown): boolean {
  return isTimeout(deadline) || (error instanceof UpstreamError && error.code === 'UPSTREAM_TIMEOUT');
}

interface Slot<T> {
  flight: Flight<T> | undefined;
}

/**
 * Equal work in flight, done once, by key.
 *
 * The map holds slots which are emptied, not the flights: a map that fills up moves to a new table and leaves the old
 * one behind as it was, and once V8 counts such tables among what lives long, each would keep what was in flight until
 * everything is collected.
 */
export class SingleFlight<T> {
  readonly #slots = new Map<string, Slot<T>>();

  /** The flight under `key`, if there is one that a newcomer can join. */
  get(key: string): Flight<T> | undefined {
    const flight = this.#slots.get(key)?.flight;
    return flight?.isJoinable === true ? flight : undefined;
  }

  /** Starts work under `key`; newcomers join it instead of what was there. */
  start(key: string, work: (flight: Flight<T>) => Promise<T>, options: FlightOptions): Flight<T> {
    return new Flight(work, options, this, key);
  }

  /** Puts a flight in the place of what was there. */
  enter(key: string, flight: Flight<T>): void {
    const before = this.#slots.get(key);
    if (before !== undefined) before.flight = undefined;
    this.#slots.set(key, { flight });
  }

  holds(key: string, flight: Flight<T>): boolean {
    return this.#slots.get(key)?.flight === flight;
  }

  /** From now on nobody joins what is under `key`; told which flight, only if it is that. Its waiters stay. */
  forget(key: string, flight?: Flight<T>): void {
    const slot = this.#slots.get(key);
    if (slot === undefined || (flight !== undefined && slot.flight !== flight)) return;
    slot.flight = undefined;
    this.#slots.delete(key);
  }

  keys(): Iterable<string> {
    return this.#slots.keys();
  }
}
