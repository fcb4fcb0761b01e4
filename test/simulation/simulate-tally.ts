import type { PlayedSeed } from './players.ts';

/** What seeds have come to so far, and what they took. */
export class Tally {
  readonly #seeds: number;
  readonly #startedAt: number;
  #played = 0;
  #failed = 0;
  #operations = 0;
  #answered = 0;
  #processorMs = 0;
  #memoryBytes = 0;

  /** @param startedAt on the clock by which it is asked */
  constructor(seeds: number, startedAt: number) {
    this.#seeds = seeds;
    this.#startedAt = startedAt;
  }

  /** How many so far. */
  get played(): number {
    return this.#played;
  }

  add({ result, processorMs, memoryBytes }: PlayedSeed): void {
    this.#played += 1;
    if (result.violations.length > 0) this.#failed += 1;
    this.#operations += result.operations;
    this.#answered += result.answered;
    this.#processorMs += processorMs;
    this.#memoryBytes = Math.max(this.#memoryBytes, memoryBytes);
  }

  /** How far it is, how fast, and when it will be over. */
  progress(now: number): string {
    const perSecond = (this.#played * 1_000) / (now - this.#startedAt);
    const left = (this.#seeds - this.#played) / perSecond;
    return (
      `${String(this.#played)} of ${String(this.#seeds)} seeds, ${perSecond.toFixed(1)} a second, ` +
      `${left.toFixed(0)} s to go; ${String(this.#failed)} found something wrong`
    );
  }

  /** All of it, as lines. */
  summary(now: number): string {
    const seconds = (now - this.#startedAt) / 1_000;
    const perSeed = this.#processorMs / 1_000 / Math.max(1, this.#played);
    return (
      `${String(this.#played)} seeds in ${seconds.toFixed(1)} s: ${String(this.#operations)} operations, ` +
      `${String(this.#answered)} with data; ${String(this.#failed)} seeds found something wrong\n` +
      `${perSeed.toFixed(3)} s of processor time a seed; ` +
      `${(this.#memoryBytes / 1e6).toFixed(0)} MB of memory at most in a process\n`
    );
  }
}
