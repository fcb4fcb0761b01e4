/** What the clock looks like from outside. */
export interface ClockView {
  readonly now: string;
  readonly frozen: boolean;
}

/** The sandbox's own time, by which tokens expire and days end. It is real time until told otherwise. */
export class Clock {
  #offsetMs = 0;
  #frozenAtMs: number | undefined;

  /** True as long as nobody has set it. */
  get isReal(): boolean {
    return this.#frozenAtMs === undefined && this.#offsetMs === 0;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#frozenAtMs ?? Date.now() + this.#offsetMs;
  }

  /** Whole seconds since 1970, as tokens count. */
  nowSeconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Jumps to a moment, and stands still there or goes on. */
  set(nowMs: number, frozen: boolean): void {
    this.#offsetMs = nowMs - Date.now();
    this.#frozenAtMs = frozen ? nowMs : undefined;
  }

  /** Back to real time. */
  useReal(): void {
    this.#offsetMs = 0;
    this.#frozenAtMs = undefined;
  }

  view(): ClockView {
    return { now: new Date(this.now()).toISOString(), frozen: this.#frozenAtMs !== undefined };
  }
}
