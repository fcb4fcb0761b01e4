import './node-version.js';
import type { Logger } from 'pino';
import { systemClock } from './clock.js';
import { helpText } from './config/help.js';
import { reloadOnHangUp } from './hang-up.js';
import { announcer, createLog } from './log.js';
import {
  accountingCredentials,
  classicCredentials,
  ConfigError,
  enturCredentials,
  enturWarning,
  isLoopback,
  parseConfig,
  withSandbox,
  type Config,
  type Tenant,
} from './config.js';
import type { Server } from './server/create-server.js';
import { stopOnSignals, type StopOptions } from './stop-signals.js';

/** Process entry: reads the environment, starts, says where to go, stops on signals. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpText());
    return;
  }
  const isCheck = args[0] === '--check' && args.length === 1;
  if (args[0] !== undefined && !isCheck) {
    process.stderr.write(
      `Unknown argument ${JSON.stringify(args[0])}. Settings come from the environment; --help lists them.\n`,
    );
    process.exit(2);
  }
  if (isCheck) {
    await check();
    return;
  }
  const stops: ((options: StopOptions) => Promise<void>)[] = [];
  let config = parseConfig(process.env);
  let clock = systemClock;
  const log = createLog({ level: config.logLevel, format: config.logFormat });
  const say = announcer(log);
  process.on('unhandledRejection', (err: unknown) => {
    // A fault of ours, but no reason to drop the requests of others.
    log.error({ err }, 'unexpected fault');
  });
  if (config.sandboxPort !== undefined) {
    const reach = isLoopback(config.host) ? 'on this machine only' : `open to all who reach ${config.host}`;
    say.info(`No keys are set: sandbox mode, ${reach}. All data is invented.`);
    const sandbox = await startSandbox(config.sandboxPort, config.sandboxHost);
    stops.push(() => sandbox.stop());
    config = withSandbox(config, sandbox);
    // One time for both, so that a day of the sandbox is not over before the sandbox says so.
    clock = sandbox.clock;
    say.info(`Sandbox    ${sandbox.url}  (what it can do: ${sandbox.url}/__sandbox)`);
  }
  const { createServer } = await import('./server/create-server.js');
  const server = await createServer(config, { clock, log });
  stops.unshift((options) => server.stop(options));
  const reload = (): void => {
    server.reloadTenants();
  };
  reloadOnHangUp(config.tenantsFile && reload, say);
  // Who reads that it is ready may stop it at once.
  stopOnSignals(stops, say);
  announce(config, server, say);
}

/** Says what is wrong with the settings and the files that they name, a line for each fault, and starts nothing. */
async function check(): Promise<void> {
  try {
    const config = parseConfig(process.env);
    const { faultsOfTrustedDocuments } = await import('./server/check-documents.js');
    const faults = faultsOfTrustedDocuments(config);
    if (faults.length > 0) throw new ConfigError(faults);
    const { sandboxPort, tenantsFile } = config;
    const what =
      sandboxPort === undefined ? `Tenants: ${tenantsFile?.tenants.length ?? 1}.` : 'No keys: sandbox.';
    process.stdout.write(`The configuration has no faults. ${what}\n`);
    const warning = warningOf(config);
    if (warning !== undefined) process.stdout.write(`${warning}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.faults.join('\n')}\n`);
    process.exitCode = 1;
  }
}

/** What the settings allow, but hardly mean. */
function warningOf({ entur, subgraphs }: Config): string | undefined {
  return subgraphs.some(({ name }) => name === 'entur') ? enturWarning(entur) : undefined;
}

async function startSandbox(port: number, host: string) {
  const [{ startSandbox: start }, { sandboxEnturClient, sandboxKeys }] = await Promise.all([
    import('./sandbox/server.js'),
    import('./sandbox/keys.js'),
  ]);
  const { partner, accounting } = sandboxKeys;
  const tenant: Tenant = {
    id: 'sandbox',
    classic: classicCredentials({ ...partner, msn: undefined }),
    accounting: accountingCredentials(accounting),
    entur: enturCredentials({ ...sandboxKeys.entur, ...sandboxEnturClient }),
  };
  const sandbox = await start({ port, host });
  return { ...sandbox, tenant };
}

function announce(config: Config, server: Server, say: Logger): void {
  const { production, host, absentApis, namesSubgraphs } = config;
  if (absentApis.length > 0)
    say.info(
      `Vipps MobilePay's test environment: without the APIs ${absentApis.join(', ')}, whose fields are refused.`,
    );
  const warning = warningOf(config);
  if (warning !== undefined) say.warn(warning);
  for (const { name, url } of server.subgraphs) {
    const base = host === '0.0.0.0' || host === '::' ? url.replace(/\/\/[^:/]+/, '//localhost') : url;
    const which = namesSubgraphs ? `  (${name})` : '';
    say.info(`Graph      ${base}/graphql${which}`);
    if (!production) say.info(`GraphiQL   ${base}/${which}`);
  }
  say.info(`Probes     ${server.probesUrl}/livez and /readyz`);
  say.info('Ready. Stop with Ctrl+C; --help lists every setting.');
}

/** Faults that a person can mend get a sentence, not a stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && 'port' in error && error.code === 'EADDRINUSE') {
    return `Port ${String(error.port)} is taken. Stop what listens there, or choose others with PORT, ENTUR_PORT, PROBES_PORT and SANDBOX_PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
