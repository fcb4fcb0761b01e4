// First: whatever is loaded later sees the time, the chance and the network that it replaces.
import './virtual/process.ts';
import { rmSync } from 'node:fs';
import { DIRECTORY_VARIABLE, isTask, type Report, type Task } from './players.ts';
import { MUTANT_VARIABLE, plant } from './virtual/plant.ts';

const directory = process.env[DIRECTORY_VARIABLE] ?? '';
// Whoever told it what to do may have been killed: nobody would hear what it finds, nor remove what it has written.
process.once('disconnect', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(1);
});

const mutant = process.env[MUTANT_VARIABLE];
const planted = mutant === undefined ? undefined : plant(mutant);

/** A process that plays stories, told by its parent which. */
const { askOracle } = await import('./story/oracle.ts');
const { play } = await import('./story/play.ts');
const { writeTenantsFile } = await import('./story/tenants.ts');
// What is loaded by a story only is loaded now: what can't be is no finding of that story.
if (planted !== undefined) await import(planted);

async function perform(task: Task): Promise<void> {
  const file = writeTenantsFile(directory);
  if (task.kind === 'oracle') {
    await report({ kind: 'oracle', oracle: await askOracle(file) });
    return;
  }
  // Of the process: all other clocks stand still between the timers of a story.
  const startedAt = process.hrtime.bigint();
  let knownMs = 0;
  for (const seed of task.seeds) {
    const { trace, ...result } = await play(seed, task.oracle, file);
    const usedMs = processorMs();
    await report({
      kind: 'seed',
      result: { ...result, trace: task.traces ? trace : '' },
      processorMs: usedMs - knownMs,
      memoryBytes: process.resourceUsage().maxRSS * 1_024,
    });
    knownMs = usedMs;
    if (Number(process.hrtime.bigint() - startedAt) > task.mostSeconds * 1e9) return;
    if (task.stopsAtFirst && result.violations.length > 0) return;
    // Nobody knows what would come of the next one in the same process.
    if (result.isStuck) throw new Error(`Seed ${String(seed)} did not come to an end.`);
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function report(message: Report): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, () => {
      resolve();
    });
  });
}

process.once('message', (message: unknown) => {
  if (!isTask(message)) throw new TypeError('no task');
  // Its own server and sandbox may leave open what ends with the process.
  void perform(message).then(
    async () => {
      await report({ kind: 'done' });
      process.exit(0);
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});
