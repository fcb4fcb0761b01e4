import { parseArgs } from 'node:util';

/** What the command is asked for. */
export interface DoctorOptions {
  readonly json: boolean;
  /** What may be meant so counts as something to mend too. */
  readonly strict: boolean;
}

/** The text of `--help`. */
export const doctorHelp = `Usage: npm run -s doctor -- [options]
       node dist/src/doctor.js [options]

Looks at what the server would start with, and says what to mend: settings, tenants file, ports, the collector of traces,
issuer's keys, Redis, routers that are told of changes, addresses, this machine's clock, a token for each set of keys, and
a small read from each API that it should open.
It changes nothing anywhere, and prints no secret.

  --json     one JSON document instead of lines
  --strict   what may be meant so counts too, such as a tenant without accounting keys
  --help     this text

Settings are those of the server, from the environment. What it is at shows on standard error where that is a terminal.

Exit codes: 0 good, 1 something to mend, 2 wrong arguments.
`;

/** Something about the arguments that whoever gave them can mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the arguments; undefined when help is asked for. @throws UsageError */
export function readOptions(args: readonly string[]): DoctorOptions | undefined {
  const { values } = parsed(args);
  return values.help === true ? undefined : { json: values.json === true, strict: values.strict === true };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        strict: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
