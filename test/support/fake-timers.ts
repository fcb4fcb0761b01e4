import type { Timers } from '../../src/clock.js';

interface Waiting {
  readonly at: number;
  readonly work: () => void;
}

/** Timers that wait until they are moved on. */
export class FakeTimers implements Timers {
  #now = 0;
  readonly #waiting = new Set<Waiting>();
  #added: (() => void)[] = [];

  after(ms: number, work: () => void): () => void {
    const waiting: Waiting = { at: this.#now + ms, work };
    this.#waiting.add(waiting);
    const added = this.#added;
    this.#added = [];
    for (const tell of added) tell();
    return () => {
      this.#waiting.delete(waiting);
    };
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Does all that is due within so many milliseconds, in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#waiting]
        .filter(({ at }) => at <= until)
        .sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      this.#now = due.at;
      this.#waiting.delete(due);
      due.work();
    }
    this.#now = until;
  }

  /** Resolves once so many wait. */
  async until(count: number): Promise<void> {
    while (this.#waiting.size < count)
      await new Promise<void>((resolve) => {
        this.#added.push(resolve);
      });
  }
}
