import type { MeasuredProcess } from '../metrics/prometheus-text.js';
import type { Probed, ProbeAnswer } from '../server/probes.js';
import type { WorkerPool } from './WorkerPool.js';

/** What the probes of a primary are told: what its workers say, as long as one of them says anything. */
export class PoolProbes implements Probed {
  constructor(
    private readonly pool: WorkerPool,
    readonly names: readonly string[],
  ) {}

  /** Workers that are gone are started again, or the process ends: only that none moves is nobody else's business. */
  async live(): Promise<ProbeAnswer> {
    const answers = await this.#ask(undefined);
    return answers.length === 0 || answers.some((answer) => answer !== undefined)
      ? { status: 200, body: { status: 'ok' } }
      : { status: 503, body: { status: 'no worker answers' } };
  }

  async ready(name: string | undefined): Promise<ProbeAnswer> {
    const asked = this.pool.isStopping ? [] : await this.#ask(name);
    const answers = asked.filter((answer) => answer !== undefined);
    if (this.pool.isStopping) return { status: 503, body: { status: 'stopping' } };
    const [first] = answers;
    if (first === undefined) return { status: 503, body: { status: 'no worker answers' } };
    const ready = answers.filter(({ status }) => status === 200);
    const [best = first] = ready;
    return { status: best.status, body: { ...best.body, workersReady: ready.length } };
  }

  async measure(): Promise<readonly MeasuredProcess[]> {
    const measured = await Promise.all(
      this.pool.ready.map(async (worker) => ({ worker: worker.number, metrics: await worker.measure() })),
    );
    return measured.flatMap(({ worker, metrics }) => (metrics === undefined ? [] : [{ worker, metrics }]));
  }

  #ask(name: string | undefined): Promise<(ProbeAnswer | undefined)[]> {
    return Promise.all(this.pool.ready.map((worker) => worker.look(name)));
  }
}
