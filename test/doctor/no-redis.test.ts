import { createServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { quiet, visit } from './visit.js';

const none = (): void => undefined;

it.each([
  [
    'a web server',
    createServer((_request, response) => response.end('hello')),
    'something else than Redis answers at HOST',
    'Let REDIS_URL lead to the port of Redis: this one speaks another protocol.',
  ],
  [
    'something that is silent',
    createTcpServer(none),
    "HOST can't be reached: it does not answer in time (TimeoutError)",
    'Look whether a firewall or a network policy stops it. The address comes from REDIS_URL.',
  ],
  [
    'something that closes the connection',
    createTcpServer((socket) => socket.on('error', none).end()),
    'HOST closes the connection',
    'Look whether REDIS_URL has the port of Redis, and whether that takes connections with TLS only (rediss://).',
  ],
] as const)('a port of Redis with %s', async (_what, server: Server, found, mend) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host = `127.0.0.1:${address.port}`;
  const { code, told } = await visit({
    ...quiet,
    SANDBOX_PORT: '0',
    REDIS_URL: `redis://${host}`,
    SHARED_CACHE_KEYS: Buffer.alloc(32, 'key').toString('base64'),
  });
  expect(code).toBe(1);
  expect(told).toEqual([
    { area: 'redis', subject: 'REDIS_URL', state: 'fault', found: found.replace('HOST', host), mend },
  ]);
});
