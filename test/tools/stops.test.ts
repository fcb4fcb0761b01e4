import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watch, type Running } from '../support/process.js';
import { withSource } from './project.js';

/** Tells that it runs; stops as a server that has something in flight, and says so if it is hurried. */
const SERVER = `
let asked = 0;
process.on('SIGTERM', () => {
  asked += 1;
  console.log('asked to stop: ' + String(asked));
  setTimeout(() => process.exit(0), 1_500);
});
setInterval(() => undefined, 60_000);
console.log('the server runs');
`;

/** Runs a script of package.json in a session of its own, by which what it leaves behind is found. */
function npm(script: string): Running {
  const running = watch(
    spawn('npm', ['run', script], {
      cwd: withSource(SERVER),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  onTestFinished(() => {
    for (const pid of sessionOf(running).keys()) process.kill(pid, 'SIGKILL');
  });
  return running;
}

/** The processes of its session that run, with their commands. */
function sessionOf({ child }: Running): ReadonlyMap<number, string> {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=,args=', '-s', String(child.pid)], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').map((line) => /^ *(\d+) +([^Z\s]\S*) +(.*)$/.exec(line));
  return new Map(lines.flatMap((match) => (match === null ? [] : [[Number(match[1]), match[3] ?? '']])));
}

const waitLimit = { timeout: 10_000 };
const commands = (running: Running) => () => [...sessionOf(running).values()];

describe('a signal to npm', { timeout: 60_000 }, () => {
  // SIGINT to npm alone stays with the shell below it, which waits. A terminal sends it to all.
  it.each(['start', 'dev', 'build'])('ends the build of npm run %s, and starts nothing', async (script) => {
    const running = npm(script);
    await running.printed(/^Compiling TypeScript \.\.\.$/m);
    await expect.poll(commands(running), waitLimit).toContainEqual(expect.stringContaining('tsc -p .'));
    running.child.kill('SIGTERM');
    await expect.poll(commands(running), waitLimit).toStrictEqual([]);
    await running.exit;
    expect(running.out()).not.toMatch(/the server runs|done in/);
    expect(running.err()).not.toContain('failed');
  });

  it.each(['start', 'dev'])('ends the server of npm run %s, once, and all beside it', async (script) => {
    const running = npm(script);
    await running.printed(/^the server runs$/m);
    running.child.kill('SIGTERM');
    await expect.poll(commands(running), waitLimit).toStrictEqual([]);
    await running.exit;
    expect(running.out().match(/^asked to stop: .*$/gm)).toStrictEqual(['asked to stop: 1']);
  });

  it('is not heard by a tool whose npm is killed, which ends all the same', async () => {
    const running = npm('dev');
    await running.printed(/^the server runs$/m);
    for (const [pid, command] of sessionOf(running))
      if (/^(npm|sh) /.test(command)) process.kill(pid, 'SIGKILL');
    await expect.poll(commands(running), waitLimit).toStrictEqual([]);
  });
});
