import { ask } from './answers.ts';
import { progress } from './figures.ts';
import { growthResult, medians, type GrowthFigure, type GrowthResult } from './growth-figures.ts';
import { Load } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { eventsRequest, unitsRequest } from './queries.ts';
import { subjects } from './subjects.ts';
import { startUpstream, upstreamEnv, type Upstream } from './upstream.ts';

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

/** How cost grows with the number of items, list by list. Each round of each size has a fresh process. */
export async function* measureGrowth(options: Options): AsyncGenerator<GrowthResult> {
  for (const growth of growths) {
    const upstreams = new Map<number, Upstream>();
    const rounds = new Map<number, GrowthFigure[]>();
    for (const items of growth.sizes) {
      upstreams.set(items, await startUpstream({ latency: options.latency, units: growth.units(items) }));
    }
    for (let round = 1; round <= options.repeats; round += 1) {
      for (const [items, upstream] of upstreams) {
        progress(`${growth.name}: ${String(items)}, round ${String(round)} of ${String(options.repeats)}`);
        const figures = await measure(growth, items, upstream, options);
        rounds.set(items, [...(rounds.get(items) ?? []), figures]);
      }
    }
    for (const upstream of upstreams.values()) await upstream.stop();
    yield growthResult(growth.name, growth.about, [...rounds.values()].map(medians));
  }
}

async function measure(
  growth: Growth,
  items: number,
  upstream: Upstream,
  { seconds, warmup }: Options,
): Promise<GrowthFigure> {
  const body = growth.body(items);
  const server = await startServer(subjects.plain, { env: upstreamEnv(upstream), probe: true });

  const idle = await server.ask({ watchLoop: true, forgetPeak: true });
  const answer = await ask(server.url, body);
  const first = await server.ask();
  checkItems(growth, items, answer);
  const requests = [{ body, answerBytes: Buffer.byteLength(answer) }];
  const load = await Load.open(server.url, 1);

  await load.run(requests, warmup);
  await upstream.sinceLast();
  const before = await server.ask();
  const { answered } = await load.run(requests, seconds);
  const after = await server.ask({ watchLoop: true });
  const { calls } = await upstream.sinceLast();
  // Apart from the above, as watching costs some processor time itself.
  await load.run(requests, seconds / 3);
  const later = await server.ask({ watchHeap: true });
  const watched = await load.run(requests, seconds / 3);
  const { allocatedBytes } = await server.ask();
  load.close();
  await server.stop();
  return {
    items,
    cpuMs: (after.cpuUs - before.cpuUs) / 1_000 / answered,
    callsPerRequest: calls / answered,
    peakAboveIdleMb: later.peakMb - idle.rssMb,
    allocatedKb: allocatedBytes / 1_024 / watched.answered,
    blockFirstMs: first.longestBlockMs,
    blockLaterMs: later.longestBlockMs,
  };
}

/** @throws Error unless the answer has that many different items and no errors */
function checkItems({ name }: Growth, items: number, answer: string): void {
  const distinct = new Set(answer.match(/"(?:pspReference|msn)":"\d+"/g));
  if (distinct.size !== items || answer.includes('"errors"'))
    throw new Error(`${name}: ${String(distinct.size)} items, not ${String(items)}: ${answer.slice(0, 300)}`);
}
