import { describe, expect, it, onTestFinished } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { runSandbox } from '../../src/sandbox/run-sandbox.js';

async function run(environment: Record<string, string>, ...args: string[]) {
  let out = '';
  let err = '';
  const outcome = await runSandbox(
    args,
    environment,
    (text) => (out += text),
    (text) => (err += text),
  );
  if ('stop' in outcome) onTestFinished(() => outcome.stop());
  return { outcome, out, err };
}

describe('the sandbox command', () => {
  it('starts and tells the address, all keys and the control API', async () => {
    const { outcome, out, err } = await run({ SANDBOX_PORT: '0' });
    const url = 'url' in outcome ? outcome.url : '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(err).toBe('');
    for (const value of [
      url,
      `${url}/__sandbox`,
      ...Object.values(sandboxKeys).flatMap((keys) => Object.values(keys)),
    ]) {
      expect(out).toContain(value);
    }
    expect((await fetch(`${url}/__sandbox`)).status).toBe(200);
  });

  it('takes another host', async () => {
    const { outcome } = await run({ SANDBOX_PORT: '0', SANDBOX_HOST: '0.0.0.0' });
    expect('url' in outcome && (await fetch(`${outcome.url}/__sandbox`)).status).toBe(200);
  });

  it('explains itself', async () => {
    const { outcome, out } = await run({}, '--help');
    expect(outcome).toEqual({ exitCode: 0 });
    for (const word of ['SANDBOX_PORT', 'SANDBOX_HOST', '4010', 'npm run sandbox'])
      expect(out).toContain(word);
  });

  it.each(['abc', '-1', '65536', '80.5', '0x50', '1e3'])('refuses port %s', async (port) => {
    const { outcome, out, err } = await run({ SANDBOX_PORT: port });
    expect(outcome).toEqual({ exitCode: 1 });
    expect(err).toBe(`SANDBOX_PORT must be a whole number from 0 to 65535, not "${port}".`);
    expect(out).toBe('');
  });

  it('says so when the port is taken', async () => {
    const { outcome } = await run({ SANDBOX_PORT: '0' });
    const port = 'url' in outcome ? new URL(outcome.url).port : '';
    const second = await run({ SANDBOX_PORT: port });
    expect(second.outcome).toEqual({ exitCode: 1 });
    expect(second.err).toBe(
      `Port ${port} on 127.0.0.1 is taken. Set SANDBOX_PORT to another port, or to 0 for any free one.`,
    );
  });

  it('says so when the address is not of this machine', async () => {
    const { outcome, err } = await run({ SANDBOX_PORT: '0', SANDBOX_HOST: '192.0.2.1' });
    expect(outcome).toEqual({ exitCode: 1 });
    expect(err).toBe('SANDBOX_HOST: 192.0.2.1 is no address of this machine.');
  });
});
