import { pino } from 'pino';
import { Invalidations } from '../cache/Invalidations.js';
import { ALL_RIGHTS } from '../callers/scopes.js';
import { systemClock, type Clock } from '../clock.js';
import {
  ConfigError,
  accountingCredentials,
  parseConfig,
  withSandbox,
  type Config,
  type Tenant,
} from '../config.js';
import { toCurrency } from '../decimal.js';
import { createVippsContext } from '../context/vipps-context.js';
import { createVippsServices } from '../context/vipps-services.js';
import { GraphError } from '../errors/GraphError.js';
import { startDeadline } from '../http/deadline.js';
import { stateOf, type ClosedDate } from '../reconciliation/close-days.js';
import { countDates } from '../dates.js';
import { sandboxKeys } from '../sandbox/keys.js';
import { startSandbox } from '../sandbox/server.js';
import { closeHelp, readOptions, UsageError, type CloseOptions } from './options.js';
import { printClose } from './print-close.js';

/** Where the command writes. */
export interface CloseOutput {
  print(text: string): void;
  complain(text: string): void;
  /** Told how far it is, where somebody looks on. */
  progress?(done: number, of: number, date: string): void;
}

/** As the help says. */
const EXIT = { BALANCED: 0, OFF: 1, WRONG: 2, OPEN: 3, FAILED: 4 } as const;

/** Long enough for 400 dates of an API that is slow; each call has its own limit. */
const DEADLINE_MS = 3_600_000;

/** Closes a period and prints it. @returns the exit code */
export async function runClose(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: CloseOutput,
): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === undefined) {
      output.print(closeHelp);
      return EXIT.BALANCED;
    }
    // Nothing listens here, so nobody needs to be admitted.
    const config = parseConfig({ CALLER_AUTH: 'network', ...environment, SUBGRAPHS: 'vipps' });
    return await closeWith(config, options, output);
  } catch (error) {
    if (error instanceof UsageError) output.complain(`${error.message} See --help.\n`);
    else if (error instanceof ConfigError) output.complain(`${error.message}\n`);
    else if (error instanceof GraphError) {
      output.complain(`${error.message}\n`);
      return EXIT.FAILED;
    } else throw error;
    return EXIT.WRONG;
  }
}

async function closeWith(config: Config, options: CloseOptions, output: CloseOutput): Promise<number> {
  if (config.tenantsFile === undefined && options.tenant !== undefined)
    throw new UsageError('--tenant names a tenant of a tenants file, and there is none.');
  if (config.sandboxPort === undefined)
    return close(config, tenantOf(config, options), systemClock, options, output);
  const sandbox = await startSandbox({ port: 0 });
  try {
    const tenant: Tenant = {
      id: 'sandbox',
      classic: undefined,
      accounting: accountingCredentials(sandboxKeys.accounting),
    };
    return await close(
      withSandbox(config, { url: sandbox.url, tenant }),
      tenant,
      sandbox.clock,
      options,
      output,
    );
  } finally {
    await sandbox.stop();
  }
}

function tenantOf({ tenantsFile, tenant: only }: Config, { tenant }: CloseOptions): Tenant {
  if (tenantsFile === undefined) return only;
  const { tenants } = tenantsFile;
  const found =
    tenant === undefined && tenants.length === 1 ? tenants[0] : tenants.find(({ id }) => id === tenant);
  if (found === undefined) throw new UsageError('--tenant must name a tenant of the tenants file.');
  return found;
}

async function close(
  config: Config,
  tenant: Tenant,
  clock: Clock,
  { ledgerId, from, to, format }: CloseOptions,
  output: CloseOutput,
): Promise<number> {
  // What goes wrong is said once, at the end.
  const log = pino({ level: 'silent' });
  const services = createVippsServices({ config, log, clock, invalidations: new Invalidations() });
  const deadline = startDeadline(DEADLINE_MS);
  try {
    const scope = { deadline, budget: undefined, reads: undefined };
    const { loaders } = createVippsContext(services, {
      requestId: 'close',
      tenant,
      rights: ALL_RIGHTS,
      scope,
    });
    const ledger = await loaders.report.ledger(ledgerId);
    if (ledger === null) {
      output.complain(`There is no ledger ${ledgerId}, or it is not granted to the keys in use.\n`);
      return EXIT.FAILED;
    }
    const currency = toCurrency(ledger.currency);
    const dates: ClosedDate[] = [];
    const count = countDates(from, to);
    for await (const date of loaders.closes.days(ledgerId, { from, to, currency })) {
      dates.push(date);
      output.progress?.(dates.length, count, date.date);
    }
    output.print(printClose({ ledgerId, currency, dates }, format));
    return EXIT[stateOf(dates)];
  } finally {
    deadline.end();
    await services.close();
  }
}
