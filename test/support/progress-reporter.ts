import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';

/** How long a run took. */
interface Run {
  readonly files: number;
  readonly seconds: number;
}

/** A whole run on two quiet cores, which did this many rounds of `roundsIn` in 100 ms. */
const REFERENCE = { files: 140, seconds: 180, cores: 2, rounds: 2_300 };

export interface ProgressOptions {
  /** Where the last run is kept. */
  readonly file: string;
  /** Pause between two lines of progress. */
  readonly everyMs: number;
  /** Runs of fewer files are over before anyone asks. */
  readonly leastFiles: number;
}

/**
 * Says at the start how long the tests will take here, and on the way how far they are. Plain lines beside those of the
 * default reporter, which shows what failed.
 */
export class ProgressReporter implements Reporter {
  readonly #options: ProgressOptions;
  #vitest: Vitest | undefined;
  #files = 0;
  #done = 0;
  #failed = 0;
  #startedAt = 0;
  #saidAt = 0;

  constructor(options: Partial<ProgressOptions> = {}) {
    this.#options = { file: 'dist/last-test-run.json', everyMs: 15_000, leastFiles: 20, ...options };
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#done = 0;
    this.#failed = 0;
    if (!this.#isLong()) return;
    const last = lastRun(this.#options.file);
    const seconds = last === undefined ? firstGuess(this.#files) : (last.seconds / last.files) * this.#files;
    const why = last === undefined ? 'guessed from the speed of this machine just now' : 'as last time';
    this.#say(`${String(this.#files)} test files will take about ${duration(seconds)} here (${why}).`);
    this.#startedAt = performance.now();
    this.#saidAt = this.#startedAt;
  }

  onTestModuleEnd(module: TestModule): void {
    this.#done += 1;
    if (module.state() === 'failed') this.#failed += 1;
    const now = performance.now();
    const isLast = this.#done === this.#files;
    if (!this.#isLong() || (!isLast && now - this.#saidAt < this.#options.everyMs)) return;
    this.#saidAt = now;
    const seconds = (now - this.#startedAt) / 1_000;
    const left = (seconds / this.#done) * (this.#files - this.#done);
    const toGo = isLast ? '' : `, about ${duration(left)} to go`;
    const failed = this.#failed === 0 ? '' : `, ${String(this.#failed)} failed`;
    this.#say(`[${String(this.#done)}/${String(this.#files)}] after ${duration(seconds)}${toGo}${failed}`);
  }

  onTestRunEnd(): void {
    // A run that was cut short tells nothing of a whole one.
    if (!this.#isLong() || this.#done < this.#files) return;
    const run: Run = { files: this.#files, seconds: (performance.now() - this.#startedAt) / 1_000 };
    mkdirSync(dirname(this.#options.file), { recursive: true });
    writeFileSync(this.#options.file, JSON.stringify(run));
  }

  #isLong(): boolean {
    return this.#files >= this.#options.leastFiles;
  }

  #say(line: string): void {
    this.#vitest?.logger.log(line);
  }
}

function lastRun(file: string): Run | undefined {
  try {
    const { files, seconds }: Partial<Run> = JSON.parse(readFileSync(file, 'utf8'));
    return typeof files === 'number' && typeof seconds === 'number' && files > 0
      ? { files, seconds }
      : undefined;
  } catch {
    return undefined;
  }
}

/** From what this machine can do at this moment, beside all else that runs on it. */
function firstGuess(files: number): number {
  const slowness = REFERENCE.rounds / roundsIn(100);
  const cores = Math.min(availableParallelism(), 8);
  return ((REFERENCE.seconds * files) / REFERENCE.files) * slowness * (REFERENCE.cores / cores);
}

function roundsIn(milliseconds: number): number {
  const block = Buffer.alloc(65_536);
  const until = performance.now() + milliseconds;
  let rounds = 1;
  while (performance.now() < until) {
    createHash('sha256').update(block).digest();
    rounds += 1;
  }
  return rounds;
}

/** `45 s` or `3 min 20 s`; in steps of ten seconds above a minute, as nobody knows better. */
function duration(seconds: number): string {
  if (seconds < 59.5) return `${String(Math.round(seconds))} s`;
  const tens = Math.round(seconds / 10);
  const rest = (tens % 6) * 10;
  return `${String(Math.floor(tens / 6))} min${rest === 0 ? '' : ` ${String(rest)} s`}`;
}
