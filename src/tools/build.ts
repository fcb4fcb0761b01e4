import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds dist/: the compiled server and the GraphiQL page. Each step is skipped or quick when nothing changed.
 * Run by Node itself from the source, so it imports nothing of ours.
 */
const quiet = process.argv.includes('--quiet');
const PAGE = 'dist/explorer/index.html';
const PAGE_SOURCES = ['src/explorer', 'test/operations', 'package-lock.json'];

step('Compiling TypeScript', ['node_modules/typescript/bin/tsc', '-p', '.']);
if (isOlder(PAGE, PAGE_SOURCES)) {
  step('Building GraphiQL', [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'src/explorer/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
} else {
  say('GraphiQL is up to date');
}

function step(title: string, command: readonly string[]): void {
  const startedAt = performance.now();
  say(`${title} ...`);
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`${title} failed; see above.\n`);
    process.exit(status ?? 1);
  }
  say(`${title}: done in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
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
