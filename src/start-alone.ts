import { announce, announceBuild, announceSandbox, announceSandboxMode } from './announce.js';
import { systemClock, systemTimers } from './clock.js';
import { withSandbox, type Config } from './config.js';
import { reloadOnHangUp } from './hang-up.js';
import { announcer, createLog, logFaults } from './log.js';
import { startSandbox } from './sandbox-mode.js';
import { stopOnSignals, type StopOptions } from './stop-signals.js';
import { startTracing } from './tracing/start-tracing.js';

/** Serves in this process, with the sandbox where there are no keys. */
export async function startAlone(settings: Config): Promise<void> {
  const stops: ((options: StopOptions) => Promise<void>)[] = [];
  let config = settings;
  let clock = systemClock;
  const log = createLog({ level: config.logLevel, format: config.logFormat });
  const say = announcer(log);
  logFaults(log);
  if (config.sandboxPort !== undefined) {
    announceSandboxMode(config, say);
    const sandbox = await startSandbox(config.sandboxPort, config.sandboxHost);
    stops.push(() => sandbox.stop());
    config = withSandbox(config, sandbox);
    // One time for both, so that a day of the sandbox is not over before the sandbox says so.
    clock = sandbox.clock;
    announceSandbox(sandbox.url, say);
  }
  announceBuild(config, say);
  const { createServer } = await import('./server/create-server.js');
  const tracing = await startTracing(config.tracing, log, systemTimers);
  const server = await createServer(config, { clock, log, tracer: tracing.tracer });
  stops.unshift(
    (options) => server.stop(options),
    () => tracing.stop(),
  );
  const reload = (): void => {
    server.reloadTenants();
  };
  reloadOnHangUp(config.tenantsFile && reload, say);
  // Who reads that it is ready may stop it at once.
  stopOnSignals(stops, say);
  announce(config, server, say);
}
