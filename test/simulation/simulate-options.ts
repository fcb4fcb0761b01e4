import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { amount } from '../support/option-amount.ts';

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
  --trace         prints what happened, line by line
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
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
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
  const first = amount('seed', values.seed ?? values.from, 0, 2 ** 31);
  const seeds = values.seed === undefined ? amount('seeds', values.seeds, 1, 1_000_000) : 1;
  const processes = Math.min(seeds, amount('processes', values.processes, 1, 64));
  const mutants = values.mutant ?? (values.mutants ? [''] : undefined);
  return { first, seeds, trace: values.trace, processes, mutants };
}
