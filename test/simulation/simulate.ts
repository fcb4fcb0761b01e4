import { progress } from '../bench/figures.ts';
import { mutants } from './mutants.ts';
import { endPlayers } from './players.ts';
import { readSimulateOptions, type SimulateOptions } from './simulate-options.ts';
import { huntMutants, learnOracle, simulate } from './simulation.ts';
import { Tally } from './simulate-tally.ts';
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
const PROGRESS_MS = 5_000;

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
  const failed: SeedResult[] = [];
  const tally = new Tally(options.seeds, performance.now());
  let saidAt = performance.now();
  await simulate(options, oracle, (played) => {
    const { result } = played;
    tally.add(played);
    if (options.trace) process.stdout.write(result.trace);
    if (result.violations.length > 0) {
      failed.push(result);
      // Whoever ends it early knows of it, too.
      progress(`Seed ${String(result.seed)}: ${result.violations[0] ?? ''}`);
    }
    const now = performance.now();
    if (now - saidAt < PROGRESS_MS) return;
    saidAt = now;
    progress(tally.progress(now));
  });
  // Where a trace is asked for, it is all that there is on the usual way out.
  const out = options.trace ? process.stderr : process.stdout;
  for (const { seed, violations } of failed.sort((one, other) => one.seed - other.seed)) {
    out.write(`Seed ${String(seed)}: npm run simulate -- --seed ${String(seed)} --trace\n`);
    for (const line of violations.slice(0, SHOWN)) out.write(`  ${line}\n`);
  }
  out.write(tally.summary(performance.now()));
  if (tally.played !== options.seeds)
    throw new Error(`Only ${String(tally.played)} of ${String(options.seeds)} seeds were played.`);
  return failed.length === 0;
}

/** Gives whether every fault was found. */
async function hunt(options: SimulateOptions, oracle: StoryOracle): Promise<boolean> {
  const { mutants: texts = [] } = options;
  const meant = mutants.filter(({ name }) => texts.some((text) => name.includes(text)));
  const startedAt = performance.now();
  let [done, found] = [0, 0];
  await huntMutants(options, meant, oracle, ({ name, caught, fault, seeds, seconds }) => {
    done += 1;
    if (caught !== undefined) found += 1;
    const how =
      fault !== undefined
        ? `CAN'T BE PLANTED SO: ${fault}`
        : caught === undefined
          ? `NOT FOUND by ${String(seeds)} seeds`
          : `found by seed ${String(caught.seed)}, the ${String(seeds)}. that was played: ${caught.line.slice(0, 160)}`;
    process.stdout.write(
      `${String(done)} of ${String(meant.length)}: ${name} (${seconds.toFixed(0)} s): ${how}\n`,
    );
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  process.stdout.write(`${String(found)} of ${String(meant.length)} planted faults found, in ${seconds} s\n`);
  return found === meant.length;
}
