import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.js';
import { sendRaw } from '../support/raw-http.js';

async function running(host?: string): Promise<string> {
  const sandbox = await startSandbox({ port: 0, ...(host !== undefined && { host }) });
  onTestFinished(() => sandbox.stop());
  return sandbox.url;
}

/** Asks as a browser may whose page's name leads here. */
function ask(url: string, path: string, head: Readonly<Record<string, string>>) {
  const lines = Object.entries({ connection: 'close', 'content-length': '0', ...head });
  const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return sendRaw(url, `POST ${path} HTTP/1.1\r\n${fields}\r\n`);
}

const paths = ['/__sandbox/reset', '/accesstoken/get', '/nothing'];

describe('the sandbox on loopback', () => {
  it.each(['evil.example', '127.0.0.1.evil.example:4010', 'localhost@evil.example', ''])(
    'answers to no name that somebody has lead here: %j',
    async (host) => {
      const url = await running();
      for (const path of paths) {
        const { status, body } = await ask(url, path, { host });
        expect(status).toBe(421);
        expect(JSON.parse(body)).toEqual({
          statusCode: 421,
          message: 'The sandbox is for programs of this machine: ask for localhost.',
        });
      }
    },
  );

  it.each(['localhost', 'localhost:4010', '127.0.0.1:1', '127.0.0.2', '[::1]:4010'])(
    'answers to its own: %s',
    async (host) => {
      expect(await ask(await running(), '/__sandbox/reset', { host })).toMatchObject({ status: 204 });
    },
  );
});

describe('the control API', () => {
  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'is not for pages of other origins: %s',
    async (origin) => {
      const { status, body } = await ask(await running(), '/__sandbox/reset', { host: 'localhost', origin });
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({ problems: ['Pages of other origins may not steer the sandbox.'] });
    },
  );

  it('is for pages of this machine', async () => {
    const head = { host: 'localhost', origin: 'http://localhost:3000' };
    expect(await ask(await running(), '/__sandbox/reset', head)).toMatchObject({ status: 204 });
  });
});

describe('the sandbox on all addresses', () => {
  it('is asked by whatever name leads to it', async () => {
    const url = await running('0.0.0.0');
    expect(await ask(url, '/__sandbox/reset', { host: 'sandbox:4010' })).toMatchObject({ status: 204 });
  });
});
