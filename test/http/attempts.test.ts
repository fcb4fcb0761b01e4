import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream, type UpstreamAnswer, type UpstreamCall } from '../../src/http/Upstream.js';
import { hang, json, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { sendRead } from '../support/upstream-call.js';

/** A server that answers also while this thread is busy, a little later: how often it was asked. */
const SERVER = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  let calls = 0;
  const server = createServer((request, response) => {
    setTimeout(() => response.end(String((calls += 1))), 50);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** A hung attempt ends after this; all else has a minute, so that only the limit can end it. */
const ATTEMPT_MS = 300;
/** The same where nothing answers that could come too late. */
const SHORT_MS = 20;
const PLENTY_MS = 60_000;

describe('the time limit of an attempt', () => {
  async function setUp(attemptMs: number, ...steps: readonly Step[]) {
    const server = await scriptedServer(...steps);
    const rules = { attemptMs, hedgeMs: 0, retries: 2, baseMs: 1 };
    const upstream = new Upstream(rules, memoryLog([], 'silent'), new Redactor([]), () => 0);
    onTestFinished(() => upstream.close());
    const api = testApi(server.url, {
      concurrency: 60,
      pageConcurrency: 60,
      writeConcurrency: 10,
      maxBytes: 1_000,
    });
    const send = (more: Partial<UpstreamCall> = {}): Promise<UpstreamAnswer> => {
      return sendRead(upstream, PLENTY_MS, { api, ...more });
    };
    return { server, send, paths: () => server.seen.map(({ url }) => url) };
  }

  const put = {
    method: 'PUT',
    effect: 'write',
    body: '{"a":1}',
    headers: { 'idempotency-key': 'k' },
  } as const;

  async function codeOf(call: Promise<UpstreamAnswer>): Promise<string> {
    const error: unknown = await call.then(
      () => 'no error',
      (reason: unknown) => reason,
    );
    return error instanceof UpstreamError ? `${error.code}: ${error.message}` : String(error);
  }

  it('ends a read that hangs, with its connection, and the next attempt answers', async () => {
    const { server, send } = await setUp(ATTEMPT_MS, hang, json(200, { ok: true }));
    expect((await send()).json).toEqual({ ok: true });
    await server.clientLeft;
    expect([server.seen.length, server.connections]).toEqual([2, 2]);
  });

  it('ends one that hangs within its answer as well', async () => {
    const stuck: Step = (response) => {
      response.writeHead(200, { 'content-length': '9' }).write('{');
    };
    const { server, send } = await setUp(ATTEMPT_MS, stuck, json(200, { ok: true }));
    expect((await send()).json).toEqual({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  it('leaves alone who is answered, when one among them hangs', async () => {
    let hung = 0;
    const { send, paths } = await setUp(ATTEMPT_MS, (response, request) => {
      if (request.url === '/5' && (hung += 1) === 1) return;
      json(200, request.url)(response, request);
    });
    const urls = Array.from({ length: 20 }, (_, index) => `/${String(index)}`);
    const answers = await Promise.all(urls.map((path) => send({ path })));
    expect(answers.map(({ json: body }) => body)).toEqual(urls);
    expect(paths().sort()).toEqual([...urls, '/5'].sort());
  });

  it('gives up when every attempt hangs, long before the deadline', async () => {
    const { server, send } = await setUp(SHORT_MS, hang);
    expect(await codeOf(send())).toBe(
      'UPSTREAM_TIMEOUT: The Vipps MobilePay Management API did not answer in time.',
    );
    expect(server.seen).toHaveLength(3);
  });

  it('takes its repeats from the same budget as all others', async () => {
    const { send, paths } = await setUp(SHORT_MS, hang);
    // Ten repeats are there from the start, and only answers earn more.
    for (let index = 0; index < 6; index += 1) await codeOf(send({ path: `/${String(index)}` }));
    expect(paths().join(' ')).toBe('/0 /0 /0 /1 /1 /1 /2 /2 /2 /3 /3 /3 /4 /4 /4 /5');
  });

  it('repeats a write that may be repeated, as it was', async () => {
    const { server, send } = await setUp(ATTEMPT_MS, hang, json(200, {}));
    expect((await send(put)).status).toBe(200);
    expect(server.seen.map(({ body, headers }) => [body, headers['idempotency-key']])).toEqual([
      ['{"a":1}', 'k'],
      ['{"a":1}', 'k'],
    ]);
  });

  it('leaves the outcome of a write unknown when every attempt hangs, after twice as many repeats', async () => {
    const { server, send } = await setUp(SHORT_MS, hang);
    expect(await codeOf(send(put))).toMatch(/^OUTCOME_UNKNOWN: /);
    expect(server.seen).toHaveLength(5);
  });

  async function timed(call: Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await call;
    return performance.now() - startedAt;
  }

  it('is twice as long when two attempts have run out of time', async () => {
    const { send } = await setUp(SHORT_MS, hang);
    expect(await timed(codeOf(send()))).toBeGreaterThanOrEqual(4 * SHORT_MS);
  });

  it('is no longer than ever where others have failed in another way', async () => {
    const { send, server } = await setUp(2 * ATTEMPT_MS, json(500, {}), json(500, {}), hang);
    const took = await timed(codeOf(send()));
    expect([server.seen.length, took < 4 * ATTEMPT_MS]).toEqual([3, true]);
  });

  it('does not end what the API refuses the second time, though that may be repeated', async () => {
    const held = Promise.withResolvers<undefined>();
    const { server, send } = await setUp(SHORT_MS, (response, request) => {
      if (request.method === 'POST') void held.promise.then(() => response.end('{"done":true}'));
    });
    const image = send({ method: 'POST', effect: 'write', refusedTwice: true, body: '{}' });
    await expect.poll(() => server.seen.length).toBe(1);
    // Three attempts of a read have run out of time meanwhile.
    expect(await codeOf(send())).toMatch(/^UPSTREAM_TIMEOUT: /);
    held.resolve(undefined);
    expect((await image).json).toEqual({ done: true });
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('does not end what may not be repeated: that has the whole deadline', async () => {
    // Answered only when a read that began behind it has run out of time.
    const held = Promise.withResolvers<undefined>();
    const { server, send } = await setUp(ATTEMPT_MS, (response, request) => {
      if (request.method === 'POST') void held.promise.then(() => response.end('{"done":true}'));
    });
    const change = send({ method: 'POST', effect: 'write', repeatable: false, body: '{}' });
    await expect.poll(() => server.seen.length).toBe(1);
    expect(await codeOf(send())).toMatch(/^UPSTREAM_TIMEOUT: /);
    held.resolve(undefined);
    expect((await change).json).toEqual({ done: true });
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  it('does not run while a call waits for its permit', async () => {
    const { server, send } = await setUp(
      ATTEMPT_MS,
      ...Array.from({ length: 60 }, () => hang),
      json(200, {}),
    );
    // Sixty hold all permits until their time is up; the next has all of its own then.
    const reads = Array.from({ length: 60 }, () => codeOf(send()));
    const next = send({ path: '/next' });
    expect((await next).status).toBe(200);
    await Promise.all(reads);
    expect(server.seen.filter(({ url }) => url === '/next')).toHaveLength(1);
  });

  it('does not end a call whose answer came while the process was busy', async () => {
    const worker = new Worker(SERVER, { eval: true });
    onTestFinished(async () => {
      await worker.terminate();
    });
    const [port] = z.tuple([z.number()]).parse(await once(worker, 'message'));
    const { send } = await setUp(ATTEMPT_MS, hang);
    const api = testApi(`http://127.0.0.1:${String(port)}`);
    expect((await send({ api })).json).toBe(1);
    const answer = send({ api });
    await new Promise((resolve) => setImmediate(resolve));
    // Longer than the attempt may take: when this thread looks up again, the time is over and the answer is there.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * ATTEMPT_MS);
    expect((await answer).json).toBe(2);
  });

  it('is no hurdle for a change: sixty reads that hang do not hold it up', async () => {
    const { server, send } = await setUp(ATTEMPT_MS, (response, request) => {
      if (request.method === 'PUT') json(200, {})(response, request);
    });
    let ended = 0;
    for (let index = 0; index < 70; index += 1)
      void codeOf(send({ repeatable: false })).finally(() => {
        ended += 1;
      });
    await expect.poll(() => server.seen.length).toBe(60);
    expect((await send(put)).status).toBe(200);
    expect(ended).toBe(0);
    expect(server.seen.map(({ method }) => method).filter((method) => method === 'PUT')).toEqual(['PUT']);
  });
});
