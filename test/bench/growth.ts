import { ask } from './answers.ts';
import { median, progress } from './figures.ts';
import { Load } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { eventsRequest, unitsRequest } from './queries.ts';
import { subjects } from './subjects.ts';
import { startUpstream, upstreamEnv, type Upstream } from './upstream.ts';

/** One size of an answer, asked for over one connection with nothing remembered. */
export interface GrowthFigure {
  readonly items: number;
  /** Processor time of the server per request, in ms. */
  readonly cpuMs: number;
  readonly callsPerRequest: number;
  readonly peakAboveIdleMb: number;
  /** The longest that the event loop stood still, in ms: in the first request of the process, and in later ones. */
  readonly blockFirstMs: number;
  readonly blockLaterMs: number;
}

export interface GrowthRow extends GrowthFigure {
  readonly usPerItem: number;
  /** What each item costs above those of the next smaller size; NaN for the smallest. */
  readonly marginalUsPerItem: number;
  readonly peakKbPerItem: number;
}

export interface GrowthResult {
  readonly name: string;
  /** What is measured, in words. */
  readonly about: string;
  readonly rows: readonly GrowthRow[];
  /** Largest marginal cost against the smallest: 0.2 = 20 % above it. */
  readonly marginalSpread: number;
}

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
    yield result(growth, [...rounds.values()].map(summary));
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
  const later = await server.ask();
  load.close();
  await server.stop();
  return {
    items,
    cpuMs: (after.cpuUs - before.cpuUs) / 1_000 / answered,
    callsPerRequest: calls / answered,
    peakAboveIdleMb: later.peakMb - idle.rssMb,
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

function summary(figures: readonly GrowthFigure[]): GrowthFigure {
  const middle = (of: (figure: GrowthFigure) => number): number => median(figures.map(of));
  return {
    items: middle(({ items }) => items),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    callsPerRequest: middle(({ callsPerRequest }) => callsPerRequest),
    peakAboveIdleMb: Math.max(...figures.map(({ peakAboveIdleMb }) => peakAboveIdleMb)),
    blockFirstMs: middle(({ blockFirstMs }) => blockFirstMs),
    blockLaterMs: middle(({ blockLaterMs }) => blockLaterMs),
  };
}

function result({ name, about }: Growth, figures: readonly GrowthFigure[]): GrowthResult {
  const rows = figures.map((figure, index): GrowthRow => {
    const smaller = figures[index - 1];
    return {
      ...figure,
      usPerItem: (figure.cpuMs * 1_000) / figure.items,
      marginalUsPerItem:
        smaller === undefined
          ? Number.NaN
          : ((figure.cpuMs - smaller.cpuMs) * 1_000) / (figure.items - smaller.items),
      peakKbPerItem: (figure.peakAboveIdleMb * 1_024) / figure.items,
    };
  });
  const marginal = rows.slice(1).map(({ marginalUsPerItem }) => marginalUsPerItem);
  return { name, about, rows, marginalSpread: Math.max(...marginal) / Math.min(...marginal) - 1 };
}
