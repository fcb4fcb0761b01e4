import { progress } from '../bench/figures.ts';
import { runChaos } from './chaos.ts';
import { readOptions, type ChaosOptions } from './options.ts';
import { killAll } from './processes.ts';
import { redisText, runRedisFaults } from './redis-run.ts';
import { isSound, resultText } from './result.ts';
import { isFlat, runSoak, soakText } from './soak.ts';

/** The command: runs, prints, and leaves no process behind. */
const stop = (): void => {
  void killAll().then(() => process.exit(1));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
try {
  const options = readOptions(process.argv.slice(2));
  if (options !== undefined) await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await killAll();
}
// What was to happen later, had it gone well, would start processes anew.
process.exit();

async function run(options: ChaosOptions): Promise<void> {
  if (options.redis) {
    const figures = await runRedisFaults(progress);
    print(options, figures, redisText(figures));
    if (figures.some(({ errors }) => errors > 0)) process.exitCode = 1;
  } else if (options.soak) {
    const result = await runSoak(options, progress);
    print(options, result, soakText(result));
    if (!isFlat(result)) process.exitCode = 1;
  } else {
    const result = await runChaos(options, progress);
    print(options, result, resultText(result));
    if (!isSound(result)) process.exitCode = 1;
  }
}

function print({ json }: ChaosOptions, result: unknown, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : text);
}
