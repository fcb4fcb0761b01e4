import { describe, expect, it, onTestFinished } from 'vitest';
import { TokenSource } from '../../src/auth/TokenSource.js';
import { vippsTokens } from '../../src/auth/vipps-tokens.js';
import { accountingCredentials, classicCredentials, type Credentials } from '../../src/config.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { hang, json, reset, scriptedServer, type Step } from '../support/scripted-server.js';
import { fakeClock, memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

const system = { name: 'test', version: '1', pluginName: 'plug', pluginVersion: '2' };
const classic = classicCredentials({
  clientId: 'client',
  clientSecret: 'secret',
  subscriptionKey: 'subscription',
  msn: undefined,
});
const accounting = accountingCredentials({ clientId: 'client', clientSecret: 'secret' });

interface Options {
  readonly retries?: number;
  readonly attemptMs?: number;
  readonly random?: number;
}

async function source({ retries = 0, attemptMs = 5_000, random = 1 }: Options, ...steps: readonly Step[]) {
  let played = 0;
  const server = await scriptedServer((response, request) => {
    if (request.url === '/probe') {
      response.end();
      return;
    }
    played += 1;
    steps[Math.min(played, steps.length) - 1]?.(response, request);
  });
  const redactor = new Redactor([]);
  const rules = { attemptMs, hedgeMs: 0, retries, baseMs: 1 };
  const logs: Readonly<Record<string, unknown>>[] = [];
  const upstream = new Upstream(rules, memoryLog(logs), redactor, () => 0);
  onTestFinished(() => upstream.close());
  const clock = fakeClock();
  const api = testApi(server.url);
  const tokens = new TokenSource({
    upstream,
    issuer: vippsTokens(api, system),
    clock,
    redactor,
    random: () => random,
  });
  const get = (keys: Credentials = classic): Promise<string> => {
    const deadline = startDeadline(20_000);
    return tokens.get(keys, deadline).finally(() => {
      deadline.end();
    });
  };
  return {
    server,
    clock,
    get,
    /** What a call ends with, without the parts that say nothing. */
    outcome: async (keys?: Credentials) =>
      get(keys).catch((error: unknown) => {
        const { code, message, details } = Object(error) as Record<string, unknown>;
        return { code, message, details };
      }),
    /** Each call is logged when it is done, and one that is still on its way arrives before the probes behind it. */
    calls: async (count: number) => {
      await expect.poll(() => logs.length).toBe(count);
      for (let probe = 0; probe < 2; probe += 1) await (await fetch(`${server.url}/probe`)).text();
      expect([played, logs.length]).toEqual([count, count]);
    },
  };
}

const token = (value: string, expiresIn = 900): Step =>
  json(200, { access_token: value, expires_in: expiresIn });
const limited = (retryAfter: string): Step => json(429, {}, { 'retry-after': retryAfter });

describe('a token answer', () => {
  it('must be of a bearer token, where it says of what', async () => {
    for (const type of ['bearer', 'Bearer', null])
      expect(await (await source({}, json(200, { access_token: 't1', token_type: type }))).outcome()).toBe(
        't1',
      );
    for (const type of ['mac', '', 1])
      expect(
        await (await source({}, json(200, { access_token: 't1', token_type: type }))).outcome(),
      ).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
        message: expect.stringContaining('it holds a token of another type than Bearer.'),
      });
  });
});

describe('a clock that is set back', () => {
  it('ends the pause behind a failure', async () => {
    const { outcome, clock, calls } = await source({}, limited('7'), token('t1'));
    expect(await outcome()).toMatchObject({ code: 'RATE_LIMITED' });
    clock.advance(-86_400);
    expect(await outcome()).toBe('t1');
    await calls(2);
  });
});

describe('a token endpoint that fails while the old token still serves', () => {
  it('is left alone for its Retry-After, however many ask', async () => {
    const { get, clock, calls } = await source({}, token('t1'), limited('7'), limited('7'), token('t2'));
    await get();
    clock.advance(811);
    for (let request = 0; request < 1_500; request += 1) expect(await get()).toBe('t1');
    await calls(2);
    for (let request = 0; request < 1_500; request += 1) expect(await get()).toBe('t1');
    clock.advance(6.999);
    for (let request = 0; request < 1_500; request += 1) expect(await get()).toBe('t1');
    await calls(2);
    clock.advance(0.001);
    expect(await get()).toBe('t1');
    await calls(3);
    clock.advance(7);
    expect(await get()).toBe('t1');
    await calls(4);
    expect(await get()).toBe('t2');
  });

  it.each([
    ['a server fault', json(503, {})],
    ['no answer', reset],
    ['a limit without a time', json(429, {})],
    ['a time in the past', limited('-5')],
    ['an answer without a token', json(200, {})],
  ])('is left alone for pauses that grow to half a minute: %s', async (_what, step) => {
    const { get, clock, calls } = await source({}, token('t1', 3_600), step);
    await get();
    // The last five minutes of the hour.
    clock.advance(3_300);
    const times: number[] = [];
    let made = 1;
    for (const pause of [0, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30]) {
      if (pause > 0) {
        clock.advance(pause - 0.001);
        await get();
        await calls(made);
        clock.advance(0.001);
      }
      expect(await get()).toBe('t1');
      made += 1;
      await calls(made);
      times.push(pause);
    }
    expect(times).toHaveLength(12);
  });
});

