import cluster, { type Worker } from 'node:cluster';
import type { MetricJson } from '../metrics/metric-json.js';
import {
  readFromWorker,
  type Begin,
  type Hinted,
  type Told,
  type ToWorker,
  type WorkerProbeAnswer,
} from './messages.js';
import type { SignsOfLife } from './HangWatch.js';
import { Questions } from './Questions.js';

/** A worker that does not listen by then is given up. */
const START_LIMIT_MS = 60_000;

/** A subgraph that a worker serves, and where. */
export interface ServedAddress {
  readonly name: string;
  readonly url: string;
}

/** What is told of a worker. */
export interface WorkerListener {
  /** It runs, and waits for this. */
  begin(): Begin;
  told(told: Told): void;
  hinted(hinted: Hinted): void;
}

/** Why a worker did not start, in words for people. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}

/** A worker, as the primary knows it. */
export class WorkerProcess implements SignsOfLife {
  /** Resolves once it listens. @throws StartFault */
  readonly ready: Promise<readonly ServedAddress[]>;
  /** Resolves with how it ended. */
  readonly gone: Promise<string>;
  /** By the clock that only goes forward. */
  readonly startedAt = performance.now();
  /** Its end is wanted. */
  isLeaving = false;
  #readySince: number | undefined;
  #isGone = false;
  #isKilled = false;
  #hasSpoken = false;
  /** Somebody may hold it up, to look at it. */
  isDebugged = false;
  readonly #looks = new Questions<WorkerProbeAnswer>();
  readonly #measures = new Questions<readonly MetricJson[]>();
  readonly #worker: Worker;

  constructor(
    readonly number: number,
    listener: WorkerListener,
  ) {
    const worker = cluster.fork();
    this.#worker = worker;
    // What can't be said to who is just going is of no interest any more.
    worker.on('error', () => undefined);
    this.gone = new Promise((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.#isGone = true;
        this.#looks.end();
        this.#measures.end();
        resolve(signal ?? `code ${String(code)}`);
      });
    });
    this.ready = new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.kill();
      }, START_LIMIT_MS);
      let fault: string | undefined;
      void this.gone.then((how) => {
        clearTimeout(limit);
        reject(new StartFault(fault ?? `A worker ended with ${how} before it listened.`));
      });
      worker.on('message', (raw: unknown) => {
        const message = readFromWorker(raw);
        this.#hasSpoken = true;
        switch (message?.type) {
          case 'hello':
            this.send(listener.begin());
            break;
          case 'ready':
            clearTimeout(limit);
            this.#readySince = performance.now();
            resolve(message.subgraphs);
            break;
          case 'failed':
            fault = message.text;
            break;
          case 'told':
            listener.told(message.told);
            break;
          case 'hinted':
            listener.hinted(message.hinted);
            break;
          case 'alive':
            this.isDebugged = message.isDebugged;
            break;
          case 'looked':
            this.#looks.answer(message.id, message.answer);
            break;
          case 'measured':
            this.#measures.answer(message.id, message.metrics);
            break;
          case undefined:
        }
      });
    });
    // Who starts it looks at it; who does not is told by its end.
    this.ready.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#worker.process.pid;
  }

  /** It takes requests, as far as is known. */
  get isReady(): boolean {
    return this.#readySince !== undefined && !this.isLeaving && !this.#isKilled && !this.#isGone;
  }

  /** It has begun to run, and may hang from then on. */
  get hasListened(): boolean {
    return this.#readySince !== undefined;
  }

  takeSign(): boolean {
    const hasSpoken = this.#hasSpoken;
    this.#hasSpoken = false;
    return hasSpoken;
  }

  /** For how long it has been ready. */
  get upMs(): number {
    return this.#readySince === undefined ? 0 : performance.now() - this.#readySince;
  }

  send(message: ToWorker): void {
    if (this.#worker.isConnected()) this.#worker.send(message);
  }

  /** What a probe is to be told of it; undefined where it does not say so in time. */
  look(name: string | undefined): Promise<WorkerProbeAnswer | undefined> {
    return this.#ask(this.#looks, (id) => ({ type: 'look', id, ...(name !== undefined && { name }) }));
  }

  /** Its metrics; undefined where it does not tell them in time. */
  measure(): Promise<readonly MetricJson[] | undefined> {
    return this.#ask(this.#measures, (id) => ({ type: 'measure', id }));
  }

  #ask<Answer>(questions: Questions<Answer>, message: (id: number) => ToWorker): Promise<Answer | undefined> {
    if (this.#isGone) return Promise.resolve(undefined);
    return questions.ask((id) => {
      this.send(message(id));
    });
  }

  kill(): void {
    this.#isKilled = true;
    if (!this.#isGone) this.#worker.process.kill('SIGKILL');
  }
}
