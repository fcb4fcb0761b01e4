import type { RunningTime, Timed, TimeLimit } from './TimeLimit.js';

/** One of several attempts at the same call. */
export interface Attempt<T> {
  readonly outcome: Promise<T>;
  /** Ends it: another one has answered. Its outcome is of no interest then. */
  giveUp(): void;
}

export interface HedgeParts<T> {
  /** After which a second attempt is made. */
  readonly patience: TimeLimit;
  /** Starts an attempt; undefined where a further one may not be made. */
  readonly attempt: (isFirst: boolean) => Attempt<T> | undefined;
  /** Whether another attempt would end the same way. */
  readonly isAnswer: (outcome: T) => boolean;
}

/**
 * Asks a second time beside an attempt that takes long, and gives what is answered first: one call that hangs among many
 * that don't costs little more than the patience, and one that is only slow is not cut short. An attempt that fails
 * while the other runs is not the end.
 * @param parts of which `attempt` must start the first one
 */
export function hedged<T>(parts: HedgeParts<T>): Promise<T> {
  return new Promise((resolve) => {
    new Hedge(parts, resolve).start();
  });
}

class Hedge<T> implements Timed {
  readonly #attempts: Attempt<T>[] = [];
  #running = 0;
  #waiting: RunningTime | undefined;

  constructor(
    private readonly parts: HedgeParts<T>,
    private readonly resolve: (outcome: T) => void,
  ) {}

  start(): void {
    this.#waiting = this.parts.patience.start(this);
    this.#begin(true);
  }

  onTimeUp(): void {
    this.#begin(false);
  }

  #begin(isFirst: boolean): void {
    const attempt = this.parts.attempt(isFirst);
    if (attempt === undefined) return;
    this.#attempts.push(attempt);
    this.#running += 1;
    void attempt.outcome.then((outcome) => {
      this.#running -= 1;
      if (this.#running > 0 && !this.parts.isAnswer(outcome)) return;
      if (this.#waiting !== undefined) this.parts.patience.stop(this.#waiting);
      this.resolve(outcome);
      for (const other of this.#attempts) if (other !== attempt) other.giveUp();
    });
  }
}
