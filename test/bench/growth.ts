import { ask, itemCount } from './answers.ts';
import { median, progress } from './figures.ts';
import { growthResult, summary, type GrowthFigure, type GrowthResult, type Turn } from './growth-figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import { eventsRequest, unitsRequest } from './queries.ts';
import { subjects } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

interface Growth {
  readonly name: string;
  readonly about: string;
  readonly sizes: readonly number[];
  /** The list that has that many items. */
  readonly body: (items: number) => string;
  /** How many sales units the upstream lists. */
  readonly units: (items: number) => number;
}

const growths: readonly Growth[] = [
  {
    name: 'Sales events',
    about: 'fields of Q2 and Q3, from upstream pages of 1000, within the default limits',
    sizes: [10, 100, 1_000, 10_000],
    body: eventsRequest,
    units: () => 1,
  },
  {
    name: 'Sales units',
    about:
      'query Q1 over an upstream that lists only so many units; five units to a merchant, so calls grow with units',
    sizes: [1, 10, 100],
    body: () => unitsRequest(100),
    units: (items) => items,
  },
];

/** First requests of fresh processes, of which each server has one only. */
const FIRSTS = 3;

/** A server that is asked for so many items over one connection. */
interface Size {
  readonly items: number;
  readonly body: string;
  readonly upstream: Upstream;
  readonly server: RunningServer;
  readonly requests: readonly LoadRequest[];
  readonly idleMb: number;
  readonly blockFirstMs: number;
  readonly turns: Turn[];
}

/** How cost grows with the number of items, list by list. Each size has a process of its own, and they take turns. */
export async function* measureGrowth(options: Options): AsyncGenerator<GrowthResult> {
  for (const growth of growths) {
    const sizes: Size[] = [];
    for (const items of growth.sizes) {
      progress(`${growth.name}: ${String(items)}, first requests and warm-up`);
      sizes.push(await start(growth, items, options));
    }
    for (let round = 1; round <= options.repeats; round += 1) {
      progress(`${growth.name}, round ${String(round)} of ${String(options.repeats)}`);
      for (const size of sizes) size.turns.push(await measure(size, options));
    }
    const figures: GrowthFigure[] = [];
    for (const size of sizes) {
      figures.push(await finish(size, options));
      await size.server.stop();
      await size.upstream.stop();
    }
    yield growthResult(growth.name, growth.about, figures);
  }
}

async function start(growth: Growth, items: number, options: Options): Promise<Size> {
  const { latency, warmup } = options;
  const upstream = await startUpstream({ latency, units: growth.units(items) });
  const body = growth.body(items);
  const blocks: number[] = [];
  for (let first = 1; ; first += 1) {
    const server = await startServer(subjects.plain, { env: serverEnv(upstream, options), probe: true });
    const idle = await server.ask({ watchLoop: true, forgetPeak: true });
    const answer = await ask(server.url, body);
    blocks.push((await server.ask()).longestBlockMs);
    checkItems(growth, items, answer);
    if (first < FIRSTS) {
      await server.stop();
      continue;
    }
    const requests = [{ body, answerBytes: Buffer.byteLength(answer) }];
    const load = await Load.open(server.url, 1);
    await load.run(requests, warmup);
    load.close();
    const blockFirstMs = median(blocks);
    return { items, body, upstream, server, requests, idleMb: idle.rssMb, blockFirstMs, turns: [] };
  }
}

async function measure({ server, requests, upstream }: Size, { seconds }: Options): Promise<Turn> {
  const load = await Load.open(server.url, 1);
  await load.run(requests, LEAD_SECONDS);
  await upstream.sinceLast();
  const before = await server.ask();
  const { answered } = await load.run(requests, seconds);
  const after = await server.ask({ watchLoop: true });
  const { calls } = await upstream.sinceLast();
  // Apart from the above, as watching costs some processor time itself.
  await load.run(requests, seconds / 3);
  const { longestBlockMs } = await server.ask();
  load.close();
  return {
    cpuMs: (after.cpuUs - before.cpuUs) / 1_000 / answered,
    callsPerRequest: calls / answered,
    blockMs: longestBlockMs,
  };
}

async function finish({ items, server, requests, turns, idleMb, blockFirstMs }: Size, { seconds }: Options) {
  const load = await Load.open(server.url, 1);
  const { peakMb } = await server.ask({ watchHeap: true });
  const watched = await load.run(requests, seconds);
  const { allocatedBytes } = await server.ask();
  load.close();
  return {
    items,
    ...summary(turns),
    peakAboveIdleMb: peakMb - idleMb,
    allocatedKb: allocatedBytes / 1_024 / watched.answered,
    blockFirstMs,
  };
}

/** @throws Error unless the answer has that many different items and no errors */
function checkItems({ name }: Growth, items: number, answer: string): void {
  const count = itemCount(answer);
  if (count !== items || answer.includes('"errors"'))
    throw new Error(`${name}: ${String(count)} items, not ${String(items)}: ${answer.slice(0, 300)}`);
}
