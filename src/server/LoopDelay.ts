const LOOK_EVERY_MS = 50;

/** How late the event loop is, in ms. */
export interface DelayReading {
  readonly ms: number;
}

/**
 * How late a timer comes: about as long as whatever comes in waits before anybody looks at it. One long piece of work is no
 * overload, so the lesser of the last two readings counts; a single one without delay ends it.
 */
export class LoopDelay implements DelayReading {
  #lookedAt: number;
  #latest = 0;
  #before = 0;
  readonly #timer: NodeJS.Timeout;

  /** @param now monotonic, in ms */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.#lookedAt = now();
    this.#timer = setInterval(() => {
      this.look();
    }, LOOK_EVERY_MS).unref();
  }

  get ms(): number {
    return Math.min(this.#latest, this.#before);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Takes a reading; the timer does so by itself. */
  look(): void {
    const now = this.now();
    this.#before = this.#latest;
    this.#latest = Math.max(0, now - this.#lookedAt - LOOK_EVERY_MS);
    this.#lookedAt = now;
  }
}
