import { clients } from '../support/clients.ts';
import { allData, checkAnswers } from './answers.ts';
import { expectedAnswers } from './expected-answers.ts';
import { median, progress } from './figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, type SubjectName } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

/** One client's requests. */
export interface ClientRow {
  readonly client: string;
  readonly perSecond: number;
  /** Against curl's of the same round. */
  readonly ratio: number;
  /** Processor time of the server per request, in ms, compression included: steadier on a busy machine. */
  readonly cpuMs: number;
  readonly cpuRatio: number;
}

export interface ClientResult {
  readonly query: BenchQuery;
  readonly mode: SubjectName;
  readonly rows: readonly ClientRow[];
}

type TurnFigure = Pick<ClientRow, 'perSecond' | 'cpuMs'>;

const NONE: TurnFigure = { perSecond: Number.NaN, cpuMs: Number.NaN };

/** The servers that clients are compared on: where nothing is kept, and where all is. */
const MODES = ['plain', 'kept'] as const;
const MEASURED = ['curl', 'Apollo Router', 'Hive Gateway', 'Apollo Client'];
const measured = clients
  .filter(({ client }) => MEASURED.includes(client))
  .sort((one, other) => MEASURED.indexOf(one.client) - MEASURED.indexOf(other.client));

/** Every query with the headers of real clients, who take turns at one server. */
export async function* measureClients(options: Options): AsyncGenerator<ClientResult> {
  const upstream = await startUpstream(options);
  for (const query of queries.filter(({ name }) => options.queries.includes(name)))
    for (const mode of MODES.filter((each) => options.modes.includes(each)))
      yield { query, mode, rows: await measure(query, mode, upstream, options) };
  await upstream.stop();
}

async function measure(
  query: BenchQuery,
  mode: SubjectName,
  upstream: Upstream,
  options: Options,
): Promise<readonly ClientRow[]> {
  const { connections, seconds, warmup, repeats } = options;
  progress(`${query.name} ${mode}, clients, warm-up`);
  const server = await startServer(subjects[mode], { env: serverEnv(upstream, options, query), probe: true });
  const expected = expectedAnswers(query);
  await checkAnswers(`${query.name} ${mode}`, server.url, query.bodies, expected, allData);
  const turns = measured.map(({ client, headers, more }) => ({
    client,
    requests: query.bodies.map((body): LoadRequest => ({
      body: more === undefined ? body : `${body.slice(0, -1)},${JSON.stringify(more).slice(1)}`,
      answerBytes: undefined,
      headers,
    })),
    figures: new Array<TurnFigure>(),
  }));
  const load = async (requests: readonly LoadRequest[], time: number): Promise<TurnFigure> => {
    const opened = await Load.open(server.url, connections);
    await opened.run(requests, LEAD_SECONDS);
    const before = await server.ask();
    const { answered, untilLastSeconds } = await opened.run(requests, time);
    const after = await server.ask();
    opened.close();
    return {
      perSecond: answered / untilLastSeconds,
      cpuMs: (after.cpuUs - before.cpuUs) / 1_000 / answered,
    };
  };
  for (const { requests } of turns) await load(requests, warmup / turns.length);
  for (let round = 1; round <= repeats; round += 1) {
    progress(`${query.name} ${mode}, clients, round ${String(round)} of ${String(repeats)}`);
    for (const turn of turns) turn.figures.push(await load(turn.requests, seconds));
  }
  await server.stop();
  const base = turns[0]?.figures ?? [];
  return turns.map(({ client, figures }) => {
    const middle = (of: (figure: TurnFigure) => number): number => median(figures.map(of));
    const ratio = (of: (figure: TurnFigure) => number): number =>
      median(figures.map((figure, round) => of(figure) / of(base[round] ?? NONE)));
    return {
      client,
      perSecond: middle(({ perSecond }) => perSecond),
      ratio: ratio(({ perSecond }) => perSecond),
      cpuMs: middle(({ cpuMs }) => cpuMs),
      cpuRatio: ratio(({ cpuMs }) => cpuMs),
    };
  });
}
