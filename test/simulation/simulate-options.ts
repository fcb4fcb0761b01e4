import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { wholeAmount } from '../support/option-amount.ts';
import { mutants } from './mutants.ts';

/** What one simulation does. */
export interface SimulateOptions {
  /** The first seed, and how many. */
  readonly first: number;
  readonly seeds: number;
  /** Prints what happened. */
  readonly trace: boolean;
  readonly processes: number;
  /** Plants faults instead, those whose names hold one of these texts; undefined = none. */
  readonly mutants: readonly string[] | undefined;
}

const HELP = `npm run simulate -- [options]

Plays stories: several tenants read, change and leave, while the APIs fail, hang, limit and restart, tokens are revoked and
clocks jump. The built server and the sandbox run in one process, over a network in memory and by a clock that stands still
while there is anything to do; all chance comes from the seed of a story. So a story takes no time but that of its work, and
is the same each time that it is played. Ends with 1 when anything was untrue, done twice, lost, wrong or left over.

  --seeds 1000    how many stories
  --from 1        the seed of the first
  --seed N        that one alone
  --trace         prints what happened, line by line; all else is told on the error output
  --processes N   among which the seeds are dealt out; as many as there are cores
  --mutants       plants faults, each by itself, and plays seeds until one finds it
  --mutant TEXT   only those whose names hold that; may be said several times
  --help          this text
`;

/** The options of the command line; `undefined` when it asks for help, which then was printed. */
export function readSimulateOptions(args: readonly string[]): SimulateOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
      processes: { type: 'string', default: String(availableParallelism()) },
      mutants: { type: 'boolean', default: false },
      mutant: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  const { seed, seeds: count = '1000', from = '1', processes: most, trace } = values;
  if (seed !== undefined && (values.seeds !== undefined || values.from !== undefined))
    throw new Error('--seed is one alone: it goes with neither --seeds nor --from.');
  const named = values.mutant ?? (values.mutants ? [''] : undefined);
  if (trace && named !== undefined)
    throw new Error(
      '--trace is of stories without planted faults: it goes with neither --mutants nor --mutant.',
    );
  for (const text of named ?? [])
    if (!mutants.some(({ name }) => name.includes(text)))
      throw new Error(`--mutant: no planted fault has "${text}" in its name.`);
  const first =
    seed === undefined ? wholeAmount('from', from, 0, 2 ** 31) : wholeAmount('seed', seed, 0, 2 ** 31);
  const seeds = seed === undefined ? wholeAmount('seeds', count, 1, 1_000_000) : 1;
  const processes = Math.min(seeds, wholeAmount('processes', most, 1, 64));
  return { first, seeds, trace, processes, mutants: named };
}
