import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watch } from '../support/process.js';

const doctor = fileURLToPath(new URL('../../dist/src/doctor.js', import.meta.url));

async function run(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const child = spawn(process.execPath, [doctor, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const running = watch(child);
  const { code } = await running.exit;
  return { code, out: running.out(), err: running.err() };
}

const ports = { PORT: '0', PROBES_PORT: '0', SANDBOX_PORT: '0' };

describe('the built command', () => {
  it('prints a line for each check, and ends with 0 where all is good', async () => {
    expect(await run(ports)).toEqual({
      code: 0,
      err: '',
      out: `ok    configuration settings: no faults; vipps, development
-     keys          vipps: no keys are set, so the server answers with the invented data of its sandbox
      -> Set keys to see your own data: docs/production.md, "Keys".
ok    ports         PORT: any port that is free
ok    ports         PROBES_PORT: any port that is free
ok    ports         SANDBOX_PORT: any port that is free

0 to mend, 0 to look at, 4 good, 1 not tried.
`,
    });
  });

  it('ends with 1 where something is to be mended', async () => {
    const { code, out } = await run({ ...ports, VIPPS_CLIENT_ID: 'an-id' });
    expect(code).toBe(1);
    expect(out).toContain('MEND  configuration VIPPS_CLIENT_SECRET: is not set, but VIPPS_CLIENT_ID is.\n');
  });

  it('ends with 2 and a sentence where it is used wrongly', async () => {
    const { code, out, err } = await run(ports, '--jsno');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("Unknown option '--jsno'");
    expect(err).toContain('See --help.\n');
  });

  it('tells what it does with --help', async () => {
    const { code, out } = await run({}, '--help');
    expect(code).toBe(0);
    expect(out).toContain('Exit codes: 0 good, 1 something to mend, 2 wrong arguments.');
  });
});
