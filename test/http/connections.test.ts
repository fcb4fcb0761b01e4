import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { z } from 'zod';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDeadline } from '../../src/http/deadline.js';
import { Upstream, type UpstreamCall } from '../../src/http/Upstream.js';
import { json, raw, scriptedServer } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

describe('the connections to an API', () => {
  function caller(baseUrl: string, deadlineMs = 5_000) {
    const upstream = new Upstream({ retries: 0, baseMs: 1 }, memoryLog([], 'silent'), []);
    onTestFinished(() => upstream.close());
    const api = testApi(baseUrl, { concurrency: 1, maxBytes: 1_000 });
    return (more: Partial<UpstreamCall> = {}) => {
      const deadline = startDeadline(deadlineMs);
      return upstream
        .send({
          api,
          operation: 'test',
          method: 'GET',
          path: '/',
          headers: {},
          effect: 'read',
          repeatable: false,
          deadline,
          ...more,
        })
        .finally(() => {
          deadline.end();
        });
    };
  }

  /** Takes connections and says nothing, not even the first word of TLS. */
  async function silentPeer() {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    });
    const { port } = z.custom<AddressInfo>().parse(server.address());
    return { url: `https://127.0.0.1:${String(port)}`, sockets };
  }

  it('are opened anew for the next call when one could not be opened in time', async () => {
    const { url, sockets } = await silentPeer();
    const call = caller(url, 60);
    for (let turn = 1; turn <= 3; turn += 1) {
      await expect(call()).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
      expect(sockets).toHaveLength(turn);
    }
  });

  it('that never opened have carried no change: its outcome is known', async () => {
    const { url } = await silentPeer();
    const change = caller(url, 60)({ method: 'POST', effect: 'write', body: '{}' });
    await expect(change).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('are used again for the next call, and not after an answer that was too large', async () => {
    const server = await scriptedServer(
      json(200, 1),
      json(200, 2),
      raw(200, 'x'.repeat(2_000)),
      json(200, 4),
      json(200, 5),
    );
    const call = caller(server.url);
    expect((await call()).json).toBe(1);
    expect((await call()).json).toBe(2);
    await expect(call()).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect((await call()).json).toBe(4);
    expect((await call()).json).toBe(5);
    expect(server.connections).toBe(2);
  });

  it('give their place back when the address of an API is wrong', async () => {
    const call = caller('ftp://127.0.0.1:1');
    await expect(call()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    // One permit in all: were it lost, this would wait for its deadline.
    await expect(call()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

describe('a deadline that has ended', () => {
  it('still ends work that goes on nevertheless', async () => {
    const deadline = startDeadline(30);
    deadline.onEnd(() => undefined)();
    deadline.end();
    await new Promise<void>((ended) => {
      deadline.onEnd(ended);
    });
    expect(deadline.reason?.name).toBe('TimeoutError');
  });
});
