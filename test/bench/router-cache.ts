import { allData, ask, checkAnswers, type Aspect } from './answers.ts';
import { expectedAnswers } from './expected-answers.ts';
import { lowerQuartile, median, progress } from './figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

/** What it costs to tell a router how long it may keep answers, where so much is kept here. */
export interface RouterCacheResult {
  readonly query: BenchQuery;
  readonly mode: string;
  /** Requests per second, and processor time of the server per request in µs. */
  readonly off: { readonly perSecond: number; readonly cpuUs: number };
  readonly on: { readonly perSecond: number; readonly cpuUs: number };
  /** Processor time with, against without. */
  readonly ratio: number;
}

const MODES = {
  // Nothing else has a lifetime: where no value is kept, there is nothing to tell.
  'values kept': { RESPONSE_CACHE_MAX_BYTES: '0' },
  kept: {},
} as const;

const ON = {
  ROUTER_CACHE: 'private',
  // Told of changes only, and the load makes none.
  ROUTER_INVALIDATION_URL: 'http://127.0.0.1:9/invalidation',
  ROUTER_INVALIDATION_KEY: 'a-key-of-the-router-that-nobody-can-guess',
};

/** Turns are that much shorter than those of the table, and more: neighbours see the same machine. */
const TURNS_PER_REPEAT = 4;

interface Contestant {
  readonly server: RunningServer;
  readonly load: Load;
  readonly requests: readonly LoadRequest[];
  readonly turns: { readonly perSecond: number; readonly cpuUs: number }[];
}

/** Two servers, one of which tells a router, by turns: one can't be both. */
export async function* measureRouterCache(options: Options): AsyncGenerator<RouterCacheResult> {
  const upstream = await startUpstream(options);
  for (const query of queries.filter(({ name }) => options.queries.includes(name)))
    for (const [mode, env] of Object.entries(MODES)) yield await compare(query, mode, env, upstream, options);
  await upstream.stop();
}

async function compare(
  query: BenchQuery,
  mode: string,
  env: Readonly<Record<string, string>>,
  upstream: Upstream,
  options: Options,
): Promise<RouterCacheResult> {
  progress(`${query.name} ${mode}, router cache, warm-up`);
  const off = await enter(query, env, upstream, options);
  const on = await enter(query, { ...env, ...ON }, upstream, options);
  const { repeats, seconds } = options;
  for (let round = 1; round <= repeats; round += 1) {
    progress(`${query.name} ${mode}, router cache, round ${String(round)} of ${String(repeats)}`);
    for (let turn = 0; turn < TURNS_PER_REPEAT; turn += 1)
      for (const each of turn % 2 === 0 ? [off, on] : [on, off])
        await takeTurn(each, seconds / TURNS_PER_REPEAT);
  }
  for (const { load, server } of [off, on]) {
    load.close();
    await server.stop();
  }
  const figures = { off: figuresOf(off), on: figuresOf(on) };
  return { query, mode, ...figures, ratio: figures.on.cpuUs / figures.off.cpuUs };
}

async function enter(
  query: BenchQuery,
  env: Readonly<Record<string, string>>,
  upstream: Upstream,
  { warmup, connections, concurrency }: Options,
): Promise<Contestant> {
  const server = await startServer(subjects.kept, {
    env: { ...serverEnv(upstream, { concurrency }, query), ...env },
    probe: true,
  });
  await checkAnswers(query.name, server.url, query.bodies, expectedAnswers(query), dataAlone);
  const requests = await Promise.all(
    query.bodies.map(async (body) => ({
      body,
      answerBytes: Buffer.byteLength(await ask(server.url, body)),
    })),
  );
  const load = await Load.open(server.url, connections);
  await load.run(requests, warmup);
  return { server, load, requests, turns: [] };
}

async function takeTurn({ server, load, requests, turns }: Contestant, seconds: number): Promise<void> {
  await load.run(requests, LEAD_SECONDS / TURNS_PER_REPEAT);
  const before = await server.ask();
  const { answered, untilLastSeconds } = await load.run(requests, seconds);
  const after = await server.ask();
  turns.push({ perSecond: answered / untilLastSeconds, cpuUs: (after.cpuUs - before.cpuUs) / answered });
}

function figuresOf({ turns }: Contestant): RouterCacheResult['off'] {
  return {
    perSecond: median(turns.map(({ perSecond }) => perSecond)),
    cpuUs: lowerQuartile(turns.map(({ cpuUs }) => cpuUs)),
  };
}

/** Without the tags, which stand behind the data. */
const dataAlone: Aspect = (answer) =>
  allData(answer.replace(/,"extensions":\{"apolloCacheTags":\[[^\]]*\]\}/, ''));
