/** Who has answered for so long has not died of its start. */
const LONG_LIFE_MS = 10_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
/** Besides one for each worker, as something may end all of them once. */
const CRASHES_IN_A_ROW = 5;

/** When a worker that has crashed is started again, and when that has no more sense. */
export class CrashPolicy {
  #inARow = 0;

  constructor(private readonly workers: number) {}

  /**
   * A worker has crashed.
   * @param upMs for how long it had been ready
   * @param othersUpMs for how long another has been, the longest of them: while one serves well, there is sense in it, as a
   *   file may be mended that new ones can't start with
   * @returns the pause before it is started again, in ms; undefined = they crash again and again
   */
  crashed(upMs: number, othersUpMs = 0): number | undefined {
    this.#inARow = upMs >= LONG_LIFE_MS ? 1 : this.#inARow + 1;
    if (this.#inARow > CRASHES_IN_A_ROW + this.workers)
      return othersUpMs >= LONG_LIFE_MS ? LONGEST_PAUSE_MS : undefined;
    return this.#inARow === 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (this.#inARow - 2), LONGEST_PAUSE_MS);
  }
}
