import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const reporter = resolve('test/support/progress-reporter.ts');

/** A folder with three test files, of which the last fails, and vitest as in this project. */
function project(options: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `import { ProgressReporter } from ${JSON.stringify(reporter)};
     export default { test: { fileParallelism: false, reporters: ['default', new ProgressReporter(${JSON.stringify(options)})] } };`,
  );
  for (const [name, expected] of [
    ['one', 1],
    ['three', 2],
    ['two', 1],
  ] as const)
    writeFileSync(
      join(folder, `${name}.test.ts`),
      `import { expect, it } from 'vitest'; it('${name} works', () => { expect(1).toBe(${String(expected)}); });`,
    );
  return folder;
}

function vitest(folder: string, ...args: readonly string[]) {
  const command = [resolve('node_modules/vitest/vitest.mjs'), 'run', ...args];
  const env = { PATH: process.env['PATH'], CI: 'true', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const file = 'kept/run.json';
const progress = /^(?:\d+ test files|\[\d).*$/gm;

describe('the progress of a run', { timeout: 60_000 }, () => {
  it('is told in plain lines, with what failed beside them', () => {
    const folder = project({ file, everyMs: 0, leastFiles: 1 });
    const first = vitest(folder);
    expect(first.status).toBe(1);
    expect(first.stdout.match(progress)).toEqual([
      expect.stringMatching(
        /^3 test files will take about .+ here \(guessed from the speed of this machine just now\)\.$/,
      ),
      expect.stringMatching(/^\[1\/3\] after \d+ s, about \d+ s to go(, 1 failed)?$/),
      expect.stringMatching(/^\[2\/3\] after \d+ s, about \d+ s to go(, 1 failed)?$/),
      expect.stringMatching(/^\[3\/3\] after \d+ s, 1 failed$/),
    ]);
    expect(first.stderr).toContain('three works');
    expect(first.stderr).toContain('expected 1 to be 2');

    const kept: { files: number; seconds: number } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    expect(kept).toEqual({ files: 3, seconds: expect.any(Number) });
    writeFileSync(join(folder, file), JSON.stringify({ files: 6, seconds: 400 }));
    expect(vitest(folder).stdout).toContain('3 test files will take about 3 min 20 s here (as last time).\n');
  });

  it('is not told where few files run, nor kept', () => {
    const folder = project({ file, everyMs: 0, leastFiles: 3 });
    const { status, stdout } = vitest(folder, 'one');
    expect(status).toBe(0);
    expect(stdout.match(progress)).toBeNull();
    expect(() => readFileSync(join(folder, file))).toThrow('ENOENT');
  });

  it('is guessed anew when what was kept is broken', () => {
    const folder = project({ file: 'run.json', everyMs: 60_000, leastFiles: 1 });
    writeFileSync(join(folder, 'run.json'), '{"files":0');
    const { stdout } = vitest(folder, 'one', 'two');
    expect(stdout.match(progress)).toEqual([
      expect.stringMatching(/^2 test files will take about .+ here \(guessed from .+\)\.$/),
      expect.stringMatching(/^\[2\/2\] after \d+ s$/),
    ]);
  });
});
