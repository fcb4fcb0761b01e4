import { progress } from '../bench/figures.ts';
import { mutants } from './mutants.ts';
import { endPlayers } from './players.ts';
import { readSimulateOptions, type SimulateOptions } from './simulate-options.ts';
import { huntMutants, learnOracle, simulate, type Hunt } from './simulation.ts';
import type { StoryOracle } from './story/oracle.ts';
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
    progress('Asking a server without faults for everything');
    const oracle = await learnOracle();
    const isWell = await (options.mutants === undefined ? playAll(options, oracle) : hunt(options, oracle));
    if (!isWell) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  endPlayers();
}

/** Gives whether no seed has found anything. */
async function playAll(options: SimulateOptions, oracle: StoryOracle): Promise<boolean> {
  const startedAt = performance.now();
  const failed: SeedResult[] = [];
  let [played, operations, answered] = [0, 0, 0];
  await simulate(options, oracle, (result) => {
    played += 1;
    operations += result.operations;
    answered += result.answered;
    if (options.trace) process.stdout.write(result.trace);
    if (result.violations.length > 0) {
      failed.push(result);
      // Whoever ends it early knows of it, too.
      progress(`Seed ${String(result.seed)}: ${result.violations[0] ?? ''}`);
    }
    if (played % EVERY === 0) progress(`${String(played)} of ${String(options.seeds)} seeds`);
  });
  for (const { seed, violations } of failed.sort((one, other) => one.seed - other.seed)) {
    process.stdout.write(`Seed ${String(seed)}: npm run simulate -- --seed ${String(seed)} --trace\n`);
    for (const line of violations.slice(0, SHOWN)) process.stdout.write(`  ${line}\n`);
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    `${String(played)} seeds in ${seconds} s: ${String(operations)} operations, ${String(answered)} with data; ` +
      `${String(failed.length)} seeds found something wrong\n`,
  );
  return failed.length === 0;
}

/** Gives whether every fault was found. */
async function hunt(options: SimulateOptions, oracle: StoryOracle): Promise<boolean> {
  const { mutants: texts = [] } = options;
  const names = mutants.map(({ name }) => name).filter((name) => texts.some((text) => name.includes(text)));
  const hunts: Hunt[] = [];
  await huntMutants(options, names, oracle, (done) => {
    hunts.push(done);
    const { name, caught } = done;
    const how =
      caught === undefined
        ? 'NOT FOUND'
        : `found by seed ${String(caught.seed)}: ${caught.line.slice(0, 160)}`;
    process.stdout.write(`${name}: ${how}\n`);
  });
  const found = hunts.filter(({ caught }) => caught !== undefined).length;
  process.stdout.write(`${String(found)} of ${String(names.length)} planted faults found\n`);
  return found === names.length;
}
