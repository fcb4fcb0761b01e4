import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'simulate-test-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Runs the command; what it writes goes below a directory of its own. */
function simulate(...args: string[]): ChildProcess {
  const command = fileURLToPath(new URL('simulate.ts', import.meta.url));
  return spawn(process.execPath, [command, ...args], {
    env: { ...process.env, TMPDIR: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

it('prints a trace and nothing else, and leaves nothing behind', { timeout: 60_000 }, async () => {
  const command = simulate('--seed', '3', '--trace');
  const { stdout, stderr } = command;
  const [out, rest, [code]] = await Promise.all([
    stdout === null ? '' : text(stdout),
    stderr === null ? '' : text(stderr),
    once(command, 'close'),
  ]);
  expect(code).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !/^\d+ ms: /.test(line) && !line.startsWith('    at '))).toEqual([]);
  expect(rest).toMatch(/^1 seeds in .* 0 seeds found something wrong$/m);
  expect(await readdir(directory)).toEqual([]);
});

it('ends those that play when it is killed', { timeout: 60_000 }, async () => {
  const command = simulate('--seeds', '100000', '--processes', '1');
  const { stderr } = command;
  stderr?.setEncoding('utf8');
  // It plays by then.
  while (!/ seeds, /.test(String(stderr?.read() ?? ''))) if (stderr) await once(stderr, 'readable');
  expect(await readdir(directory)).toHaveLength(1);
  command.kill('SIGKILL');
  await once(command, 'exit');
  // Its pipes are those of whoever plays: they end with that.
  stderr?.resume();
  await once(command, 'close');
  await vi.waitFor(async () => {
    expect(await readdir(directory)).toEqual([]);
  });
});
