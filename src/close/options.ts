import { parseArgs } from 'node:util';
import { countDates } from '../dates.js';

/** How a close is printed. */
export type CloseFormat = 'table' | 'csv' | 'json';

/** What the command is asked for. */
export interface CloseOptions {
  readonly ledgerId: string;
  readonly from: string;
  readonly to: string;
  readonly format: CloseFormat;
  /** Of a tenants file; undefined where there is none. */
  readonly tenant: string | undefined;
}

/** The text of `--help`. */
export const closeHelp = `Usage: npm run -s close -- --ledger ID --from DATE --to DATE [options]

Reconciles what was sold on a ledger with what happened to the money, date by date.

  --ledger ID      id of the ledger, such as 418806
  --from DATE      first ledger date, such as 2026-08-01
  --to DATE        last ledger date, at most 399 behind the first
  --format FORMAT  table (default), csv or json; amounts of csv and json are in minor units
  --tenant ID      whose keys to use, where a tenants file has several
  --help           this text

Keys and addresses are the settings of the server, from the environment. Without keys it closes a ledger of the sandbox.
How far it is shows on standard error where that is a terminal.

Exit codes: 0 balanced, 1 off, 2 wrong arguments or settings, 3 not all dates are complete yet, 4 could not be read or written.
`;

/** Something about the arguments that whoever gave them can mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the arguments; undefined when help is asked for. @throws UsageError naming the argument and the rule */
export function readOptions(args: readonly string[]): CloseOptions | undefined {
  const { values } = parsed(args);
  if (values.help === true) return undefined;
  const ledgerId = values.ledger ?? '';
  if (!/^[\w-]{1,64}$/.test(ledgerId))
    throw new UsageError('--ledger must be the id of a ledger, such as 418806.');
  const [from, to] = [dateOf('--from', values.from), dateOf('--to', values.to)];
  const count = countDates(from, to);
  if (count < 1) throw new UsageError('--to must not be before --from.');
  if (count > 400) throw new UsageError(`--to must be so that there are at most 400 dates, not ${count}.`);
  const { format } = values;
  if (format !== 'table' && format !== 'csv' && format !== 'json')
    throw new UsageError('--format must be table, csv or json.');
  return { ledgerId, from, to, format, tenant: values.tenant };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ledger: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        format: { type: 'string', default: 'table' },
        tenant: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function dateOf(name: string, value: string | undefined): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value ?? '') ? Date.parse(`${value ?? ''}T00:00:00Z`) : Number.NaN;
  const text = value ?? '';
  // 30 February parses as a day in March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    throw new UsageError(`${name} must be a date such as 2026-08-01.`);
  return text;
}
