import { once } from 'node:events';
import { connect, createServer as createListener, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig, withSandbox } from '../../src/config.js';
import { createServer } from '../../src/server/create-server.js';
import { memoryLog, tenantWith } from '../support/stack.js';

/** A port that something listens on, until it is freed. */
async function take(): Promise<{ readonly port: string; readonly free: () => Promise<void> }> {
  const listener = createListener().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const free = async (): Promise<void> => {
    if (!listener.listening) return;
    listener.close();
    await once(listener, 'close');
  };
  onTestFinished(free);
  return { port: String((listener.address() as AddressInfo).port), free };
}

/** How a new connection fares. */
async function reach(port: string): Promise<string> {
  const socket = connect(Number(port), '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.once('error', (error) => {
      resolve('code' in error ? String(error.code) : error.message);
    });
  });
}

describe('a server whose second port is taken', () => {
  it.each(['ENTUR_PORT', 'PROBES_PORT'])('holds none of the others: %s', async (name) => {
    const ports = { PORT: await take(), ENTUR_PORT: await take(), PROBES_PORT: await take() };
    const config = withSandbox(
      parseConfig({
        ...{ NODE_ENV: 'test', SANDBOX: 'true', SUBGRAPHS: 'vipps,entur', SHUTDOWN_DRAIN_MS: '60000' },
        ...Object.fromEntries(Object.entries(ports).map(([each, { port }]) => [each, port])),
      }),
      { url: 'http://127.0.0.1:1', tenant: tenantWith('partner') },
    );
    const taken = Object.entries(ports).filter(([each]) => each === name);
    const others = Object.entries(ports).filter(([each]) => each !== name);
    for (const [, { free }] of others) await free();
    const start = () => createServer(config, { log: memoryLog([], 'silent') });
    await expect(start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    for (const [, { port }] of others) expect(await reach(port)).toBe('ECONNREFUSED');

    for (const [, { free }] of taken) await free();
    const server = await start();
    for (const { port } of Object.values(ports)) expect(await reach(port)).toBe('open');
    await server.stop({ drain: false });
    for (const { port } of Object.values(ports)) expect(await reach(port)).toBe('ECONNREFUSED');
  });
});
