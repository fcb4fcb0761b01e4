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
  /** Another run: what Redis failing in its ways costs queries. */
  readonly redis: boolean;
  /** Another run: the heap of a server at half of what it can take. */
  readonly soak: boolean;
}

const HELP = `npm run chaos -- [options]

Runs the built server in live mode against the sandbox while the sandbox fails: 20 % server faults, 10 % resets (before,
after and within the answer), 5 % hangs, bursts of 429, revoked tokens, restarts of the sandbox. The server has three workers
and Redis, which hangs once and restarts once; one worker is killed, and all are replaced by SIGHUP. Mixed reads and changes go on all the time. What came of them is judged afterwards by the sandbox's
own record. Ends with 1 when anything was untrue, done twice, lost, wrong or unanswered, or a process crashed.

  --seconds 180   how long the load goes on
  --seed 1        of operations and faults
  --rate 50       operations a second
  --faults 1      multiplies the shares of faults: 0 for none, at most 2
  --redis         instead: what queries notice of Redis that hangs, is killed, or is replaced by a replica
  --soak          instead: the heap of the server at half of what it can take; --seconds 600 unless told otherwise
  --json          all figures as JSON on stdout; progress stays on stderr
  --help          this text
`;

/** The options of the command line; `undefined` when it asks for help, which then was printed. */
export function readOptions(args: readonly string[]): ChaosOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string', default: '50' },
      faults: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      redis: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  return {
    seconds: amount('seconds', values.seconds ?? (values.soak ? '600' : '180'), 1, 86_400),
    seed: amount('seed', values.seed, 0, 2 ** 31),
    rate: amount('rate', values.rate, 1, 1_000),
    faults: amount('faults', values.faults, 0, 2),
    json: values.json,
    redis: values.redis,
    soak: values.soak,
  };
}
