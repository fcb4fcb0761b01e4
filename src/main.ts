import './node-version.js';
import { helpText } from './config/help.js';
import {
  accountingCredentials,
  classicCredentials,
  ConfigError,
  parseConfig,
  withSandbox,
  type Config,
  type Tenant,
} from './config.js';

/** Process entry: reads the environment, starts, says where to go, stops on signals. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpText());
    return;
  }
  if (args[0] !== undefined) {
    process.stderr.write(
      `Unknown argument ${JSON.stringify(args[0])}. Settings come from the environment; --help lists them.\n`,
    );
    process.exit(2);
  }
  const stops: (() => Promise<void>)[] = [];
  let config = parseConfig(process.env);
  if (config.sandboxPort !== undefined) {
    const reach = isLoopback(config.host) ? 'on this machine only' : `open to all who reach ${config.host}`;
    say(`No keys are set: sandbox mode, ${reach}. All data is invented.`);
    const sandbox = await startSandbox(config.sandboxPort, config.sandboxHost);
    stops.push(() => sandbox.stop());
    config = withSandbox(config, sandbox);
    say(`Sandbox    ${sandbox.url}  (what it can do: ${sandbox.url}/__sandbox)`);
  }
  const { createServer } = await import('./server/create-server.js');
  const server = await createServer(config);
  stops.unshift(() => server.stop());
  announce(config, server.url, server.probesUrl);
  stopOnSignals(stops);
}

async function startSandbox(port: number, host: string) {
  const [{ startSandbox: start }, { sandboxKeys }] = await Promise.all([
    import('./sandbox/server.js'),
    import('./sandbox/keys.js'),
  ]);
  const { partner, accounting } = sandboxKeys;
  const tenant: Tenant = {
    id: 'sandbox',
    classic: classicCredentials({ ...partner, msn: undefined }),
    accounting: accountingCredentials(accounting),
  };
  const sandbox = await start({ port, host });
  return { url: sandbox.url, stop: () => sandbox.stop(), tenant };
}

function announce({ production, host }: Config, url: string, probesUrl: string): void {
  const base = host === '0.0.0.0' || host === '::' ? url.replace(/\/\/[^:/]+/, '//localhost') : url;
  say(`Graph      ${base}/graphql`);
  if (!production) say(`GraphiQL   ${base}/`);
  say(`Probes     ${probesUrl}/livez and /readyz`);
  say('Ready. Stop with Ctrl+C; --help lists every setting.');
}

function stopOnSignals(stops: readonly (() => Promise<void>)[]): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing what is in flight, then stopping.`);
    for (const each of stops) await each();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\..*|::1)$/.test(host);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Faults that a person can mend get a sentence, not a stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && 'port' in error && error.code === 'EADDRINUSE') {
    return `Port ${String(error.port)} is taken. Stop what listens there, or choose others with PORT, PROBES_PORT and SANDBOX_PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.on('unhandledRejection', (error: unknown) => {
  // A fault of ours, but no reason to drop the requests of others.
  process.stderr.write(`${explain(error)}\n`);
});

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
