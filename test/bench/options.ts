import { parseArgs } from 'node:util';
import { queries } from './queries.ts';
import { subjectNames, type SubjectName } from './subjects.ts';

/** What one run measures, and how long. */
export interface Options {
  readonly queries: readonly string[];
  readonly modes: readonly SubjectName[];
  /** Measured time of one turn, in seconds. */
  readonly seconds: number;
  /** Time before the first turn in which the same load runs unmeasured, in seconds. */
  readonly warmup: number;
  /** How many turns each subject and size gets. */
  readonly repeats: number;
  readonly connections: number;
  /** How long the stub waits before each answer, in ms. */
  readonly latency: number;
  /** Most upstream calls in flight per API; undefined = as shipped. */
  readonly concurrency: number | undefined;
  readonly parts: {
    readonly table: boolean;
    readonly clients: boolean;
    readonly tokens: boolean;
    readonly traces: boolean;
    readonly routerCache: boolean;
    readonly growth: boolean;
    readonly start: boolean;
  };
  readonly json: boolean;
}

const HELP = `npm run bench -- [options]

Without options: the table of queries, then what the headers of real clients cost, what a token does, what traces do and what it does to
tell a router how long it may keep answers, then how cost grows with size, then how long the start takes.

  --only Q1,Q4      only these queries of the table, and nothing else
  --modes plain     only these subjects of the table: ${subjectNames.join(',')}
  --clients         only what the headers of real clients cost; --no-clients leaves it out
  --tokens          only what a caller's token costs; --no-tokens leaves it out
  --traces          only what it costs to record and send traces; --no-traces leaves it out
  --router-cache    only what it costs to tell a router how long it may keep answers; --no-router-cache leaves it out
  --growth          only how cost grows with size; --no-growth leaves it out
  --start           only how long the start takes; --no-start leaves it out
  --seconds 1       measured time of one turn
  --warmup 12       the same load before the first turn, unmeasured, so that the compilers have settled
  --repeats 9       turns of each; medians of them are printed
  --connections 50  connections of the table, each with one request in flight
  --latency 0       ms that the stub upstream waits before each answer
  --concurrency 50  UPSTREAM_CONCURRENCY of the server, to try another default; without it, as shipped
  --json            all figures as JSON on stdout; progress stays on stderr
  --help            this text
`;

/** The options of the command line; `undefined` when it asks for help, which then was printed. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      only: { type: 'string' },
      modes: { type: 'string', default: subjectNames.join(',') },
      clients: { type: 'boolean' },
      tokens: { type: 'boolean' },
      traces: { type: 'boolean' },
      'router-cache': { type: 'boolean' },
      growth: { type: 'boolean' },
      start: { type: 'boolean' },
      seconds: { type: 'string', default: '1' },
      warmup: { type: 'string', default: '12' },
      repeats: { type: 'string', default: '9' },
      connections: { type: 'string', default: '50' },
      latency: { type: 'string', default: '0' },
      concurrency: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  const { only, clients, tokens, traces, 'router-cache': routerCache, growth, start } = values;
  // Naming a part leaves out those that are not named.
  const besides = [clients, tokens, traces, routerCache];
  const isPicked = [only !== undefined, ...besides, growth, start].includes(true);
  return {
    queries: named(
      'only',
      only,
      queries.map(({ name }) => name),
    ),
    modes: named('modes', values.modes, subjectNames),
    seconds: amount('seconds', values.seconds, 0.1),
    warmup: amount('warmup', values.warmup, 0),
    repeats: whole('repeats', values.repeats),
    connections: whole('connections', values.connections),
    latency: amount('latency', values.latency, 0),
    concurrency: values.concurrency === undefined ? undefined : whole('concurrency', values.concurrency),
    parts: {
      table: (only !== undefined && !besides.includes(true)) || !isPicked,
      clients: clients ?? !isPicked,
      tokens: tokens ?? !isPicked,
      traces: traces ?? !isPicked,
      routerCache: routerCache ?? !isPicked,
      growth: growth ?? !isPicked,
      start: start ?? !isPicked,
    },
    json: values.json,
  };
}

function named<Name extends string>(
  option: string,
  text: string | undefined,
  known: readonly Name[],
): Name[] {
  if (text === undefined) return [...known];
  return text.split(',').map((word) => {
    const name = known.find((each) => each === word);
    if (name === undefined) throw new Error(`--${option}: ${word} is none of ${known.join(', ')}.`);
    return name;
  });
}

function amount(option: string, text: string, min: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value < 1e6) return value;
  throw new Error(`--${option}: ${text} is not a number from ${String(min)} on.`);
}

function whole(option: string, text: string): number {
  const value = amount(option, text, 1);
  if (Number.isInteger(value)) return value;
  throw new Error(`--${option}: ${text} is not a whole number.`);
}
