import { clients } from '../support/clients.ts';
import { allData, checkAnswers } from './answers.ts';
import { expectedAnswers } from './expected-answers.ts';
import { middleOf, progress, type Middle } from './figures.ts';
import { startIssuer, type Issuer } from './issuer.ts';
import { Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, tokensToo, type SubjectName } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

/** What a token costs: processor time with it against that without it, at one server. */
export interface TokenResult {
  readonly query: BenchQuery;
  readonly mode: SubjectName;
  /** Of a request without a token, in µs. */
  readonly cpuUs: number;
  /** With the token against without it, all that it costs. */
  readonly ratio: Middle;
  /** What of it a bare server of Node takes to read the header, in µs. */
  readonly readingUs: Middle;
  /** The ratio without that. */
  readonly restRatio: number;
}

const MODES = ['plain', 'joined', 'kept'] as const;
/** Turns are that much shorter than those of the table, and more: both of a pair see the same machine. */
const TURNS_PER_REPEAT = 8;
const LEAD_SECONDS = 0.01;
/** The bare server's figure is a small difference, and goes into all others. */
const FLOOR_REPEATS = 3;

/** Processor time per request in turns that follow each other, in µs. */
interface Pair {
  readonly without: number;
  readonly withToken: number;
}

/** Every query with and without a token. */
export async function* measureTokens(options: Options): AsyncGenerator<TokenResult> {
  const upstream = await startUpstream(options);
  const issuer = await startIssuer();
  const least = queries.find(({ calls }) => calls === 0);
  if (least === undefined) throw new Error('no query does without calls');
  const longer = { ...options, repeats: options.repeats * FLOOR_REPEATS };
  const atFloor = await pairsOf(least, 'floor', { upstream, issuer }, longer);
  const readingUs = middleOf(atFloor.map(({ without, withToken }) => withToken - without));
  for (const query of queries.filter(({ name }) => options.queries.includes(name)))
    for (const mode of MODES.filter((each) => options.modes.includes(each))) {
      const pairs = await pairsOf(query, mode, { upstream, issuer }, options);
      const cpuUs = middleOf(pairs.map(({ without }) => without)).median;
      const ratio = middleOf(pairs.map(({ without, withToken }) => withToken / without));
      yield { query, mode, cpuUs, ratio, readingUs, restRatio: ratio.median - readingUs.median / cpuUs };
    }
  issuer.stop();
  await upstream.stop();
}

async function pairsOf(
  query: BenchQuery,
  mode: SubjectName,
  { upstream, issuer }: { readonly upstream: Upstream; readonly issuer: Issuer },
  { connections, seconds, warmup, repeats, ...options }: Options,
): Promise<readonly Pair[]> {
  const env = { ...serverEnv(upstream, options, query), ...tokensToo, ...issuer.env };
  const server = await startServer(subjects[mode], { env, probe: true });
  await checkAnswers(`${query.name} ${mode}`, server.url, query.bodies, expectedAnswers(query), allData);
  const plainHeaders = clients.find(({ client }) => client === 'curl')?.headers;
  const asking = (more: Readonly<Record<string, string>>): readonly LoadRequest[] =>
    query.bodies.map((body) => ({ body, answerBytes: undefined, headers: { ...plainHeaders, ...more } }));
  const requests = { without: asking({}), withToken: asking(issuer.headers) };
  const load = await Load.open(server.url, connections);
  const takeTurn = async (one: keyof Pair): Promise<number> => {
    await load.run(requests[one], LEAD_SECONDS);
    const before = await server.ask();
    const { answered } = await load.run(requests[one], seconds / TURNS_PER_REPEAT);
    return ((await server.ask()).cpuUs - before.cpuUs) / answered;
  };
  for (const one of [requests.without, requests.withToken]) await load.run(one, warmup / 2);
  const pairs = new Array<Pair>();
  for (let round = 1; round <= repeats; round += 1) {
    progress(`${query.name} ${mode}, with and without a token, round ${String(round)} of ${String(repeats)}`);
    for (let turn = 0; turn < TURNS_PER_REPEAT; turn += 1) {
      // Each goes first as often: who comes after a pause has the colder caches.
      if (turn % 2 === 0) {
        const without = await takeTurn('without');
        pairs.push({ without, withToken: await takeTurn('withToken') });
      } else {
        const withToken = await takeTurn('withToken');
        pairs.push({ without: await takeTurn('without'), withToken });
      }
    }
  }
  load.close();
  await server.stop();
  return pairs;
}
