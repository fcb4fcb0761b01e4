import { systemClock, type Clock } from '../clock.js';
import type { Environment } from '../config.js';
import { examine } from './examine.js';
import type { Finding, FindingState } from './findings.js';
import { doctorHelp, readOptions, UsageError } from './options.js';

/** Where the command writes. */
export interface DoctorOutput {
  print(text: string): void;
  complain(text: string): void;
  /** Told what is looked at, where somebody looks on; undefined = nothing just now. */
  progress?(what: string | undefined): void;
}

/** As the help says. */
const EXIT = { GOOD: 0, MEND: 1, WRONG: 2 } as const;

const MARKS: Readonly<Record<FindingState, string>> = {
  ok: 'ok   ',
  warning: 'look ',
  fault: 'MEND ',
  skipped: '-    ',
};

/** Looks at everything, and tells it line by line. @returns the exit code */
export async function runDoctor(
  args: readonly string[],
  env: Environment,
  output: DoctorOutput,
  clock: Clock = systemClock,
): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === undefined) {
      output.print(doctorHelp);
      return EXIT.GOOD;
    }
    const findings: Finding[] = [];
    for await (const finding of examine(env, clock, (what) => output.progress?.(what))) {
      findings.push(finding);
      output.progress?.(undefined);
      if (!options.json) output.print(lineOf(finding));
    }
    output.progress?.(undefined);
    const toMend: readonly FindingState[] = options.strict ? ['fault', 'warning'] : ['fault'];
    const good = !findings.some(({ state }) => toMend.includes(state));
    output.print(options.json ? `${JSON.stringify({ good, findings }, undefined, 2)}\n` : sumOf(findings));
    return good ? EXIT.GOOD : EXIT.MEND;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.complain(`${error.message} See --help.\n`);
    return EXIT.WRONG;
  }
}

function lineOf({ state, area, subject, found, mend }: Finding): string {
  const line = `${MARKS[state]} ${area.padEnd(13)} ${subject}: ${found}\n`;
  return mend === undefined ? line : `${line}${' '.repeat(MARKS[state].length + 1)}-> ${mend}\n`;
}

function sumOf(findings: readonly Finding[]): string {
  const count = (state: FindingState): number => findings.filter((each) => each.state === state).length;
  return `\n${count('fault')} to mend, ${count('warning')} to look at, ${count('ok')} good, ${count('skipped')} not tried.\n`;
}
