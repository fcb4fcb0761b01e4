import { describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import type { RetryRules } from '../../src/http/retry.js';
import { Upstream, type UpstreamCall } from '../../src/http/Upstream.js';
import { hang, inChunks, json, raw, reset, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { plainRead, sendRead } from '../support/upstream-call.js';

const rules = { attemptMs: 5_000, hedgeMs: 0, retries: 2, baseMs: 1 };
const limits = { concurrency: 4, pageConcurrency: 4, writeConcurrency: 4, maxBytes: 2_000 };

describe('the one way to call an API', () => {
  async function play(
    steps: readonly Step[],
    call: Partial<UpstreamCall> = {},
    deadlineMs = 5_000,
    more: Partial<RetryRules> = {},
  ) {
    const server = await scriptedServer(...steps);
    const logs: Readonly<Record<string, unknown>>[] = [];
    const redactor = new Redactor(['very-secret']);
    const upstream = new Upstream({ ...rules, ...more }, memoryLog(logs), redactor, () => 0.5);
    onTestFinished(() => upstream.close());
    const deadline = startDeadline(deadlineMs);
    const answer = upstream.send({
      api: testApi(server.url, limits),
      operation: 'getMsn',
      method: 'GET',
      path: '/management/v1/sales-units/1',
      headers: { authorization: 'Bearer very-secret' },
      effect: 'read',
      repeatable: true,
      deadline,
      ...call,
    });
    return { answer, server, logs, deadline };
  }

  async function failure(
    steps: readonly Step[],
    call: Partial<UpstreamCall> = {},
    deadlineMs?: number,
    more?: Partial<RetryRules>,
  ) {
    const { answer, server, logs } = await play(steps, call, deadlineMs, more);
    const error: unknown = await answer.then(
      () => 'no error',
      (reason: unknown) => reason,
    );
    if (!(error instanceof UpstreamError)) throw new Error(`expected an UpstreamError, got ${String(error)}`);
    return { error, server, logs, calls: server.seen.length };
  }

  it('gives the parsed body, its length and its headers', async () => {
    const { answer } = await play([json(200, { a: 1 }, { 'x-page': '7' })]);
    const given = await answer;
    const { status, json: body, bytes } = given;
    expect({ status, body, bytes, page: given.header('X-Page') }).toEqual({
      status: 200,
      body: { a: 1 },
      bytes: 7,
      page: '7',
    });
  });

  it('sends what proves who calls, also where the call has a header of the same name', async () => {
    const signature = {
      proof: () => ['x-pos', 'proven', 'x-client', 'c'],
      renew: () => Promise.resolve(undefined),
      failure: undefined,
      failed: () => undefined,
      succeeded: () => undefined,
    };
    const headers = { 'x-pos': 'other', 'x-id': '7' };
    const { answer, server } = await play([json(200, {})], { signature, headers });
    await answer;
    expect(server.seen[0]?.headers).toMatchObject({ 'x-pos': 'proven', 'x-client': 'c', 'x-id': '7' });
  });

  it('fails, and keeps no permit, where what proves who calls can not be made', async () => {
    const broken = {
      proof: (): never => {
        throw new TypeError('keys of another vendor');
      },
      renew: () => Promise.resolve(undefined),
      failure: undefined,
      failed: () => undefined,
      succeeded: () => undefined,
    };
    const server = await scriptedServer(json(200, {}));
    const upstream = new Upstream(rules, memoryLog([]), new Redactor([]));
    onTestFinished(() => upstream.close());
    const api = testApi(server.url, { ...limits, concurrency: 1 });
    const send = (more: Partial<UpstreamCall>) => sendRead(upstream, 5_000, { api, ...more });
    await expect(send({ signature: broken })).rejects.toThrow('keys of another vendor');
    const renewed = { ...broken, proof: () => undefined, renew: () => Promise.reject(new TypeError('lost')) };
    await expect(send({ signature: renewed })).rejects.toThrow('lost');
    expect((await send({})).status).toBe(200);
  });

  it.each([1, 2, 3, 5, 7, 1_000])('puts a body together that comes in chunks of %i bytes', async (size) => {
    const body = { plain: 'Kaffe', two: 'blåbærsyltetøy', three: '…€', four: '😀🇳🇴' };
    const { answer } = await play([inChunks(200, JSON.stringify(body), size)]);
    const { json: read, bytes } = await answer;
    expect(read).toEqual(body);
    expect(bytes).toBe(JSON.stringify(body).length);
  });

  it('gives the same for bytes that are no UTF-8, in one chunk or in many', async () => {
    const text = { text: 'a\u{fffd}b' };
    const broken = Buffer.from('{"text":"a\xffb"}', 'latin1');
    const answers = [broken.length, 1].map(async (size) => {
      const { answer } = await play([
        (response) => {
          for (let at = 0; at < broken.length; at += size) response.write(broken.subarray(at, at + size));
          response.end();
        },
      ]);
      return (await answer).json;
    });
    expect(await Promise.all(answers)).toEqual([text, text]);
  });

  it('gives undefined for an empty body', async () => {
    const { answer } = await play([raw(204, '')]);
    expect((await answer).json).toBeUndefined();
  });

  it('puts the path behind that of the base address, with the headers given', async () => {
    const server = await scriptedServer(json(200, {}));
    const { answer } = await play([hang], { api: testApi(`${server.url}/behind-a-path`, limits) });
    await answer;
    expect(server.seen[0]?.url).toBe('/behind-a-path/management/v1/sales-units/1');
    expect(server.seen[0]?.headers.authorization).toBe('Bearer very-secret');
  });

  it.each([500, 502, 503, 408, 423])(
    'repeats a read twice after status %i, then gives up',
    async (status) => {
      const { calls } = await failure([json(status, {})]);
      expect(calls).toBe(3);
    },
  );

  it.each<[string, number[]]>([
    ['once', [429]],
    ['once, after other failures too', [503, 429]],
    ['once, with another failure in between', [429, 503, 429]],
  ])('repeats a read after a rate limit %s', async (_what, statuses) => {
    const rate = { retries: 4 };
    const { error, calls } = await failure(
      statuses.map((status) => json(status, {})),
      {},
      5_000,
      rate,
    );
    expect([calls, error.code]).toEqual([statuses.includes(503) ? 3 : 2, 'RATE_LIMITED']);
  });

  it('repeats a change after rate limits as long as ever where its first answer was lost', async () => {
    const put = { method: 'PUT', effect: 'write', body: '{}' } as const;
    const { answer, server } = await play([reset, json(429, {}), json(429, {}), json(200, {})], put);
    expect([(await answer).status, server.seen.length]).toEqual([200, 4]);
    const { calls, error } = await failure([json(429, {})], put);
    expect([calls, error.code]).toEqual([2, 'RATE_LIMITED']);
  });

  it('answers as soon as a repeat succeeds, and logs every attempt', async () => {
    const { answer, server, logs } = await play([json(503, {}), reset, json(200, { ok: true })]);
    expect((await answer).json).toEqual({ ok: true });
    expect(server.seen).toHaveLength(3);
    expect(logs).toMatchObject([
      { api: 'management', operation: 'getMsn', attempt: 1, status: 503 },
      { api: 'management', operation: 'getMsn', attempt: 2 },
      { api: 'management', operation: 'getMsn', attempt: 3, status: 200 },
    ]);
    expect(logs.every(({ ms }) => typeof ms === 'number')).toBe(true);
    expect(JSON.stringify(logs)).not.toContain('very-secret');
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 422, 301])('does not repeat status %i', async (status) => {
    const { calls } = await failure([json(status, {}, { location: 'http://127.0.0.1:9/' })]);
    expect(calls).toBe(1);
  });

  it('does not repeat a write without an idempotency key: its outcome is unknown', async () => {
    for (const step of [reset, json(500, {}), raw(200, '{"cut')]) {
      const { error, calls } = await failure([step], {
        method: 'POST',
        effect: 'write',
        repeatable: false,
        body: '{}',
      });
      expect({ calls, code: error.code }).toEqual({ calls: 1, code: 'OUTCOME_UNKNOWN' });
    }
  });

  it('repeats a write that may be repeated with the same body', async () => {
    const { answer, server } = await play([reset, json(201, {})], {
      method: 'POST',
      effect: 'write',
      body: '{"a":1}',
      headers: { 'idempotency-key': 'k-1' },
    });
    expect((await answer).status).toBe(201);
    expect(server.seen.map(({ body, headers }) => [body, headers['idempotency-key']])).toEqual([
      ['{"a":1}', 'k-1'],
      ['{"a":1}', 'k-1'],
    ]);
  });

  it('knows that a refused connection carried nothing out', async () => {
    const { error } = await failure([hang], {
      api: testApi('http://127.0.0.1:1', limits),
      method: 'POST',
      effect: 'write',
      repeatable: false,
    });
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('waits for a short Retry-After', async () => {
    const { answer, server } = await play([json(429, {}, { 'retry-after': '0' }), json(200, {})]);
    await answer;
    expect(server.seen).toHaveLength(2);
  });

  it.each(['0', '-5', '1.5 s', 'Mon, 14 Sep 2020 10:00:00 GMT'])(
    'says nothing of Retry-After: %s to the caller',
    async (header) => {
      const { error, calls } = await failure([json(429, {}, { 'retry-after': header })]);
      expect({ calls, message: error.message, details: error.details }).toEqual({
        calls: 2,
        message: 'The rate limit of the Vipps MobilePay Management API is reached.',
        details: { upstream: { api: 'management', status: 429 } },
      });
    },
  );

  it.each(['0', '-1', '+5', '5.', '1,5', 'Mon, 14 Sep 2020 10:00:00 GMT', '-0.5'])(
    'keeps its usual pauses with Retry-After: %s',
    async (header) => {
      const at: number[] = [];
      const server = await scriptedServer((response, request) => {
        at.push(performance.now());
        json(503, {}, { 'retry-after': header })(response, request);
      });
      const upstream = new Upstream({ ...rules, baseMs: 40 }, memoryLog([]), new Redactor([]), () => 0);
      onTestFinished(() => upstream.close());
      const call = upstream.send({
        api: testApi(server.url, limits),
        ...plainRead,
        deadline: startDeadline(5_000),
      });
      await expect(call).rejects.toMatchObject({ facts: { status: 503, retryAfter: undefined } });
      // Half of 40 ms and of 80 ms, as chance has it; timers may be a millisecond early.
      expect(at).toHaveLength(3);
      expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(18);
      expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThan(38);
    },
  );

  it('rounds a fraction up, and tells it', async () => {
    for (const [header, seconds] of [
      ['2.1', 3],
      ['99999999999', 3_600],
    ] as const) {
      const { error, calls } = await failure([json(429, {}, { 'retry-after': header })]);
      expect({ calls, details: error.details }).toMatchObject({ calls: 1, details: { retryAfter: seconds } });
    }
  });

  it('surfaces a long Retry-After at once instead of waiting', async () => {
    const { error, calls } = await failure([json(429, {}, { 'retry-after': '120' })]);
    expect({ calls, code: error.code, details: error.details }).toEqual({
      calls: 1,
      code: 'RATE_LIMITED',
      details: { retryAfter: 120, upstream: { api: 'management', status: 429 } },
    });
    expect(error.message).toBe(
      'The rate limit of the Vipps MobilePay Management API is reached. Try again in 120 s.',
    );
  });

  it('ends at the deadline with the connection closed', async () => {
    const { error, server, calls } = await failure([hang], {}, 60);
    await server.clientLeft;
    expect({ calls, code: error.code, message: error.message }).toEqual({
      calls: 1,
      code: 'UPSTREAM_TIMEOUT',
      message: 'The Vipps MobilePay Management API did not answer in time.',
    });
  });

  it('stops the call when nobody waits any more', async () => {
    const { answer, server, deadline } = await play([
      () => {
        deadline.cancel();
      },
    ]);
    await expect(answer).rejects.toBeInstanceOf(UpstreamError);
    await server.clientLeft;
  });

  it('refuses an answer that is too large', async () => {
    const { error, calls } = await failure([json(200, 'x'.repeat(3_000))]);
    expect({ calls, code: error.code, message: error.message }).toEqual({
      calls: 1,
      code: 'UPSTREAM_BAD_RESPONSE',
      message:
        "The Vipps MobilePay Management API sent an answer that can't be used: it is larger than 2000 bytes.",
    });
  });

  describe('spends repeats', () => {
    /** Sends so many calls, one after the other, and tells how many attempts each took. */
    async function attempts(answers: () => Step) {
      const server = await scriptedServer((response, request) => {
        answers()(response, request);
      });
      const upstream = new Upstream(rules, memoryLog([]), new Redactor([]), () => 0);
      onTestFinished(() => upstream.close());
      const call = {
        api: testApi(server.url, limits),
        ...plainRead,
      } as const;
      return async (times: number, more: Partial<UpstreamCall> = {}): Promise<readonly number[]> => {
        const taken: number[] = [];
        for (let index = 0; index < times; index += 1) {
          const before = server.seen.length;
          await upstream.send({ ...call, ...more, deadline: startDeadline(5_000) }).catch(() => undefined);
          taken.push(server.seen.length - before);
        }
        return taken;
      };
    }
    const put = { method: 'PUT', effect: 'write', body: '{}' } as const;

    it('as there are, then fails at the first attempt: an outage costs one call per call', async () => {
      const send = await attempts(() => json(500, {}));
      expect(await send(8)).toEqual([3, 3, 3, 3, 3, 1, 1, 1]);
      expect(await send(100)).toEqual(Array.from({ length: 100 }, () => 1));
    });

    it('that answers have earned, also refusals, and failures have not', async () => {
      let answer: Step = json(500, {});
      const send = await attempts(() => answer);
      await send(8);
      answer = json(200, {});
      await send(2);
      answer = json(404, {});
      await send(2);
      answer = json(500, {});
      expect(await send(3)).toEqual([3, 2, 1]);
    });

    it('on a third of failures as long as it lasts', async () => {
      let calls = 0;
      const send = await attempts(() => json((calls += 1) % 3 === 0 ? 500 : 200, {}));
      const taken = await send(300);
      expect(Math.max(...taken)).toBe(2);
      expect(taken.filter((count) => count === 2)).toHaveLength(149);
    });

    it('of one set of keys, which leave the others half of them, and all that these earn', async () => {
      let answer: Step = json(200, {});
      const send = await attempts(() => answer);
      const ask = async (status: number, times: number, group: string) => {
        answer = json(status, {});
        return (await send(times, { group })).reduce((sum, taken) => sum + taken - 1, 0);
      };
      for (const group of ['a', 'b']) await ask(200, 40, group);
      expect(await ask(500, 100, 'a')).toBe(25);
      // The others earn the rest again. Of that, those who owe 25 get half of what is more.
      await ask(200, 100, 'b');
      expect(await ask(500, 100, 'a')).toBe(13);
      await ask(200, 100, 'b');
      expect(await ask(500, 100, 'a')).toBe(6);
      expect(await ask(500, 100, 'b')).toBe(22);
      expect(await ask(500, 100, 'a')).toBe(0);
      // Answers pay what is owed.
      await ask(200, 70, 'a');
      expect(await ask(500, 100, 'a')).toBe(25);
    });

    it('that are one budget for all: an outage of everything costs no more with many sets of keys', async () => {
      const send = await attempts(() => json(500, {}));
      let repeats = 0;
      for (let each = 0; each < 30; each += 1)
        for (const taken of await send(5, { group: String(each) })) repeats += taken - 1;
      expect(repeats).toBe(10);
    });

    it('of reads and of changes apart', async () => {
      const send = await attempts(() => json(500, {}));
      await send(8);
      expect(await send(1)).toEqual([1]);
      // Twice as many where it is not known what became of it, also of the looks that tell.
      expect(await send(1, put)).toEqual([5]);
      expect(await send(1, { forChange: true })).toEqual([5]);
      expect(await send(1)).toEqual([1]);
    });
  });

  describe('a change whose first answer was lost', () => {
    const put = { method: 'PUT', effect: 'write', body: '{}' } as const;
    const image = { ...put, method: 'POST', refusedTwice: true } as const;

    it.each([
      ['is unknown when it is refused afterwards for what is there', put, 409],
      ['is unknown when it is refused as not valid: that says nothing of the first', put, 400],
      ['is unknown also then, where that may say that it is there', image, 400],
      ['is unknown when a second of the same is refused', image, 409],
    ])('%s', async (_what, call, status) => {
      const { error, calls } = await failure([reset, json(status, { detail: 'why' })], call);
      expect({ calls, code: error.code }).toEqual({ calls: 2, code: 'OUTCOME_UNKNOWN' });
      expect(error.cause).toMatchObject({ facts: { status, detail: 'why' } });
    });

    it('is unknown when a gateway calls it a bad request', async () => {
      const page = raw(400, '<html><h1>400 Bad Request</h1></html>', { 'content-type': 'text/html' });
      const { error } = await failure([reset, page], put);
      expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: { facts: { status: 400 } } });
    });
  });

  const bodies: readonly [string, string, object][] = [
    [
      'problem with name and reason',
      JSON.stringify({ title: 'T', detail: 'D', traceId: 'tr', extraDetails: [{ name: 'n', reason: 'r' }] }),
      { title: 'T', detail: 'D', traceId: 'tr', faults: [{ name: 'n', reason: 'r' }] },
    ],
    [
      'problem with key and value',
      JSON.stringify({ title: 'T', instance: 'urn:uuid:1', extraDetails: [{ key: 'n', value: 'r' }] }),
      { title: 'T', traceId: 'urn:uuid:1', faults: [{ name: 'n', reason: 'r' }] },
    ],
    ...['10.0.0.7', '10.0.0.7:8080', 'fd00::7', '::1', 'orders-7.internal', 'orders-7:8080', 'https://x'].map(
      (traceId): [string, string, object] => [
        `an address in place of an id: ${traceId}`,
        JSON.stringify({ traceId, contextId: 'urn:uuid:2', detail: 'D' }),
        { detail: 'D', traceId: 'urn:uuid:2' },
      ],
    ),
    [
      'invalidParams',
      JSON.stringify({ invalidParams: [{ name: 'n', reason: 'r' }, 7] }),
      { faults: [{ name: 'n', reason: 'r' }] },
    ],
    ['gateway body', JSON.stringify({ statusCode: 401, message: 'M' }), { detail: 'M' }],
    [
      'Report body',
      JSON.stringify({ errorCode: 10002, errorMessage: 'M', contextId: 'c' }),
      { detail: 'M', traceId: 'c' },
    ],
    [
      'OAuth body',
      JSON.stringify({ error: 'invalid_client', error_description: 'M', trace_id: 't' }),
      { title: 'invalid_client', detail: 'M', traceId: 't' },
    ],
    ['nested error', JSON.stringify({ error: { title: 'T', ContextID: 'c' } }), { title: 'T', traceId: 'c' }],
    ['HTML', '<html>no</html>', { faults: [] }],
    ['nothing', '', { faults: [] }],
    ['an array', '[1]', { faults: [] }],
  ];

  it.each(bodies)('reads %s', async (_what, body, facts) => {
    const { error } = await failure([raw(400, body)]);
    expect(error.facts).toMatchObject({ status: 400, ...facts });
    expect(error.message).toBe('The Vipps MobilePay Management API refused the request as not valid.');
  });

  it('keeps upstream texts short and free of control characters', async () => {
    const { error } = await failure([json(400, { title: `a\n\r\u0000b${'x'.repeat(500)}` })]);
    expect(error.facts.title).toBe(`a b${'x'.repeat(297)}`);
  });
});
