import { setTimeout as wait } from 'node:timers/promises';
import { figure, tableText } from '../bench/figures.ts';
import { newSealKey, RedisServer } from '../support/redis.ts';
import { RedisAddress } from '../support/redis-address.ts';
import { askGraph, at } from './graph.ts';
import { startSandboxProcess, startServerProcess, type Running } from './processes.ts';
import { quantile } from './result.ts';
import type { Progress } from './upheavals.ts';

const RATE = 20;
const PHASE_MS = 5_000;
const WRITE_MS = 250;
const READ = `query($id: String!) {
  order(msn: "204117", paymentType: ECOM, orderId: $id) { orderId category { url } }
}`;
const WRITE = `mutation($input: SetOrderCategoryInput!) { setOrderCategory(input: $input) { userErrors { code } } }`;

/** What queries noticed while one thing was so. */
export interface PhaseFigures {
  readonly phase: string;
  readonly queries: number;
  readonly errors: number;
  /** Queries that asked Redis at all, of both processes that have it. */
  readonly asked: number;
  /** Milliseconds, of the processes with Redis, and of one without that was asked the same meanwhile. */
  readonly p50: number;
  readonly p99: number;
  readonly p50Without: number;
  readonly p99Without: number;
  /** The slowest of the first queries of each process. */
  readonly first: number;
  /** The longest that a process showed what another had changed already. */
  readonly stale: number;
}

interface Subject {
  readonly server: Running;
  readonly address: RedisAddress | undefined;
}

/** Two servers with Redis and one without are asked for what none of them has, while Redis fails in its ways. */
export async function runRedisFaults(progress: Progress): Promise<readonly PhaseFigures[]> {
  const primary = await RedisServer.start();
  const replica = await primary.replica();
  const sandbox = await startSandboxProcess('the sandbox');
  const keys = newSealKey();
  const start = async (name: string, hasRedis: boolean): Promise<Subject> => {
    const address = hasRedis ? await RedisAddress.open(primary) : undefined;
    const env = address && {
      ...{ REDIS_URL: address.url, SHARED_CACHE_KEYS: keys, REDIS_TIMEOUT_MS: '10' },
    };
    return { server: await startServerProcess(name, sandbox.url, env), address };
  };
  const subjects = [
    await start('the first', true),
    await start('the second', true),
    await start('alone', false),
  ];
  const failOver = async (): Promise<void> => {
    await primary.kill();
    await wait(500);
    await replica.promote();
    for (const { address } of subjects) address?.switchTo(replica, 'are cut');
  };
  const steps: readonly (readonly [name: string, happen: () => unknown])[] = [
    ['warm-up', () => undefined],
    ['Redis answers', () => undefined],
    [
      'hangs for 5 s',
      () => {
        primary.pause();
      },
    ],
    [
      'is back from that',
      () => {
        primary.resume();
      },
    ],
    ['fails over to a replica', failOver],
    ['is killed', () => replica.kill()],
    ['is back with nothing', () => replica.restart()],
  ];
  const figures: PhaseFigures[] = [];
  try {
    for (const [phase, happen] of steps) {
      progress(phase);
      const begun = Promise.resolve(happen());
      figures.push({ phase, ...(await measure(subjects)) });
      await begun;
    }
  } finally {
    for (const { server, address } of subjects) {
      server.tell('SIGKILL');
      await address?.close();
    }
    sandbox.tell('SIGKILL');
    await Promise.all([primary.kill(), replica.kill()]);
  }
  return figures.slice(1);
}

let serial = 0;

async function measure(subjects: readonly Subject[]): Promise<Omit<PhaseFigures, 'phase'>> {
  const times = subjects.map((): number[] => []);
  const answers = { errors: 0 };
  const before = scriptsOf(subjects);
  const ask = async (subject: Subject, index: number): Promise<void> => {
    serial += 1;
    const orderId = `order-${String(serial)}`;
    const startedAt = performance.now();
    const { data, faults } = await askGraph(subject.server.url, READ, { id: orderId });
    times[index]?.push(performance.now() - startedAt);
    if (faults.length > 0 || at(data, 'order', 'orderId') !== orderId) answers.errors += 1;
  };
  const inFlight: Promise<void>[] = [];
  const over = new AbortController();
  const watching = watchChanges(subjects, over.signal);
  const startedAt = performance.now();
  for (let sent = 0; performance.now() < startedAt + PHASE_MS;) {
    for (const due = ((performance.now() - startedAt) * RATE) / 1_000; sent < due; sent += 1)
      inFlight.push(...subjects.map(ask));
    await wait(1_000 / RATE);
  }
  await Promise.all(inFlight);
  over.abort();
  const stale = await watching;
  const [one = [], other = [], alone = []] = times;
  const later = [...one.slice(1), ...other.slice(1)].sort(ascending);
  const without = alone.slice(1).sort(ascending);
  return {
    queries: one.length + other.length,
    ...answers,
    asked: scriptsOf(subjects) - before,
    p50: quantile(later, 0.5),
    p99: quantile(later, 0.99),
    p50Without: quantile(without, 0.5),
    p99Without: quantile(without, 0.99),
    first: Math.max(one[0] ?? 0, other[0] ?? 0),
    stale,
  };
}

/** Changes an order in one process and reads it in the other, until told otherwise. Gives the longest that it was behind. */
async function watchChanges([one, other]: readonly Subject[], over: AbortSignal): Promise<number> {
  if (one === undefined || other === undefined) return Number.NaN;
  const changed: { readonly url: string; readonly at: number }[] = [];
  let stale = 0;
  const read = async (): Promise<void> => {
    const startedAt = performance.now();
    const { data } = await askGraph(other.server.url, READ, { id: 'watched' });
    const url = at(data, 'order', 'category', 'url');
    const next = changed[changed.findIndex((each) => each.url === url) + 1];
    // What was changed since the read began may be shown or not.
    if (next !== undefined && next.at < startedAt) stale = Math.max(stale, startedAt - next.at);
  };
  for (let nextAt = 0; !over.aborted;) {
    if (performance.now() >= nextAt) {
      serial += 1;
      nextAt = performance.now() + WRITE_MS;
      const url = `https://shop.example/${String(serial)}`;
      const input = { msn: '204117', paymentType: 'ECOM', orderId: 'watched', type: 'TICKET', url };
      await askGraph(one.server.url, WRITE, { input });
      changed.push({ url, at: performance.now() });
    }
    await read();
    await wait(20);
  }
  return stale;
}

function scriptsOf(subjects: readonly Subject[]): number {
  return subjects.reduce((sum, { address }) => sum + (address?.scripts ?? 0), 0);
}

function ascending(one: number, other: number): number {
  return one - other;
}

/** The figures as a table. */
export function redisText(figures: readonly PhaseFigures[]): string {
  const ms = (value: number): string => `${figure(value, 1)} ms`;
  return tableText([
    ['Redis', 'queries', 'errors', 'scripts', 'p50', 'without', 'p99', 'without', 'first', 'behind'],
    ...figures.map((each) => [
      each.phase,
      String(each.queries),
      String(each.errors),
      String(each.asked),
      ms(each.p50),
      ms(each.p50Without),
      ms(each.p99),
      ms(each.p99Without),
      ms(each.first),
      ms(each.stale),
    ]),
  ]);
}
