import { askAll, checkAnswers } from './answers.ts';
import { median, progress } from './figures.ts';
import { Load } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, type SubjectName } from './subjects.ts';
import { startUpstream, upstreamEnv, type Upstream } from './upstream.ts';

/** One subject under the load of one query. */
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
  /** Processor time of the server per request, in ms: steadier than requests/s on a busy machine. */
  readonly cpuMs: number;
  /** Who was busy, in processors: shows whether something else than the server was the limit. */
  readonly busy: { readonly server: number; readonly load: number; readonly upstream: number };
}

export interface TableRow extends TableFigure {
  /** Requests per second against the floor's of the same run; NaN without a floor. */
  readonly ratio: number;
}

export interface QueryResult {
  readonly query: BenchQuery;
  readonly rows: ReadonlyMap<SubjectName, TableRow>;
}

/** Every query under load, subjects by turns; gives each query's result as soon as it is there. */
export async function* measureTable(options: Options): AsyncGenerator<QueryResult> {
  const upstream = await startUpstream(options);
  for (const query of queries.filter(({ name }) => options.queries.includes(name))) {
    const expected = await floorAnswers(query, upstream);
    const rounds = new Map<SubjectName, TableFigure[]>(options.modes.map((mode) => [mode, []]));
    for (let round = 1; round <= options.repeats; round += 1) {
      for (const [mode, figures] of rounds) {
        progress(`${query.name} ${mode}, round ${String(round)} of ${String(options.repeats)}`);
        figures.push(await measure(mode, query, upstream, expected, options));
      }
    }
    const floor = median((rounds.get('floor') ?? []).map(({ perSecond }) => perSecond));
    const rows = [...rounds].map(([mode, figures]): [SubjectName, TableRow] => {
      const middle = summary(figures);
      return [mode, { ...middle, ratio: middle.perSecond / floor }];
    });
    yield { query, rows: new Map(rows) };
  }
  await upstream.stop();
}

async function floorAnswers({ bodies }: BenchQuery, upstream: Upstream): Promise<string[]> {
  const floor = await startServer(subjects.floor, { env: upstreamEnv(upstream) });
  const answers = await askAll(floor.url, bodies);
  await floor.stop();
  return answers;
}

async function measure(
  mode: SubjectName,
  query: BenchQuery,
  upstream: Upstream,
  expected: readonly string[],
  { connections, seconds, warmup }: Options,
): Promise<TableFigure> {
  const name = `${query.name} ${mode}`;
  const server = await startServer(subjects[mode], { env: upstreamEnv(upstream), probe: true });
  const requests = await checkAnswers(name, server.url, query.bodies, expected);
  const load = await Load.open(server.url, connections);
  await load.run(requests, warmup);
  await upstream.sinceLast();
  const before = await server.ask();
  const result = await load.run(requests, seconds);
  const after = await server.ask();
  const asked = await upstream.sinceLast();
  // The first answer went the long way; this one went the way that was measured.
  await checkAnswers(`${name}, under load,`, server.url, query.bodies.slice(0, 1), expected);
  load.close();
  await server.stop();
  const cpuUs = after.cpuUs - before.cpuUs;
  const { requests: inTime, answered, untilLastSeconds } = result;
  const share = (us: number): number => us / 1e6 / untilLastSeconds;
  return {
    // Slow subjects answer few or none within the time: then the rate is taken up to the last answer.
    perSecond: inTime < 2 * connections ? answered / untilLastSeconds : inTime / seconds,
    p50: result.p50,
    p99: result.p99,
    max: result.max,
    mbPerSecond: result.bytes / 1e6 / seconds,
    callsPerRequest: asked.calls / answered,
    peakMb: after.peakMb,
    cpuMs: cpuUs / 1_000 / answered,
    busy: { server: share(cpuUs), load: share(result.generatorCpuUs), upstream: share(asked.cpuUs) },
  };
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
    cpuMs: middle(({ cpuMs }) => cpuMs),
    busy: {
      server: middle(({ busy }) => busy.server),
      load: middle(({ busy }) => busy.load),
      upstream: middle(({ busy }) => busy.upstream),
    },
  };
}
