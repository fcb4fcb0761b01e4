import { parseArgs } from 'node:util';
import { amount } from '../support/option-amount.ts';

/** What one chaos run does, and how long. */
export interface ChaosOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Operations a second. */
  readonly rate: number;
  /** By what the shares of faults are multiplied. */
  readonly faults: number;
  readonly json: boolean;
}

const HELP = `npm run chaos -- [options]

Runs the built server in live mode against the sandbox while the sandbox fails: 20 % server faults, 10 % resets (before,
after and within the answer), 5 % hangs, bursts of 429, revoked tokens, restarts of the sandbox, and one restart of the
server by SIGTERM. Mixed reads and changes go on all the time. What came of them is judged afterwards by the sandbox's
own record. Ends with 1 when anything was untrue, done twice, lost or wrong, or a process crashed.

  --seconds 180   how long the load goes on
  --seed 1        of operations and faults
  --rate 50       operations a second
  --faults 1      multiplies the shares of faults: 0 for none, at most 2
  --json          all figures as JSON on stdout; progress stays on stderr
  --help          this text
`;

/** The options of the command line; `undefined` when it asks for help, which then was printed. */
export function readOptions(args: readonly string[]): ChaosOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '180' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string', default: '50' },
      faults: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  return {
    seconds: amount('seconds', values.seconds, 1, 86_400),
    seed: amount('seed', values.seed, 0, 2 ** 31),
    rate: amount('rate', values.rate, 1, 1_000),
    faults: amount('faults', values.faults, 0, 2),
    json: values.json,
  };
}
