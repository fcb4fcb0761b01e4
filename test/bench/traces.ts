import { allData, checkAnswers } from './answers.ts';
import { takeTurn, TURNS_PER_REPEAT } from './clients.ts';
import type { ClientTurn } from './client-figures.ts';
import { startCollector, type Collector } from './collector.ts';
import { expectedAnswers } from './expected-answers.ts';
import { progress } from './figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, type SubjectName } from './subjects.ts';
import { traceRows, type TraceRow } from './trace-figures.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

export interface TraceResult {
  readonly query: BenchQuery;
  readonly mode: SubjectName;
  readonly rows: readonly TraceRow[];
}

/** Q3 is what the target is for; Q6 shows what a small request pays. */
const TRACED = ['Q3', 'Q6'];
const MODES = ['plain', 'kept'] as const;
/** Of a hundred requests, how many are recorded: the caller says so, as a gateway does. */
const SHARES = [0, 1, 100];
const OF = 100;

/** What traces cost: requests of which none, one in a hundred, and all are recorded, by turns at one server. */
export async function* measureTraces(options: Options): AsyncGenerator<TraceResult> {
  const upstream = await startUpstream(options);
  const collector = await startCollector();
  for (const query of queries.filter(({ name }) => TRACED.includes(name) && options.queries.includes(name)))
    for (const mode of MODES.filter((each) => options.modes.includes(each)))
      yield { query, mode, rows: await measure(query, mode, { upstream, collector }, options) };
  collector.stop();
  await upstream.stop();
}

/** The same requests but for what the caller says of recording. */
function asked({ bodies }: BenchQuery, recorded: number): readonly LoadRequest[] {
  return Array.from({ length: OF }, (_, index) => ({
    body: bodies[index % bodies.length] ?? '',
    answerBytes: undefined,
    headers: {
      'content-type': 'application/json',
      traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0${index < recorded ? '1' : '0'}`,
    },
  }));
}

async function measure(
  query: BenchQuery,
  mode: SubjectName,
  { upstream, collector }: { readonly upstream: Upstream; readonly collector: Collector },
  options: Options,
): Promise<readonly TraceRow[]> {
  const { connections, seconds, warmup, repeats } = options;
  const env = serverEnv(upstream, options, query);
  const sending = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const servers = await Promise.all(
    [env, sending].map((each) => startServer(subjects[mode], { env: each, probe: true })),
  );
  const expected = expectedAnswers(query);
  for (const { url } of servers)
    await checkAnswers(`${query.name} ${mode}`, url, query.bodies, expected, allData);
  const loads = await Promise.all(servers.map(({ url }) => Load.open(url, connections)));
  const [off, on] = servers.map((server, index) => ({ server, load: loads[index] }));
  const all = [
    { recorded: undefined, at: off, requests: asked(query, 0), turns: new Array<ClientTurn>() },
    ...SHARES.map((recorded) => ({
      recorded,
      at: on,
      requests: asked(query, recorded),
      turns: new Array<ClientTurn>(),
    })),
  ];
  progress(`${query.name} ${mode}, traces, warm-up`);
  for (const { at, requests } of all) await at?.load?.run(requests, warmup / all.length);
  const before = collector.bytes;
  for (let round = 1; round <= repeats; round += 1) {
    progress(`${query.name} ${mode}, traces, round ${String(round)} of ${String(repeats)}`);
    for (let turn = 0; turn < TURNS_PER_REPEAT; turn += 1)
      // There and back, so that nobody always comes after the same one.
      for (const { at, requests, turns } of turn % 2 === 0 ? all : all.toReversed()) {
        if (at?.load === undefined) continue;
        await at.load.run(requests, LEAD_SECONDS / TURNS_PER_REPEAT);
        turns.push(await takeTurn(at.server, at.load, requests, seconds / TURNS_PER_REPEAT));
      }
  }
  if (collector.bytes === before)
    throw new Error('No traces were sent: are the packages of OpenTelemetry installed?');
  for (const load of loads) load.close();
  await Promise.all(servers.map((server) => server.stop()));
  return traceRows(all);
}
