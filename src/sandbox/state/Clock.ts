/** What the clock looks like from outside. */
export interface ClockView {
  readonly now: string;
  readonly frozen: boolean;
}

/** How the clock stands to that of the machine. */
export interface ClockSetting {
  readonly offsetMs: number;
  /** Left out while it goes. */
  readonly frozenAtMs?: number | undefined;
}

/** The sandbox's own time, by which tokens expire and days end. It is real time until told otherwise. */
export class Clock {
  #offsetMs = 0;
  #frozenAtMs: number | undefined;
  #told: () => void = () => undefined;

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
    this.#told();
  }

  /** Back to real time. */
  useReal(): void {
    this.#offsetMs = 0;
    this.#frozenAtMs = undefined;
    this.#told();
  }

  /** What makes another clock go like this one. */
  get setting(): ClockSetting {
    return { offsetMs: this.#offsetMs, frozenAtMs: this.#frozenAtMs };
  }

  /** Calls it whenever the clock was set. There can be one who wants to know. */
  onSet(listener: () => void): void {
    this.#told = listener;
  }

  view(): ClockView {
    return { now: new Date(this.now()).toISOString(), frozen: this.#frozenAtMs !== undefined };
  }
}
