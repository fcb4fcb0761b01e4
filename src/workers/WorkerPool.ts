import type { Logger } from 'pino';
import { asError } from '../errors/as-error.js';
import { CrashPolicy } from './CrashPolicy.js';
import { BEATS, HangWatch } from './HangWatch.js';
import { LateChanges } from './LateChanges.js';
import type { Begin, SandboxTime, Told, ToWorker } from './messages.js';
import { OpenDoubts } from './OpenDoubts.js';
import { newlyRefused } from './refused-keys.js';
import { StartFault, WorkerProcess, type ServedAddress } from './WorkerProcess.js';

export interface WorkerPoolParts {
  /** How many are to run. */
  readonly count: number;
  /** The sandbox of the primary, in sandbox mode. */
  readonly sandbox: { readonly url: string; time(): SandboxTime } | undefined;
  /** The longest that a worker may take to stop. */
  readonly stopLimitMs: number;
  /** The longest that a change may take. */
  readonly changeLimitMs: number;
  /** A worker that says nothing for so long hangs, and is replaced; 0 = none is. */
  readonly hangLimitMs: number;
  readonly log: Logger;
}

/** Requests that were lost with a worker have no line here, so it is whoever sent them that knows which they were. */
const HANGS =
  'a worker hangs, and is killed: look for requests without an answer in the log of whoever sent them; docs/operations.md, Workers that hang';

const REFUSED =
  'the keys of a new worker are refused: it is stopped, and the old ones stay. Mend the secrets, and send SIGHUP again';

/**
 * The workers of a primary. Each serves all subgraphs, on the same ports, and knows nothing of the others but what they have
 * changed. One that crashes is started again; all are replaced one by one when asked for.
 */
export class WorkerPool {
  /** Those that requests are for, by number less one. */
  readonly #seats: (WorkerProcess | undefined)[];
  /** When the youngest was started that has had a seat: older ones may hold settings that have been replaced. */
  readonly #youngest = new Map<number, number>();
  /** All that run, also those that are starting or on their way out. */
  readonly #running = new Set<WorkerProcess>();
  readonly #doubts = new OpenDoubts();
  readonly #crashes: CrashPolicy;
  readonly #restarts = new Set<NodeJS.Timeout>();
  readonly #hangs = new HangWatch();
  readonly #late: LateChanges;
  #looking: NodeJS.Timeout | undefined;
  #rolling: Promise<void> | undefined;
  #rollsAgain = false;
  #isStopping = false;
  #giveUp: () => void = () => undefined;
  /** Resolves when the workers crash again and again. */
  readonly givenUp = new Promise<void>((resolve) => {
    this.#giveUp = resolve;
  });

