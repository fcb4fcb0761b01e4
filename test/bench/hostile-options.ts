import { parseArgs } from 'node:util';
import { amount } from '../support/option-amount.ts';
import { bodySamples } from './hostile-bodies.ts';
import { hostileSamples } from './hostile-samples.ts';

/** Which samples are sent, and how long each may take. */
export interface HostileOptions {
  readonly samples: readonly string[];
  readonly timeoutMs: number;
  /** How many sizes of each, from the smallest on. */
  readonly sizes: number;
  /** How often one that breaks a rule by its cost is tried; the best counts. */
  readonly tries: number;
  readonly json: boolean;
}

export const sampleNames: readonly string[] = [...hostileSamples, ...bodySamples]
  .map(({ name }) => name)
  .sort();

const HELP = `npm run bench:hostile -- [options]

Sends small requests that may cost much to the server as shipped, each to a new process, and prints what each cost: time
of the processor, the longest stall of the event loop, and the most memory beyond that before. A process has 1 GB of
heap. What is not answered in time is killed, and counts as broken. What an answer may cost by itself is what the same
data costs without the hostile part, or 40 ms per megabyte. Bodies that stall are waited for until they are cut, and cost by
themselves what Node needs to read them and what BODIES_MAX_BYTES lets the server hold.

  --only 1,2-units  only these samples, or all of these kinds: ${sampleNames.join(', ')}
  --sizes 3         how many sizes of each, from the smallest on
  --tries 3         how often one that breaks a rule by its cost is tried; the best counts
  --timeout 20      seconds that each may take
  --json            all figures as JSON on stdout; progress stays on stderr
  --help            this text
`;

/** The options of the command line; `undefined` when it asks for help, which then was printed. */
export function readHostileOptions(args: readonly string[]): HostileOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      sizes: { type: 'string', default: '3' },
      tries: { type: 'string', default: '3' },
      timeout: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  return {
    samples: values.only === undefined ? sampleNames : values.only.split(',').flatMap(named),
    sizes: amount('sizes', values.sizes, 1, 3),
    tries: amount('tries', values.tries, 1, 100),
    timeoutMs: amount('timeout', values.timeout, 1, 600) * 1_000,
    json: values.json,
  };
}

/** A sample by its name, or all of a kind by its number. */
function named(word: string): string[] {
  const found = sampleNames.filter((name) => name === word || name.startsWith(`${word}-`));
  if (found.length === 0) throw new Error(`--only: ${word} is none of ${sampleNames.join(', ')}.`);
  return found;
}
