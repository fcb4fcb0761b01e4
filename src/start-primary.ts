import { announce, announceBuild, announceSandbox, announceSandboxMode } from './announce.js';
import { longestChangeMs, type Config } from './config.js';
import { replaceOnHangUp } from './hang-up.js';
import { announcer, createLog, logFaults } from './log.js';
import { startSandbox } from './sandbox-mode.js';
import { createProbes } from './server/probes.js';
import { stopOnSignals } from './stop-signals.js';
import { PoolProbes } from './workers/PoolProbes.js';
import { WorkerPool } from './workers/WorkerPool.js';

/**
 * What the end of a worker may take once its requests have ended or been cut: one that hangs does not even hear of it, and
 * is killed. A second after the cut all is to be over; what is left of that is for the system, and for the end of this process.
 */
const STOP_SLACK_MS = 750;

/** Starts workers that serve, and answers the probes for them; the sandbox, where there is one, runs here. */
export async function startPrimary(config: Config): Promise<void> {
  const log = createLog({ level: config.logLevel, format: config.logFormat });
  const say = announcer(log);
  logFaults(log);
  let sandbox: Awaited<ReturnType<typeof startSandbox>> | undefined;
  if (config.sandboxPort !== undefined) {
    announceSandboxMode(config, say);
    sandbox = await startSandbox(config.sandboxPort, config.sandboxHost);
    announceSandbox(sandbox.url, say);
  }
  const clock = sandbox?.clock;
  const pool = new WorkerPool({
    count: config.workers,
    sandbox: sandbox && clock && { url: sandbox.url, time: () => clock.setting },
    hangLimitMs: config.workerHangTimeoutMs,
    changeLimitMs: longestChangeMs(config),
    stopLimitMs: config.shutdownDrainMs + config.shutdownTimeoutMs + STOP_SLACK_MS,
    log: say,
  });
  process.on('exit', () => {
    pool.kill();
  });
  clock?.onSet(() => {
    pool.tellTime(clock.setting);
  });
  announceBuild(config, say);
  const subgraphs = await pool.start();
  const names = subgraphs.map(({ name }) => name);
  const probes = createProbes(new PoolProbes(pool, names));
  const probesUrl = await probes.listen({ host: config.host, port: config.probesPort });
  void pool.givenUp.then(async () => {
    say.fatal('Workers end again and again: giving up.');
    await pool.stop(false);
    process.exit(1);
  });
  replaceOnHangUp(() => {
    say.info(`SIGHUP: replacing ${config.workers} workers, one by one.`);
    void pool.roll();
  }, config.tenantsFile !== undefined);
  stopOnSignals(
    [
      ({ drain }) => pool.stop(drain),
      async () => {
        await Promise.all([probes.close(), sandbox?.stop()]);
      },
    ],
    say,
  );
  say.info(`Workers    ${config.workers}`);
  announce(config, { subgraphs, probesUrl }, say);
}
