import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const path = join(mkdtempSync(join(tmpdir(), 'tenants-')), 'tenants.json');
const partnerKeys = { clientId: 'id', clientSecret: 'hush-hush', subscriptionKey: 'hush-key' };
const env = {
  PORT: '0',
  PROBES_PORT: '0',
  HOST: '127.0.0.1',
  VIPPS_API_URL: 'http://127.0.0.1:1',
  CALLER_AUTH: 'router-secret',
  AUTH_ROUTER_SECRET: 'a-secret-that-the-router-shares-with-us',
  AUTH_ROUTER_CLAIMS: 'on',
  TENANTS_FILE: path,
};

let child: ChildProcessByStdio<null, Readable, Readable> | undefined;
afterEach(() => child?.kill('SIGKILL'));

function run(...args: readonly string[]): { readonly out: () => string; readonly exit: Promise<unknown> } {
  const started = (child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  }));
  let text = '';
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  return { out: () => text, exit: once(started, 'close').then(([code]: unknown[]) => code) };
}

function write(content: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(content));
  renameSync(`${path}.new`, path);
}

describe('the process with a tenants file', () => {
  it('is checked without being started: one line per fault, or one that says that there is none', async () => {
    write({ tenants: [{ id: 'a', partnerKeys: { ...partnerKeys, clientId: 7 } }, { id: 'b' }] });
    const faulty = run('--check');
    expect(await faulty.exit).toBe(1);
    expect(faulty.out()).toBe(
      'TENANTS_FILE: tenants[0].partnerKeys.clientId: is neither a text nor { "file": … } nor { "env": … }\n' +
        'TENANTS_FILE: tenants[1]: has no keys: give it salesUnitKeys, partnerKeys, accountingKeys or enturKeys\n',
    );
    write({ tenants: [{ id: 'a', partnerKeys }] });
    const right = run('--check');
    expect(await right.exit).toBe(0);
    expect(right.out()).toBe('The configuration has no faults. Tenants: 1.\n');
  });

  it('reads it again on SIGHUP', async () => {
    write({ tenants: [{ id: 'a', partnerKeys }] });
    const server = run();
    await expect.poll(server.out, { timeout: 20_000 }).toContain('Ready.');
    child?.kill('SIGHUP');
    await expect.poll(server.out, { timeout: 20_000 }).toContain('nothing has changed');
    expect(server.out()).not.toContain('hush');
  });
});
