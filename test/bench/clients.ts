import { request } from 'node:http';
import { clients, type ClientShape } from '../support/clients.ts';
import { allData, checkAnswers } from './answers.ts';
import {
  clientRows,
  cpuByClient,
  type ClientRow,
  type ClientTurn,
  type ClientTurns,
} from './client-figures.ts';
import { expectedAnswers } from './expected-answers.ts';
import { progress } from './figures.ts';
import { LEAD_SECONDS, Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, manyOfOneCaller, type SubjectName } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

export interface ClientResult {
  readonly query: BenchQuery;
  readonly mode: SubjectName;
  readonly rows: readonly ClientRow[];
}

/** The servers that clients are compared on: from where nothing is kept to where all is. */
const MODES = ['plain', 'joined', 'kept'] as const;
/** The first is the base; the second that of clients whose answers are compressed. */
const MEASURED = ['curl', 'curl --compressed', 'Apollo Router', 'Hive Gateway', 'Apollo Client'];
/** Turns are that much shorter than those of the table, and more: neighbours see the same machine. */
export const TURNS_PER_REPEAT = 4;

type Client = Pick<ClientShape, 'client' | 'headers' | 'more'>;

function measured(): readonly Client[] {
  return MEASURED.flatMap((name) => clients.filter(({ client }) => client === name));
}

/** Every query with the headers of real clients, by turns at one server. */
export async function* measureClients(options: Options): AsyncGenerator<ClientResult> {
  const upstream = await startUpstream(options);
  const least = queries.find(({ calls }) => calls === 0);
  if (least === undefined) throw new Error('no query does without calls');
  const atFloor = cpuByClient(await measure(least, 'floor', upstream, options));
  for (const query of queries.filter(({ name }) => options.queries.includes(name)))
    for (const mode of MODES.filter((each) => options.modes.includes(each)))
      yield {
        query,
        mode,
        rows: clientRows(await measure(query, mode, upstream, options), atFloor),
      };
  await upstream.stop();
}

async function measure(
  query: BenchQuery,
  mode: SubjectName,
  upstream: Upstream,
  options: Options,
): Promise<readonly ClientTurns[]> {
  const { connections, seconds, warmup, repeats } = options;
  progress(`${query.name} ${mode}, clients, warm-up`);
  const env = { ...serverEnv(upstream, options, query), ...manyOfOneCaller };
  const server = await startServer(subjects[mode], { env, probe: true });
  const expected = expectedAnswers(query);
  await checkAnswers(`${query.name} ${mode}`, server.url, query.bodies, expected, allData);
  const all = measured().map(({ client, headers, more }) => ({
    client,
    requests: query.bodies.map((body): LoadRequest => ({
      body: more === undefined ? body : `${body.slice(0, -1)},${JSON.stringify(more).slice(1)}`,
      answerBytes: undefined,
      headers,
    })),
    turns: new Array<ClientTurn>(),
    coding: '',
  }));
  const load = await Load.open(server.url, connections);
  for (const { requests } of all) await load.run(requests, warmup / all.length);
  for (const one of all) one.coding = await codingOf(server.url, one.requests[0]);
  for (let round = 1; round <= repeats; round += 1) {
    progress(`${query.name} ${mode}, clients, round ${String(round)} of ${String(repeats)}`);
    for (let turn = 0; turn < TURNS_PER_REPEAT; turn += 1) {
      // There and back, so that nobody always comes after the same one.
      const inOrder = turn % 2 === 0 ? all : all.toReversed();
      for (const { requests, turns } of inOrder) {
        await load.run(requests, LEAD_SECONDS / TURNS_PER_REPEAT);
        turns.push(await takeTurn(server, load, requests, seconds / TURNS_PER_REPEAT));
      }
    }
  }
  load.close();
  await server.stop();
  return all;
}

/** Load for a while, and what it took of the server. */
export async function takeTurn(
  server: RunningServer,
  load: Load,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<ClientTurn> {
  const before = await server.ask();
  const { answered, untilLastSeconds, bytes } = await load.run(requests, seconds);
  const after = await server.ask();
  return {
    perSecond: answered / untilLastSeconds,
    cpuUs: (after.cpuUs - before.cpuUs) / answered,
    answerBytes: bytes / answered,
  };
}

/** How the answer to a request is compressed. */
function codingOf(url: string, asked: LoadRequest | undefined): Promise<string> {
  return new Promise((done, fail) => {
    const { body = '', headers = {} } = asked ?? {};
    request(`${url}/graphql`, { method: 'POST', agent: false, headers }, (response) => {
      response.resume().once('end', () => {
        done(response.headers['content-encoding'] ?? 'none');
      });
    })
      .once('error', fail)
      .end(body);
  });
}
