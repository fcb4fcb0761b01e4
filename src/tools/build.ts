import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isStopping, runNode, stopAll } from './children.js';

/**
 * Builds dist/: the compiled server and, beside it, the GraphiQL pages, which are skipped when nothing changed. Types are
 * not checked here but by `npm run check:type`: whoever starts the server need not wait for that.
 * Run by Node itself from the source, so it imports no TypeScript.
 */
const quiet = process.argv.includes('--quiet');
/** One of several, which are built together. */
const PAGE = 'dist/explorer/vipps.html';
const PAGE_SOURCES = ['src/explorer', 'test/operations', 'package-lock.json'];

process.on('SIGHUP', () => {
  stopAll('SIGTERM');
});
const steps = [step('Compiling TypeScript', ['node_modules/typescript/bin/tsc', '-p', '.', '--noCheck'])];
if (isOlder(PAGE, PAGE_SOURCES)) {
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'src/explorer/vite.config.ts'];
  steps.push(step('Building GraphiQL', [...vite, '--logLevel', 'warn']));
} else {
  say('GraphiQL is up to date');
}
if ((await Promise.all(steps)).includes(false)) process.exitCode = 1;

/** Runs one step in a process of its own, and tells whether it succeeded. */
async function step(title: string, command: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  say(`${title} ...`);
  const status = await runNode(command);
  if (status === 0) say(`${title}: done in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  else if (!isStopping) process.stderr.write(`${title} failed; see above.\n`);
  return status === 0;
}

function isOlder(target: string, sources: readonly string[]): boolean {
  if (!existsSync(target)) return true;
  const builtAt = statSync(target).mtimeMs;
  return sources.some((source) => newest(source) > builtAt);
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function say(line: string): void {
  if (!quiet) process.stdout.write(`${line}\n`);
}
