import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { z } from 'zod';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import type { RetryRules } from '../../src/http/retry.js';
import { Upstream, type UpstreamCall } from '../../src/http/Upstream.js';
import { json, raw, reset, scriptedServer, type Step } from '../support/scripted-server.js';
import { localhostCertificate } from '../support/localhost-certificate.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { sendRead } from '../support/upstream-call.js';

describe('the connections to an API', () => {
  function caller(baseUrl: string, deadlineMs = 5_000, rules: Partial<RetryRules> = {}) {
    const upstream = new Upstream(
      { attemptMs: 5_000, hedgeMs: 0, retries: 0, baseMs: 1, ...rules },
      memoryLog([], 'silent'),
      new Redactor([]),
    );
    onTestFinished(() => upstream.close());
    const api = testApi(baseUrl, {
      concurrency: 1,
      pageConcurrency: 1,
      writeConcurrency: 1,
      maxBytes: 1_000,
    });
    return (more: Partial<UpstreamCall> = {}) => {
      return sendRead(upstream, deadlineMs, { api, operation: 'test', repeatable: false, ...more });
    };
  }

  /** An address at which something listens from the moment on that it is told to. */
  async function lateServer() {
    const server = createHttpServer((_request, response) => response.end('{}'));
    const listen = async (port: number) => {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      return z.custom<AddressInfo>().parse(server.address()).port;
    };
    const port = await listen(0);
    await new Promise((closed) => server.close(closed));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    });
    return { url: `http://127.0.0.1:${String(port)}`, begin: () => listen(port) };
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

  it('are waited for while the API starts, also by a single caller', async () => {
    const { url, begin } = await lateServer();
    const call = caller(url, 10_000, { retries: 4, baseMs: 50 });
    // No event tells of a connection that was refused, and a restart of so long is what this is about.
    const [answer] = await Promise.all([call({ repeatable: true }), pause(1_200).then(begin)]);
    expect(answer.status).toBe(200);
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

  it('go straight to the next call that waits', async () => {
    const server = await scriptedServer(json(200, 1));
    const call = caller(server.url);
    await Promise.all(Array.from({ length: 50 }, () => call()));
    expect([server.seen.length, server.connections]).toEqual([50, 1]);
  });

  it('that the API closes after each answer lose no call that waits, and none is sent twice', async () => {
    const server = await scriptedServer(json(200, 1, { connection: 'close' }));
    const call = caller(server.url);
    const answers = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(answers.map(({ json: body }) => body)).toEqual(Array<number>(20).fill(1));
    expect([server.seen.length, server.connections]).toEqual([20, 20]);
  });

  const change = { method: 'POST', effect: 'write', repeatable: false, body: '{}' } as const;

  /** Answers the first request on each connection, and tears it down at the second: as if it had just been closed. */
  async function closesIdleConnections() {
    const served = new WeakSet<object>();
    return scriptedServer((response, request) => {
      const { socket } = response;
      const step: Step = socket === null || served.has(socket) ? reset : json(200, {});
      if (socket !== null) served.add(socket);
      step(response, request);
    });
  }

  it("are new for each change that can't be repeated: none is lost in one that the API has just closed", async () => {
    const server = await closesIdleConnections();
    const call = caller(server.url);
    // A read leaves a connection behind.
    await call();
    for (let turn = 0; turn < 240; turn += 1) expect((await call(change)).status).toBe(200);
    expect([server.seen.length, server.connections]).toEqual([241, 241]);
  });

  it('are used again for what can be repeated, which is repeated when the API has just closed one', async () => {
    const server = await closesIdleConnections();
    const call = caller(server.url, 5_000, { retries: 2 });
    await call(change);
    expect((await call({ repeatable: true })).status).toBe(200);
    expect((await call({ ...change, method: 'PUT', repeatable: true })).status).toBe(200);
    expect([server.seen.length, server.connections]).toEqual([5, 3]);
  });

  it('do not pile up: no more are kept than reads and pages could use', async () => {
    const server = await scriptedServer(json(200, {}));
    const call = caller(server.url);
    for (let turn = 0; turn < 20; turn += 1) await call(change);
    await expect.poll(() => server.open).toBe(2);
  });

  describe("that can't be opened have carried no change", () => {
    const notSent = {
      code: 'UPSTREAM_UNAVAILABLE',
      message: "The Vipps MobilePay Management API can't be reached right now.",
    };

    async function listening(server: Server): Promise<string> {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      onTestFinished(async () => {
        await new Promise((closed) => server.close(closed));
      });
      const { port } = z.custom<AddressInfo>().parse(server.address());
      return `127.0.0.1:${String(port)}`;
    }

    it('for a certificate that nobody trusts', async () => {
      const requests: unknown[] = [];
      const server = createTlsServer(localhostCertificate, (socket) => socket.on('data', requests.push));
      const host = await listening(server.on('tlsClientError', () => undefined));
      await expect(caller(`https://${host}`)(change)).rejects.toMatchObject({
        ...notSent,
        cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      });
      expect(requests).toEqual([]);
    });

    it('for a peer that speaks no TLS', async () => {
      const server = await scriptedServer(json(200, {}));
      const call = caller(server.url.replace('http:', 'https:'));
      await expect(call(change)).rejects.toMatchObject({
        ...notSent,
        cause: { code: expect.stringMatching(/SSL|EPROTO/) },
      });
      expect(server.seen).toEqual([]);
    });

    it.each(['resetAndDestroy', 'destroy'] as const)('for a handshake that is cut (%s)', async (end) => {
      const cut = createServer((socket) => {
        socket.on('error', () => undefined).once('data', () => socket[end]());
      });
      const call = caller(`https://${await listening(cut)}`);
      await expect(call(change)).rejects.toMatchObject({ ...notSent, cause: { code: 'ECONNRESET' } });
    });

    it('for a name that leads nowhere', async () => {
      const call = caller('https://nowhere.invalid');
      await expect(call(change)).rejects.toMatchObject({ ...notSent, cause: { syscall: 'getaddrinfo' } });
    });

    it('for an address that is none', async () => {
      await expect(caller('ftp://127.0.0.1:1')(change)).rejects.toMatchObject(notSent);
    });

    it("for a header that can't be sent", async () => {
      const server = await scriptedServer(json(200, {}));
      const broken = caller(server.url)({ ...change, headers: { 'x-test': 'a\nb' } });
      await expect(broken).rejects.toMatchObject(notSent);
      expect(server.seen).toEqual([]);
    });
  });

  it('that carried a change before they broke leave its outcome unknown', async () => {
    const server = await scriptedServer(reset);
    await expect(caller(server.url)(change)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
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
