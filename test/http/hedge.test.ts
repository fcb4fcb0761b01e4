import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Redactor } from '../../src/http/redact.js';
import { Upstream, type UpstreamAnswer, type UpstreamCall } from '../../src/http/Upstream.js';
import { WorkDone } from '../../src/http/WorkDone.js';
import { WorkRecord } from '../../src/http/WorkRecord.js';
import { hang, json, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { sendRead } from '../support/upstream-call.js';

/** So short that it is always over before the minute that all else has. */
const HEDGE_MS = 20;
const PLENTY_MS = 60_000;

async function setUp(options: { hedgeMs?: number; concurrency?: number }, ...steps: readonly Step[]) {
  const server = await scriptedServer(...steps);
  const logs: Readonly<Record<string, unknown>>[] = [];
  const rules = { attemptMs: PLENTY_MS, hedgeMs: options.hedgeMs ?? HEDGE_MS, retries: 0, baseMs: 1 };
  const upstream = new Upstream(rules, memoryLog(logs), new Redactor([]), () => 0);
  onTestFinished(() => upstream.close());
  const { concurrency = 4 } = options;
  const api = testApi(server.url, {
    concurrency,
    pageConcurrency: concurrency,
    writeConcurrency: 4,
    maxBytes: 1_000,
  });
  const send = (more: Partial<UpstreamCall> = {}, deadlineMs = PLENTY_MS): Promise<UpstreamAnswer> => {
    return sendRead(upstream, deadlineMs, { api, ...more });
  };
  return { server, send, logs };
}

describe('a read that takes long', () => {
  it('is asked a second time, and the call that hangs is closed without a word in the log', async () => {
    const { server, send, logs } = await setUp({}, hang, json(200, { call: 2 }));
    expect((await send()).json).toEqual({ call: 2 });
    expect(server.seen).toHaveLength(2);
    await server.clientLeft;
    expect(logs.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it('is answered by whichever comes first, and the slower one is closed', async () => {
    const first = Promise.withResolvers<() => void>();
    const { server, send } = await setUp(
      {},
      (response) => {
        first.resolve(() =>
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"call":1}'),
        );
      },
      () => {
        // It is there; now the first one may answer.
        void first.promise.then((answer) => {
          answer();
        });
      },
    );
    expect((await send()).json).toEqual({ call: 1 });
    expect(server.seen).toHaveLength(2);
    await server.clientLeft;
  });

  it('is not lost when the second one fails', async () => {
    const first = Promise.withResolvers<() => void>();
    const { send } = await setUp(
      {},
      (response) => {
        first.resolve(() =>
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"call":1}'),
        );
      },
      (response) => {
        response.writeHead(503).end();
        void first.promise.then((answer) => setImmediate(answer));
      },
    );
    expect((await send()).json).toEqual({ call: 1 });
  });

  it('has failed, and was not given up, where the first one fails before the second answers', async () => {
    const first = Promise.withResolvers<() => void>();
    const { send, logs } = await setUp(
      {},
      (response) => {
        first.resolve(() => response.writeHead(503).end());
      },
      (response) => {
        void first.promise.then((fail) => {
          fail();
          // Not before the failure was noted.
          void expect
            .poll(() => logs.some(({ status }) => status === 503))
            .toBe(true)
            .then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"call":2}'));
        });
      },
    );
    const work = new WorkDone();
    work.record = new WorkRecord(performance.now());
    const origin = { id: 'asked', owner: '', work, isFirstFailure: () => true };
    expect((await send({ origin })).json).toEqual({ call: 2 });
    expect(work.record.told().calls.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    expect([work.calls, work.failedCalls]).toEqual([2, 1]);
  });

  it('gives its permits back, both', async () => {
    const { server, send } = await setUp({ concurrency: 2 }, hang, json(200, { ok: true }));
    await send();
    await server.clientLeft;
    // Two at once need both permits; without a second attempt, as both are answered.
    await Promise.all([send(), send()]);
    expect(server.seen).toHaveLength(4);
  });

  it('keeps no permit for a second one that may not be made any more', async () => {
    const held: ServerResponse[] = [];
    const { send } = await setUp({ concurrency: 40 }, (response) => {
      held.push(response);
    });
    const reads = (count: number) => Promise.all(Array.from({ length: count }, () => send()));
    async function answeredOnceThereAre(count: number): Promise<void> {
      await expect.poll(() => held.length, { timeout: 5_000 }).toBe(count);
      for (const response of held.splice(0))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }
    // There are permits for twenty more, and leave for ten.
    await Promise.all([answeredOnceThereAre(30), reads(20)]);
    await Promise.all([answeredOnceThereAre(40), reads(40)]);
  });

  it('takes no permit that another one waits for', async () => {
    const { server, send } = await setUp({ concurrency: 1 }, hang);
    await expect(send({}, 5 * HEDGE_MS)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(server.seen).toHaveLength(1);
  });

  it('is asked twice for one in ten calls at most, after the first few', async () => {
    const { server, send } = await setUp({ concurrency: 100 }, hang);
    const calls = Array.from({ length: 30 }, () => send({}, 10 * HEDGE_MS));
    await Promise.allSettled(calls);
    expect(server.seen).toHaveLength(30 + 10);
  });

  it('costs none of that where there was no permit for a second one', async () => {
    const hanging = Array.from({ length: 25 }, () => hang);
    const { server, send } = await setUp({ concurrency: 2 }, ...hanging, json(200, { ok: true }));
    for (let round = 0; round < 12; round += 1)
      await Promise.allSettled([send({}, 3 * HEDGE_MS), send({}, 3 * HEDGE_MS)]);
    expect(server.seen).toHaveLength(24);
    expect((await send()).json).toEqual({ ok: true });
    expect(server.seen).toHaveLength(26);
  });

  it.each([
    ['a change', { method: 'PUT', effect: 'write', body: '{}' }],
    ['what must not be repeated', { repeatable: false }],
  ] as const)('is not %s', async (_what, more) => {
    const { server, send } = await setUp({}, hang);
    await expect(send(more, 5 * HEDGE_MS)).rejects.toThrow();
    expect(server.seen).toHaveLength(1);
  });

  it('is asked once where that is switched off', async () => {
    const { server, send } = await setUp({ hedgeMs: 0 }, hang);
    await expect(send({}, 5 * HEDGE_MS)).rejects.toThrow();
    expect(server.seen).toHaveLength(1);
  });
});
