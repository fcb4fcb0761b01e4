import { progress } from '../bench/figures.ts';
import { endPlayers } from './players.ts';
import { readSimulateOptions } from './simulate-options.ts';
import { learnOracle, simulate } from './simulation.ts';
import type { SeedResult } from './story/play.ts';

/** The command: plays, prints, and leaves no process behind. */
const stop = (): void => {
  endPlayers();
  process.exit(1);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
/** How many lines of one seed are shown; its trace has all. */
const SHOWN = 5;
const EVERY = 100;

try {
  const options = readSimulateOptions(process.argv.slice(2));
  if (options !== undefined) {
    const startedAt = performance.now();
    progress('Asking a server without faults for everything');
    const oracle = await learnOracle();
    const failed: SeedResult[] = [];
    let [played, operations, answered] = [0, 0, 0];
    await simulate(options, oracle, (result) => {
      played += 1;
      operations += result.operations;
      answered += result.answered;
      if (options.trace) process.stdout.write(result.trace);
      if (result.violations.length > 0) failed.push(result);
      if (played % EVERY === 0) progress(`${String(played)} of ${String(options.seeds)} seeds`);
    });
    for (const { seed, violations } of failed.sort((one, other) => one.seed - other.seed)) {
      process.stdout.write(`Seed ${String(seed)}: npm run simulate -- --seed ${String(seed)} --trace\n`);
      for (const line of violations.slice(0, SHOWN)) process.stdout.write(`  ${line}\n`);
    }
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    process.stdout.write(
      `${String(played)} seeds in ${seconds} s: ${String(operations)} operations, ${String(answered)} of them with data; ` +
        `${String(failed.length)} seeds with violations\n`,
    );
    if (failed.length > 0) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  endPlayers();
}
