/** A worker says so often within the limit that it is alive, and is looked at as often. */
export const BEATS = 5;
/** Looks for which the next one is not ended, where the one before is not replaced. */
export const HELD = 4 * BEATS;

/** Who says now and then that it is alive. */
export interface SignsOfLife {
  /** Whether it has said anything since the last time. */
  takeSign(): boolean;
  /** Somebody may hold it up, to look at it. */
  readonly isDebugged: boolean;
  /** Its end is wanted anyway. */
  readonly isLeaving: boolean;
}

/**
 * Finds workers whose event loop does not run. Looks without a sign are counted, not time: when the primary itself, or the
 * machine, has stood still, that is one look, after which all have their say.
 */
export class HangWatch {
  readonly #silent = new WeakMap<SignsOfLife, number>();
  #held = 0;

  /**
   * @param workers all that have ever listened
   * @param isWhole as many take requests as are to
   * @returns who hangs and is to be ended: of those that take requests one at a time, the next once that is replaced, so
   *   that a fault which they share does not end all of them at once
   */
  look<Worker extends SignsOfLife>(workers: readonly Worker[], isWhole: boolean): Worker | undefined {
    this.#held = isWhole ? 0 : Math.max(0, this.#held - 1);
    const hung = workers.filter((worker) => this.#hangs(worker));
    const leaving = hung.find(({ isLeaving }) => isLeaving);
    if (leaving !== undefined) return leaving;
    if (this.#held > 0) return undefined;
    const [first] = hung;
    if (first !== undefined) this.#held = HELD;
    return first;
  }

  #hangs(worker: SignsOfLife): boolean {
    const isAlive = worker.takeSign() || worker.isDebugged;
    const silent = isAlive ? 0 : (this.#silent.get(worker) ?? 0) + 1;
    this.#silent.set(worker, silent);
    return silent > BEATS;
  }
}
