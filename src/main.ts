import './node-version.js';
import cluster from 'node:cluster';
import { explain, warningOf } from './announce.js';
import { helpText } from './config/help.js';
import { ConfigError, parseConfig } from './config.js';

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
  if (cluster.isWorker) {
    const { startWorker } = await import('./start-worker.js');
    await startWorker(process.env);
    return;
  }
  const config = parseConfig(process.env);
  if (config.workers > 1) {
    const { startPrimary } = await import('./start-primary.js');
    await startPrimary(config);
    return;
  }
  const { startAlone } = await import('./start-alone.js');
  await startAlone(config);
}

/** Says what is wrong with the settings and the files that they name, a line for each fault, and starts nothing. */
async function check(): Promise<void> {
  try {
    const config = parseConfig(process.env);
    const { faultsOfTrustedDocuments } = await import('./server/check-documents.js');
    const faults = await faultsOfTrustedDocuments(config);
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

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
