import { allData, checkAnswers, itemCount, type Aspect } from './answers.ts';
import { expectedAnswers } from './expected-answers.ts';
import { median, progress } from './figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, type SubjectName } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

/** One subject under the load of one query, for one window of time. */
export interface TableFigure {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Bodies of answers, in MB. */
  readonly mbPerSecond: number;
  readonly callsPerRequest: number;
  /** The most resident memory of the server since its start. */
  readonly peakMb: number;
  /** Processor time of the server per request, in µs: steadier than requests/s on a busy machine. */
  readonly cpuUs: number;
  /** What of it the system has used: for sockets, mostly. */
  readonly systemUs: number;
  /** Who was busy, in processors: shows whether something else than the server was the limit. */
  readonly busy: { readonly server: number; readonly load: number; readonly upstream: number };
}

export interface TableRow extends TableFigure {
  /** Requests per second against the floor's of the same round; NaN without a floor. */
  readonly ratio: number;
}

export interface QueryResult {
  readonly query: BenchQuery;
  readonly rows: ReadonlyMap<SubjectName, TableRow>;
}

/** A server that is up for the whole of a query, and what was measured of it. */
interface Contestant {
  readonly mode: SubjectName;
  readonly server: RunningServer;
  readonly requests: readonly LoadRequest[];
  readonly figures: TableFigure[];
}

/**
 * Every query under load; gives each query's result as soon as it is there. All subjects are up and warm, and take turns
 * of a second: on a machine that is slow for a while it is slow for all of them, and a ratio is one of neighbours.
 */
export async function* measureTable(options: Options): AsyncGenerator<QueryResult> {
  const upstream = await startUpstream(options);
  for (const query of queries.filter(({ name }) => options.queries.includes(name))) {
    const expected = expectedAnswers(query);
    const contestants: Contestant[] = [];
    for (const mode of options.modes.filter((each) => competes(each, query))) {
      progress(`${query.name} ${mode}, warm-up`);
      contestants.push(await enter(mode, query, upstream, expected, options));
    }
    for (let round = 1; round <= options.repeats; round += 1) {
      progress(`${query.name}, round ${String(round)} of ${String(options.repeats)}`);
      // Forth and back: nobody always comes after the same one.
      for (const contestant of round % 2 === 1 ? contestants : contestants.toReversed()) {
        contestant.figures.push(await measure(contestant, upstream, options));
      }
    }
    for (const { mode, server } of contestants) {
      // The first answer went to Apollo Server; this one goes the way that was measured.
      await checkAnswers(
        `${query.name} ${mode}, under load,`,
        server.url,
        query.bodies.slice(0, 1),
        expected,
        aspectOf(mode),
      );
      await server.stop();
    }
    const floor = contestants.find(({ mode }) => mode === 'floor')?.figures;
    yield {
      query,
      rows: new Map(contestants.map(({ mode, figures }) => [mode, row(figures, floor)])),
    };
  }
  await upstream.stop();
}

/** The baseline is a subgraph over Vipps MobilePay. */
function competes(mode: SubjectName, { isEntur = false }: BenchQuery): boolean {
  return mode !== 'baseline' || !isEntur;
}

/** The floor passes on what the API sent under the API's own names: of its answers the items are counted. */
function aspectOf(mode: SubjectName): Aspect {
  return mode.startsWith('floor') ? itemCount : allData;
}

async function enter(
  mode: SubjectName,
  query: BenchQuery,
  upstream: Upstream,
  expected: readonly string[],
  options: Options,
): Promise<Contestant> {
  const { connections, warmup } = options;
  const env = serverEnv(upstream, options, query);
  const server = await startServer(subjects[mode], { env, probe: true });
  const requests = await checkAnswers(
    `${query.name} ${mode}`,
    server.url,
    query.bodies,
    expected,
    aspectOf(mode),
  );
  const load = await Load.open(server.url, connections);
  await load.run(requests, warmup);
  load.close();
  return { mode, server, requests, figures: [] };
}

async function measure(
  { server, requests }: Contestant,
  upstream: Upstream,
  { connections, seconds }: Options,
): Promise<TableFigure> {
  // Connections of their own, as servers close idle ones while others have their turn.
  const load = await Load.open(server.url, connections);
  await load.run(requests, LEAD_SECONDS);
  await upstream.sinceLast();
  const before = await server.ask();
  const result = await load.run(requests, seconds);
  const after = await server.ask();
  const asked = await upstream.sinceLast();
  load.close();
  const cpuUs = after.cpuUs - before.cpuUs;
  const { answered, untilLastSeconds } = result;
  const share = (us: number): number => us / 1e6 / untilLastSeconds;
  return {
    // Up to the last answer: within the time alone, slow subjects would have answered few or none.
    perSecond: answered / untilLastSeconds,
    p50: result.p50,
    p99: result.p99,
    max: result.max,
    mbPerSecond: result.bytes / 1e6 / untilLastSeconds,
    callsPerRequest: asked.calls / answered,
    peakMb: after.peakMb,
    cpuUs: cpuUs / answered,
    systemUs: (after.systemUs - before.systemUs) / answered,
    busy: { server: share(cpuUs), load: share(result.generatorCpuUs), upstream: share(asked.cpuUs) },
  };
}

function row(figures: readonly TableFigure[], floor: readonly TableFigure[] = []): TableRow {
  const ratios = figures.map(({ perSecond }, round) => perSecond / (floor[round]?.perSecond ?? Number.NaN));
  return { ...summary(figures), ratio: median(ratios) };
}

function summary(figures: readonly TableFigure[]): TableFigure {
  const middle = (of: (figure: TableFigure) => number): number => median(figures.map(of));
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    max: middle(({ max }) => max),
    mbPerSecond: middle(({ mbPerSecond }) => mbPerSecond),
    callsPerRequest: middle(({ callsPerRequest }) => callsPerRequest),
    peakMb: Math.max(...figures.map(({ peakMb }) => peakMb)),
    cpuUs: middle((row) => row.cpuUs),
    systemUs: middle((row) => row.systemUs),
    busy: {
      server: middle(({ busy }) => busy.server),
      load: middle(({ busy }) => busy.load),
      upstream: middle(({ busy }) => busy.upstream),
    },
  };
}