describe('a token endpoint that fails when there is no token', () => {
  it('is not asked by each: all are told what it said, and when to come again', async () => {
    const { outcome, clock, calls } = await source({}, limited('7'), token('t1'));
    const rateLimit = (retryAfter: number) => ({
      code: 'RATE_LIMITED',
      message: `The rate limit of the Vipps MobilePay Management API is reached. Try again in ${String(retryAfter)} s.`,
      details: { retryAfter, upstream: { api: 'management', status: 429 } },
    });
    const herd = await Promise.all(Array.from({ length: 50 }, () => outcome()));
    expect(new Set(herd.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify(rateLimit(7))]),
    );
    clock.advance(3.5);
    expect(await outcome()).toEqual(rateLimit(4));
    clock.advance(3.499);
    expect(await outcome()).toEqual(rateLimit(1));
    await calls(1);
    clock.advance(0.001);
    expect(await Promise.all([outcome(), outcome()])).toEqual(['t1', 't1']);
    await calls(2);
  });

  it('says the same of other failures, and forgets them when a token comes', async () => {
    const { outcome, get, clock, calls } = await source(
      {},
      json(500, {}),
      json(500, {}),
      token('t1', 60),
      json(500, {}),
      token('t2'),
    );
    const down = {
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The Vipps MobilePay Management API is not able to answer right now.',
    };
    const upstream = { api: 'management', status: 500 };
    expect(await outcome()).toEqual({ ...down, details: { upstream } });
    expect(await outcome()).toEqual({ ...down, details: { retryAfter: 1, upstream } });
    clock.advance(0.2);
    expect(await outcome()).toEqual({ ...down, details: { upstream } });
    clock.advance(0.4);
    expect(await get()).toBe('t1');
    await calls(3);
    // Run out; and the pauses begin with the first again.
    clock.advance(60);
    expect(await outcome()).toEqual({ ...down, details: { upstream } });
    clock.advance(0.2);
    expect(await get()).toBe('t2');
    await calls(5);
  });

  it('is left alone with the keys that failed only', async () => {
    const { outcome, get, calls } = await source({}, json(500, {}), token('t1'));
    expect(await outcome(classic)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(await get(accounting)).toBe('t1');
    expect(await outcome(classic)).toMatchObject({ details: { retryAfter: 1 } });
    await calls(2);
  });

  it('is asked again after five minutes, whatever it said', async () => {
    const { outcome, get, clock, calls } = await source({}, limited('86400'), token('t1'));
    expect(await outcome()).toMatchObject({ details: { retryAfter: 3_600 } });
    expect(await outcome()).toMatchObject({ details: { retryAfter: 300 } });
    clock.advance(300);
    expect(await get()).toBe('t1');
    await calls(2);
  });

  it('is asked after half the pause at the earliest', async () => {
    const { outcome, get, clock, calls } = await source({ random: 0 }, json(500, {}), token('t1'));
    await outcome();
    clock.advance(0.099);
    expect(await outcome()).toMatchObject({ details: { retryAfter: 1 } });
    await calls(1);
    clock.advance(0.001);
    expect(await get()).toBe('t1');
    await calls(2);
  });
});

describe('a token call that hangs', () => {
  it('delays nobody for longer than one attempt', async () => {
    const { server, get } = await source({ retries: 2, attemptMs: 300 }, hang, token('t1'));
    const all = await Promise.all(Array.from({ length: 24 }, () => get()));
    expect(new Set(all)).toEqual(new Set(['t1']));
    expect(server.seen).toHaveLength(2);
  });

  it('does not fail those who joined it when its attempts are used up: they get another fetch, together', async () => {
    const { server, get } = await source({ retries: 1, attemptMs: 300 }, hang, hang, token('t1'));
    const [first, ...others] = await Promise.allSettled(Array.from({ length: 5 }, () => get()));
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_TIMEOUT' } });
    expect(others).toEqual(Array.from({ length: 4 }, () => ({ status: 'fulfilled', value: 't1' })));
    expect(server.seen).toHaveLength(3);
  });

  it('gives them one more, not two', async () => {
    const { server, get } = await source({ attemptMs: 20 }, hang);
    const all = await Promise.allSettled([get(), get(), get()]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(server.seen).toHaveLength(2);
  });
});
