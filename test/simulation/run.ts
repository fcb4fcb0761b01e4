import { progress } from '../bench/figures.ts';
import { runChaos } from './chaos.ts';
import { readOptions } from './options.ts';
import { killAll } from './processes.ts';
import { isSound, resultText } from './result.ts';

/** The command: runs, prints, and leaves no process behind. */
const stop = (): void => {
  void killAll().then(() => process.exit(1));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
try {
  const options = readOptions(process.argv.slice(2));
  if (options !== undefined) {
    const result = await runChaos(options, progress);
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : resultText(result));
    if (!isSound(result)) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await killAll();
}
// What was to happen later, had it gone well, would start processes anew.
process.exit();
