import type { RunningTime, Timed, TimeLimit } from './TimeLimit.js';

/** One of several attempts at the same call. */
export interface HedgedAttempt {
  /** Ends it: another one has answered. Its outcome is of no interest then. */
  giveUp(): void;
}

/** Told of the end of an attempt, once. Must not throw. */
export interface AttemptEnd<T> {
  ended(attempt: HedgedAttempt, outcome: T): void;
}

/** How a call is attempted. */
export interface Attempts<T> {
  /** Starts the first attempt, which may end before it is returned. */
  first(end: AttemptEnd<T>): HedgedAttempt;
  /** Starts another one; undefined where it may not be made. */
  second(end: AttemptEnd<T>): HedgedAttempt | undefined;
  /** Whether another attempt would end the same way. */
  isAnswer(outcome: T): boolean;
}

/**
 * Asks a second time beside an attempt that takes long, and tells what is answered first: one call that hangs among many
 * that don't costs little more than the patience, and one that is only slow is not cut short. An attempt that fails
 * while the other runs is not the end.
 */
export class Hedge<T> implements Timed, AttemptEnd<T> {
  #first: HedgedAttempt | undefined;
  #second: HedgedAttempt | undefined;
  #running = 1;
  #isOver = false;
  #waiting: RunningTime | undefined;

  /**
   * @param patience after which a second attempt is made
   * @param done told of the outcome, once
   */
  constructor(
    private readonly patience: TimeLimit,
    private readonly attempts: Attempts<T>,
    private readonly done: (outcome: T) => void,
  ) {}

  start(): void {
    this.#waiting = this.patience.start(this);
    this.#first = this.attempts.first(this);
  }

  onTimeUp(): void {
    this.#running += 1;
    this.#second = this.attempts.second(this);
    if (this.#second === undefined) this.#running -= 1;
  }

  ended(attempt: HedgedAttempt, outcome: T): void {
    if (this.#isOver) return;
    this.#running -= 1;
    if (this.#running > 0 && !this.attempts.isAnswer(outcome)) return;
    this.#isOver = true;
    if (this.#waiting !== undefined) this.patience.stop(this.#waiting);
    // One that has ended at once is none of the two yet.
    const other = attempt === this.#first ? this.#second : this.#first;
    this.done(outcome);
    other?.giveUp();
  }
}
