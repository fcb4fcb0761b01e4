import { setTimeout as wait } from 'node:timers/promises';
import type { RedisServer } from '../support/redis.ts';
import { at } from './graph.ts';
import type { Span } from './history.ts';
import type { Running } from './processes.ts';

/** Told what goes on, for who waits. */
export type Progress = (step: string) => void;

export const WORKERS = 3;
const PAUSE_MS = 5_000;
/** A server that is back is noticed within this. */
const NOTICED_MS = 600;
/** Longer than workers may take to be replaced. */
const REPLACED_MS = 120_000;
const LOOK_MS = 100;

/** What happens to the server and to Redis, each once, at parts of the time. */
export class Upheavals {
  /** When a worker was killed. */
  killedAt: number | undefined;
  /** When Redis was away. */
  readonly apart: Span[] = [];
  readonly #server: Running;
  readonly #redis: RedisServer;
  readonly #progress: Progress;

  constructor(server: Running, redis: RedisServer, progress: Progress) {
    this.#server = server;
    this.#redis = redis;
    this.#progress = progress;
  }

  /** Gives what went wrong with it. */
  async run(seconds: number): Promise<readonly string[]> {
    const startedAt = performance.now();
    const until = async (part: number): Promise<void> => {
      await wait(Math.max(0, startedAt + part * seconds * 1_000 - performance.now()));
    };
    await until(0.28);
    await this.#pauseRedis(Math.min(PAUSE_MS, seconds * 80));
    await until(0.4);
    this.#killWorker();
    await until(0.5);
    const replaced = await this.#replaceWorkers();
    await until(0.85);
    await this.#restartRedis();
    return replaced ? [] : ['workers were not replaced in time'];
  }

  async #pauseRedis(ms: number): Promise<void> {
    this.#progress('  Redis hangs');
    await this.#apart(async () => {
      this.#redis.pause();
      await wait(ms);
      this.#redis.resume();
    });
  }

  async #restartRedis(): Promise<void> {
    this.#progress('  Redis restarts, with nothing in it');
    await this.#apart(() => this.#redis.restart());
  }

  async #apart(work: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    await work();
    this.apart.push({ startedAt, endedAt: performance.now() + NOTICED_MS });
  }

  #killWorker(): void {
    const [worker] = this.#server.workers();
    if (worker === undefined) throw new Error('there is no worker');
    this.#progress('  a worker is killed');
    this.killedAt = performance.now();
    process.kill(worker, 'SIGKILL');
  }

  /** How many workers take requests, as the probe says. */
  async #ready(): Promise<number> {
    const response = await fetch(`${this.#server.probes ?? ''}/readyz`);
    return Number(at(await response.json(), 'workersReady'));
  }

  async #replaceWorkers(): Promise<boolean> {
    const until = performance.now() + REPLACED_MS;
    // The one that was killed is started again first.
    while ((await this.#ready()) < WORKERS && performance.now() < until) await wait(LOOK_MS);
    const before = this.#server.workers();
    this.#progress('  SIGHUP: all workers are replaced');
    this.#server.tell('SIGHUP');
    while (performance.now() < until) {
      const now = this.#server.workers();
      if (now.length === WORKERS && !now.some((pid) => before.includes(pid))) {
        this.#progress('  all workers are new');
        return true;
      }
      await wait(LOOK_MS);
    }
    return false;
  }
}