  constructor(private readonly parts: WorkerPoolParts) {
    this.#seats = Array.from({ length: parts.count }, () => undefined);
    this.#crashes = new CrashPolicy(parts.count);
    this.#late = new LateChanges(parts.changeLimitMs, () => {
      this.#tellAll({ type: 'missed' });
    });
  }

  /** Starts them all; resolves with what they serve once all listen. @throws StartFault of the first that can't */
  async start(): Promise<readonly ServedAddress[]> {
    const all = this.#seats.map((_, index) => this.#start(index + 1));
    const [served = []] = await Promise.all(all.map(({ ready }) => ready));
    for (const worker of all) this.#seat(worker);
    if (this.#beatMs > 0)
      this.#looking = setInterval(() => {
        this.#endWhoHangs();
      }, this.#beatMs);
    return served;
  }

  /** Those that take requests. */
  get ready(): readonly WorkerProcess[] {
    return this.#seats.filter((worker) => worker !== undefined).filter(({ isReady }) => isReady);
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The clock of the sandbox was set. */
  tellTime(time: SandboxTime): void {
    this.#tellAll({ type: 'time', time });
  }

  /** Replaces them one by one, each once its successor listens. Asked for meanwhile, all are replaced once more. */
  roll(): Promise<void> {
    this.#rollsAgain = true;
    this.#rolling ??= this.#rollAll().finally(() => {
      this.#rolling = undefined;
    });
    return this.#rolling;
  }

  /** Stops them all; resolves once they are gone. */
  async stop(drain: boolean): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#looking);
    this.#late.end();
    for (const restart of this.#restarts) clearTimeout(restart);
    for (const worker of this.#running) worker.isLeaving = true;
    this.#tellAll({ type: 'stop', drain });
    const late = setTimeout(() => {
      const workers = [...this.#running].map(({ number }) => number).join(',');
      this.parts.log.warn(
        { workers, ms: this.parts.stopLimitMs },
        'workers did not stop in time, and are killed',
      );
      this.kill();
    }, this.parts.stopLimitMs);
    await Promise.all([...this.#running].map(({ gone }) => gone));
    clearTimeout(late);
  }

  /** Ends them all at once. */
  kill(): void {
    for (const worker of this.#running) worker.kill();
  }

  #start(number: number): WorkerProcess {
    const worker: WorkerProcess = new WorkerProcess(number, {
      begin: () => this.#begin(number),
      told: (told) => {
        this.#told(told, worker);
      },
      hinted: (hinted) => {
        this.#tellAll({ type: 'hinted', hinted }, worker);
      },
    });
    this.#running.add(worker);
    void worker.gone.then(() => {
      this.#running.delete(worker);
    });
    return worker;
  }

  #begin(worker: number): Begin {
    const { sandbox } = this.parts;
    return {
      type: 'begin',
      worker,
      ...(sandbox !== undefined && { sandbox: { url: sandbox.url, time: sandbox.time() } }),
      doubts: this.#doubts.all(),
      beatMs: this.#beatMs,
    };
  }

  get #beatMs(): number {
    return Math.ceil(this.parts.hangLimitMs / BEATS);
  }

  /** What it had in hand is lost. It is missed, and so started again, as one that has crashed. */
  #endWhoHangs(): void {
    const isWhole = this.ready.length === this.parts.count;
    const hung = this.#hangs.look(
      [...this.#running].filter(({ hasListened }) => hasListened),
      isWhole,
    );
    if (hung === undefined) return;
    const { hangLimitMs: ms, log } = this.parts;
    log.error({ worker: hung.number, workerPid: hung.pid, ms }, HANGS);
    hung.kill();
  }

  /** What one has changed, all others hear, also those that are starting or on their way out. */
  #told(told: Told, by: WorkerProcess): void {
    this.#doubts.add(told);
    this.#tellAll({ type: 'told', told }, by);
  }

  #tellAll(message: ToWorker, but?: WorkerProcess): void {
    for (const worker of this.#running) if (worker !== but) worker.send(message);
  }

  /** From now on it is one of those that requests are for, and is missed. */
  #seat(worker: WorkerProcess): void {
    this.#seats[worker.number - 1] = worker;
    this.#youngest.set(worker.number, worker.startedAt);
    this.#watch(worker);
  }

  #watch(worker: WorkerProcess): void {
    void worker.gone.then((how) => {
      this.#ended(worker, how);
    });
  }

  #ended(worker: WorkerProcess, how: string): void {
    const { number, pid } = worker;
    if (this.#seats[number - 1] === worker) this.#seats[number - 1] = undefined;
    if (this.#isStopping || (worker.isLeaving && how === 'code 0')) return;
    this.parts.log.error({ worker: number, workerPid: pid, how }, 'a worker has ended unexpectedly');
    // What it has changed last, it may not have told.
    this.#late.crashed();
    if (!worker.isLeaving) this.#startAgain(number, worker.upMs);
  }

  #startAgain(number: number, upMs: number): void {
    if (this.#isStopping) return;
    const pauseMs = this.#crashes.crashed(upMs, Math.max(0, ...this.ready.map((worker) => worker.upMs)));
    if (pauseMs === undefined) {
      this.#giveUp();
      return;
    }
    const restart = setTimeout(() => {
      this.#restarts.delete(restart);
      // A rolling restart may have filled the place.
      if (this.#seats[number - 1] !== undefined) return;
      const worker = this.#start(number);
      worker.ready.then(
        () => {
          if (this.#takeSeat(worker))
            this.parts.log.info({ worker: number, workerPid: worker.pid }, 'a worker was started again');
        },
        (error: unknown) => {
          if (this.#isStopping) return;
          this.parts.log.error(
            { worker: number, why: asError(error).message },
            'a worker could not be started',
          );
          this.#startAgain(number, 0);
        },
      );
    }, pauseMs);
    this.#restarts.add(restart);
  }

  /**
   * Seats it; who has sat there goes. One that a crash has called and that is ready later than a younger one, as a rolling
   * restart has overtaken it, gives way.
   * @returns whether it is seated
   */
  #takeSeat(worker: WorkerProcess): boolean {
    if (worker.startedAt < (this.#youngest.get(worker.number) ?? 0)) {
      this.#watch(worker);
      retire(worker);
      return false;
    }
    const before = this.#seats[worker.number - 1];
    this.#seat(worker);
    if (before !== undefined) retire(before);
    return true;
  }

  async #rollAll(): Promise<void> {
    // Also behind one that can't be: what kept it from that may be mended by now.
    while (this.#rollsAgain) {
      this.#rollsAgain = false;
      await this.#rollOnce();
    }
  }

  async #rollOnce(): Promise<void> {
    const { log, count } = this.parts;
    for (let number = 1; number <= count; number += 1) if (!(await this.#replace(number))) return;
    log.info({ workers: count }, 'all workers were replaced');
  }

  /** Replaces one; false where that can't be. */
  async #replace(number: number): Promise<boolean> {
    if (this.#isStopping) return false;
    const worker = this.#start(number);
    try {
      const served = await worker.ready;
      if (await this.#isGood(worker, served)) this.#takeSeat(worker);
      else return false;
    } catch (error) {
      if (!worker.isLeaving)
        this.parts.log.error(
          { worker: number, why: asError(error).message },
          'a new worker can’t start: no more are replaced',
        );
      return false;
    }
    return true;
  }

  /** Whether a new worker may replace an old one: not where its keys are refused, and only those. */
  async #isGood(worker: WorkerProcess, served: readonly ServedAddress[]): Promise<boolean> {
    const subgraphs = served.map(({ name }) => name);
    const fault = await newlyRefused(worker, subgraphs, this.ready);
    if (this.#isStopping) return false;
    if (fault !== undefined) {
      this.parts.log.error({ worker: worker.number, ...fault }, REFUSED);
      this.#watch(worker);
      retire(worker);
      return false;
    }
    // It may have ended meanwhile.
    if (!worker.isReady)
      throw new StartFault(`A worker ended with ${await worker.gone} as soon as it listened.`);
    return true;
  }
}

function retire(worker: WorkerProcess): void {
  worker.isLeaving = true;
  worker.send({ type: 'retire' });
}
