import { setTimeout as wait } from 'node:timers/promises';
import { figure, tableText } from '../bench/figures.ts';
import { Load, type LoadRequest } from '../bench/load.ts';
import { startServer, type RunningServer } from '../bench/processes.ts';
import { queries } from '../bench/queries.ts';
import { subjects, type Subject } from '../bench/subjects.ts';
import { serverEnv, startUpstream } from '../bench/upstream.ts';
import type { ChaosOptions } from './options.ts';
import type { Progress } from './upheavals.ts';

const CONNECTIONS = 8;
const CAPACITY_SECONDS = 3;
/** What the heap may grow by from the end of its first tenth to the end: in ten minutes that is minute one. */
const MOST_GROWTH = 0.1;
const FIRST_PART = 0.1;
/** In each tenth: how much is kept comes and goes with the lifetimes of answers. */
const SAMPLES = 5;
/** One turn of load and rest, by which the load is half of what there could be. */
const TURN_MS = 200;

/** What a soak found. */
export interface SoakResult {
  readonly seconds: number;
  /** Requests a second: at most, and in the soak. */
  readonly capacity: number;
  readonly rate: number;
  readonly answered: number;
  /** The least of the heap after collections, in MB: at the start, and in each tenth of the time. */
  readonly heapMb: readonly number[];
  /** From the first tenth to the last: 0.05 = 5 % more. */
  readonly growth: number;
}

/** Asks one server for half of what it can take, for long, and weighs its heap after collections. */
export async function runSoak(
  { seconds }: Pick<ChaosOptions, 'seconds'>,
  progress: Progress,
  subject: Subject = subjects.kept,
): Promise<SoakResult> {
  const options = { latency: 1, concurrency: undefined };
  const upstream = await startUpstream(options);
  const server = await startServer(subject, { env: serverEnv(upstream, options), probe: true });
  try {
    const load = await Load.open(server.url, CONNECTIONS);
    progress('Finding out what it can take');
    await load.run(requests, CAPACITY_SECONDS);
    const { answered: most, untilLastSeconds } = await load.run(requests, CAPACITY_SECONDS);
    const capacity = most / untilLastSeconds;
    const heapMb = [await heapAfterCollection(server)];
    let answered = 0;
    const startedAt = performance.now();
    for (let part = 1; part <= 10; part += 1) {
      const samples: number[] = [];
      for (let sample = 1 - SAMPLES; sample <= 0; sample += 1) {
        answered += await halfLoad(load, startedAt + (part + sample / SAMPLES) * seconds * 100);
        samples.push(await heapAfterCollection(server));
      }
      heapMb.push(Math.min(...samples));
      progress(`${figure((part * seconds) / 10)} s: ${figure(heapMb.at(-1), 1)} MB`);
    }
    const rate = answered / ((performance.now() - startedAt) / 1_000);
    load.close();
    const growth = (heapMb.at(-1) ?? Number.NaN) / (heapMb[10 * FIRST_PART] ?? Number.NaN) - 1;
    return { seconds, capacity, rate, answered, heapMb, growth };
  } finally {
    await server.stop();
    await upstream.stop();
  }
}

/** Reads by turns, of small and large answers, whole ones and single things. */
const requests: readonly LoadRequest[] = queries
  .filter(({ isEntur = false }) => !isEntur)
  .flatMap(({ bodies }) => bodies)
  .map((body) => ({ body, answerBytes: undefined }));

/** As much as it takes for half of the time. */
async function halfLoad(load: Load, until: number): Promise<number> {
  let answered = 0;
  while (performance.now() < until) {
    const startedAt = performance.now();
    answered += (await load.run(requests, TURN_MS / 2_000)).answered;
    await wait(Math.max(0, Math.min(performance.now() - startedAt, until - performance.now())));
  }
  return answered;
}

async function heapAfterCollection(server: RunningServer): Promise<number> {
  return (await server.ask({ collect: true })).heapMb;
}

/** Whether the heap stays as it is. */
export function isFlat({ growth }: SoakResult): boolean {
  return growth <= MOST_GROWTH;
}

/** The figures as text. */
export function soakText(result: SoakResult): string {
  const { seconds, capacity, rate, answered, heapMb, growth } = result;
  return [
    `\nSoak: ${String(seconds)} s, ${String(answered)} requests, ${figure(rate)} a second of ${figure(capacity)} at most\n`,
    tableText([
      ['after', 'heap'],
      ...heapMb.map((mb, part) => [`${figure((part * seconds) / 10)} s`, `${figure(mb, 1)} MB`]),
    ]),
    `  Growth since the first tenth: ${figure(growth * 100, 1)} %, at most 10 % (${isFlat(result) ? 'met' : 'NOT met'})\n`,
  ].join('');
}
