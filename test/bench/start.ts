import { ask } from './answers.ts';
import { median, progress } from './figures.ts';
import type { Options } from './options.ts';
import { startServer } from './processes.ts';
import { queries } from './queries.ts';
import { subjects } from './subjects.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

/** How long it takes from the start of the process to the end of its first answer. */
export interface StartFigure {
  readonly about: string;
  /** Median of five starts. */
  readonly ms: number;
}

const STARTS = 5;
const firsts = [
  { query: 'Q5', about: 'the first answer to { __typename }' },
  { query: 'Q4', about: 'the first answer to a sales unit by MSN, token and upstream call included' },
];

/** Starts of the server as shipped, in production mode, without the probe. */
export async function measureStart(options: Options): Promise<StartFigure[]> {
  const upstream = await startUpstream(options);
  // The client that asks has a first time too.
  await upstream.sinceLast();
  const figures: StartFigure[] = [];
  for (const { query, about } of firsts) {
    const body = queries.find(({ name }) => name === query)?.bodies[0] ?? '';
    const times: number[] = [];
    for (let start = 1; start <= STARTS; start += 1) {
      progress(`Start to ${query}, ${String(start)} of ${String(STARTS)}`);
      times.push(await timeToAnswer(body, upstream, options));
    }
    figures.push({ about, ms: median(times) });
  }
  await upstream.stop();
  return figures;
}

async function timeToAnswer(body: string, upstream: Upstream, options: Options): Promise<number> {
  const server = await startServer(subjects.kept, { env: serverEnv(upstream, options) });
  const answer = await ask(server.url, body);
  const ms = performance.now() - server.spawnedAt;
  await server.stop();
  if (answer.includes('"errors"')) throw new Error(`The first answer has errors: ${answer.slice(0, 300)}`);
  return ms;
}
