import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { pino, type Logger } from 'pino';
import type * as createServerModule from '../../../src/server/create-server.js';
import type * as openDoubtsModule from '../../../src/workers/OpenDoubts.js';
import type * as workerChangesModule from '../../../src/workers/WorkerChanges.js';
import type * as workerHintsModule from '../../../src/workers/WorkerHints.js';
import type { Config } from '../../../src/config.js';
import { network } from '../virtual/process.ts';
import { dist } from './built.ts';

const { createServer }: typeof createServerModule = await import(
  new URL('server/create-server.js', dist).href
);
const { OpenDoubts }: typeof openDoubtsModule = await import(new URL('workers/OpenDoubts.js', dist).href);
const { WorkerChanges }: typeof workerChangesModule = await import(
  new URL('workers/WorkerChanges.js', dist).href
);

const { WorkerHints }: typeof workerHintsModule = await import(new URL('workers/WorkerHints.js', dist).href);

export interface WorkersParts {
  readonly count: number;
  /** They are workers of one primary, and hear from it what others have changed. */
  readonly areOfOnePrimary: boolean;
  /** The settings of the one that reaches others by this address of its own. */
  readonly configOf: (host: string) => Config;
}

interface Worker {
  /** By which it reaches the sandbox and Redis: what is open to it is the worker's. */
  readonly host: string;
  readonly changes: workerChangesModule.WorkerChanges | undefined;
  readonly hints: workerHintsModule.WorkerHints | undefined;
  readonly server: createServerModule.Server;
  isKilled: boolean;
}

/** What a message from one process to another takes. */
const MESSAGE_MS = 1;
/** Whoever has been led to a process by then gets there. */
const ON_THE_WAY_MS = 1_000;
/** In a world where work takes no time, nothing is late. */
const loopDelay = { ms: 0 };

/** The processes that serve, each with all that it has; what is a process here is what is told apart by the network. */
export class Workers {
  /** Lines of their logs that speak of their own faults. */
  readonly faultLines: string[] = [];
  readonly #parts: WorkersParts;
  readonly #doubts = new OpenDoubts();
  readonly #ending: Promise<void>[] = [];
  /** Those that are asked, and those that are on their way out. */
  #running: readonly Worker[] = [];
  #leaving: readonly Worker[] = [];
  #started = 0;

  constructor(parts: WorkersParts) {
    this.#parts = parts;
  }

  /** Where each of them is asked. */
  get urls(): readonly string[] {
    return this.#seated.map(({ server }) => server.url);
  }

  get #seated(): readonly Worker[] {
    return this.#running.filter((each) => !this.#leaving.includes(each));
  }

  get isSingle(): boolean {
    return this.#parts.count === 1;
  }

  async start(): Promise<void> {
    for (let left = this.#parts.count; left > 0; left -= 1) await this.#startOne();
  }

  /** Ends one with all that it has in hand, as a crash does, and starts another in its place. */
  async kill(index: number): Promise<void> {
    const killed = this.#seated[index];
    if (killed === undefined) throw new RangeError('there is no such process');
    this.#running = this.#running.filter((each) => each !== killed);
    killed.isKilled = true;
    network.kill(killed.host, Number(new URL(killed.server.url).port));
    // What is left of it in this process goes on for nobody.
    this.#ending.push(killed.server.stop({ drain: false }));
    setTimeout(() => {
      for (const { changes } of this.#running) changes?.missed();
    }, MESSAGE_MS);
    await this.#startOne();
  }

  /** Replaces them one by one, each once its successor listens: what it has in hand it answers. */
  async roll(): Promise<void> {
    for (const replaced of this.#seated) {
      await this.#startOne();
      this.#leaving = [...this.#leaving, replaced];
      this.#ending.push(this.#retire(replaced));
    }
  }

  /** For a while one of them reaches nobody. */
  async whileCutOff(index: number, work: () => Promise<void>): Promise<void> {
    const host = this.#seated[index]?.host;
    if (host === undefined) throw new RangeError('there is no such process');
    network.cutOff(host);
    await work();
    network.reconnect(host);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.map(({ server }) => server.stop()), ...this.#ending]);
  }

  async #retire(worker: Worker): Promise<void> {
    // A port of its own it has here only: those of one primary listen to the same one, which goes on.
    await wait(ON_THE_WAY_MS);
    await worker.server.retire();
    this.#running = this.#running.filter((each) => each !== worker);
  }

  async #startOne(): Promise<void> {
    this.#started += 1;
    const host = `127.0.0.${String(this.#started + 1)}`;
    const worker: { isKilled: boolean } = { isKilled: false };
    const log = this.#log(worker);
    const config = this.#parts.configOf(host);
    if (!this.#parts.areOfOnePrimary) {
      const server = await createServer(config, { log, loopDelay });
      this.#running = [
        ...this.#running,
        Object.assign(worker, { host, server, changes: undefined, hints: undefined }),
      ];
      return;
    }
    const changes: workerChangesModule.WorkerChanges = new WorkerChanges(this.#doubts.all(), (told) => {
      if (worker.isKilled) return;
      setTimeout(() => {
        this.#doubts.add(told);
        for (const other of this.#running) if (other.changes !== changes) other.changes?.heard(told);
      }, MESSAGE_MS);
    });
    const hints: workerHintsModule.WorkerHints = new WorkerHints((hinted) => {
      if (worker.isKilled) return;
      setTimeout(() => {
        for (const other of this.#running) if (other.hints !== hints) other.hints?.heard(hinted);
      }, MESSAGE_MS);
    });
    const others = (subgraph: string) => ({ changes: changes.of(subgraph), hints: hints.of(subgraph) });
    const server = await createServer(config, { log, loopDelay, others });
    this.#running = [...this.#running, Object.assign(worker, { host, server, changes, hints })];
  }

  /** Keeps errors of the server itself. */
  #log(worker: { readonly isKilled: boolean }): Logger {
    const lines = this.faultLines;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (!worker.isKilled) lines.push(chunk.toString().trim());
        done();
      },
    });
    return pino({ level: 'error' }, sink);
  }
}
