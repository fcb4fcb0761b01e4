import { describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import type { BreakerRules } from '../../src/http/Breakers.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import type { RetryRules } from '../../src/http/retry.js';
import { Upstream, type UpstreamAnswer, type UpstreamCall } from '../../src/http/Upstream.js';
import { hang, json, raw, reset, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { plainRead, sendRead } from '../support/upstream-call.js';

const PLENTY_MS = 60_000;
const once = { attemptMs: PLENTY_MS, hedgeMs: 0, retries: 0, baseMs: 1 };
const breaker = { threshold: 0.75, minCalls: 4, halfOpenAfterMs: 1_000, waitMs: 0 };
const fails = json(503, {});
const works = json(200, { ok: true });

interface Setup {
  readonly retry?: Partial<RetryRules>;
  readonly rules?: BreakerRules | undefined;
  /** The time passes by itself. */
  readonly isReal?: boolean;
}

async function setUp(steps: readonly Step[], { retry = {}, isReal = false, ...options }: Setup = {}) {
  const rules = 'rules' in options ? options.rules : breaker;
  const server = await scriptedServer(...steps);
  const logs: Readonly<Record<string, unknown>>[] = [];
  let now = 0;
  const upstream = new Upstream({ ...once, ...retry }, memoryLog(logs), new Redactor([]), () => 0, {
    rules,
    ...(!isReal && { now: () => now }),
  });
  onTestFinished(() => upstream.close());
  const api = testApi(server.url);
  const send = (more: Partial<UpstreamCall> = {}, deadlineMs = PLENTY_MS): Promise<UpstreamAnswer> =>
    sendRead(upstream, deadlineMs, { api, ...more });
  return {
    server,
    upstream,
    api,
    send,
    /** What so many calls, one after the other, were told: a status or a code. */
    told: async (count: number, more: Partial<UpstreamCall> = {}) => {
      const outcomes: unknown[] = [];
      for (let index = 0; index < count; index += 1) outcomes.push(await outcomeOf(send(more)));
      return outcomes;
    },
    advance: (ms: number) => {
      now += ms;
    },
    breakerLines: () => logs.map(({ msg }) => msg).filter((msg) => String(msg).startsWith('circuit breaker')),
    logs,
  };
}

/** The status of an answer; the code of a failure, with what says that it was refused here. */
async function outcomeOf(call: Promise<UpstreamAnswer>): Promise<number | string> {
  const outcome: unknown = await call.catch((reason: unknown) => reason);
  if (!(outcome instanceof UpstreamError)) return (await call).status;
  const { status, retryAfter } = outcome.facts;
  if (outcome.code === 'UPSTREAM_UNAVAILABLE' && status === undefined && retryAfter !== undefined)
    return `refused, ${String(retryAfter)} s`;
  return outcome.code;
}

const unavailable = 'UPSTREAM_UNAVAILABLE';

describe('an API that fails', () => {
  it('is left alone once enough calls have failed, and each is told when to come back', async () => {
    const { server, send, told, breakerLines, logs } = await setUp([fails]);
    expect(await told(6)).toEqual([...Array<string>(4).fill(unavailable), 'refused, 1 s', 'refused, 1 s']);
    expect(server.seen).toHaveLength(4);
    await expect(send()).rejects.toMatchObject({
      code: unavailable,
      message:
        'The Vipps MobilePay Management API fails too often just now and is left alone. Try again in 1 s.',
      details: { retryAfter: 1, upstream: { api: 'management' } },
    });
    expect(breakerLines()).toEqual(['circuit breaker opened']);
    expect(logs.find(({ msg }) => msg === 'circuit breaker opened')).toMatchObject({
      level: 40,
      api: 'management',
      operation: 'getMsn',
    });
  });

  it.each([
    ['resets connections', reset, {}, unavailable],
    ['never answers', hang, { attemptMs: 300 }, 'UPSTREAM_TIMEOUT'],
  ] as const)('is left alone as well when it %s', async (_how, step, retry, code) => {
    const { server, told } = await setUp([step], { retry });
    expect(await told(5)).toEqual([code, code, code, code, 'refused, 1 s']);
    expect(server.seen).toHaveLength(4);
  });

  it('is left alone when nothing listens there', async () => {
    const { api, told } = await setUp([works]);
    const gone = { api: { ...api, baseUrl: 'http://127.0.0.1:9' } };
    expect(await told(5, gone)).toEqual([...Array<string>(4).fill(unavailable), 'refused, 1 s']);
  });

  it('is asked by one call when the time is up, which opens the breaker again', async () => {
    const { server, told, advance, breakerLines } = await setUp([fails]);
    await told(4);
    advance(999);
    expect(await told(1)).toEqual(['refused, 1 s']);
    advance(1);
    expect(await told(3)).toEqual([unavailable, 'refused, 1 s', 'refused, 1 s']);
    expect(server.seen).toHaveLength(5);
    expect(breakerLines()).toEqual([
      'circuit breaker opened',
      'circuit breaker half-open',
      'circuit breaker opened again',
    ]);
  });

  it('is back for all with the answer to one probe, during which nobody else asks', async () => {
    const probe = Promise.withResolvers<() => void>();
    const { server, send, told, advance, breakerLines } = await setUp([
      ...Array<Step>(4).fill(fails),
      (response, request) => {
        probe.resolve(() => {
          works(response, request);
        });
      },
      works,
    ]);
    await told(4);
    advance(1_000);
    const first = send();
    const answer = await probe.promise;
    expect(await told(20)).toEqual(Array<string>(20).fill('refused, 1 s'));
    expect(server.seen).toHaveLength(5);
    answer();
    expect((await first).status).toBe(200);
    expect(await told(3)).toEqual([200, 200, 200]);
    expect(server.seen).toHaveLength(8);
    expect(breakerLines().slice(1)).toEqual(['circuit breaker half-open', 'circuit breaker closed']);
  });

  it('is back with a refusal as well: it answers', async () => {
    const { told, advance } = await setUp([...Array<Step>(4).fill(fails), json(404, {}), works]);
    await told(4);
    advance(1_000);
    expect(await told(2)).toEqual(['NOT_FOUND', 200]);
  });

  it('is asked by the next one at once when the caller of the probe has left', async () => {
    const { server, upstream, api, told, advance } = await setUp([
      ...Array<Step>(4).fill(fails),
      hang,
      works,
    ]);
    await told(4);
    advance(1_000);
    const deadline = startDeadline(PLENTY_MS);
    const left = outcomeOf(upstream.send({ ...plainRead, api, deadline }));
    await expect.poll(() => server.seen.length).toBe(5);
    deadline.cancel();
    await left;
    expect(await told(2)).toEqual([200, 200]);
  });

  it('is not asked twice by a probe that takes long', async () => {
    const { server, send, told, advance, logs } = await setUp([...Array<Step>(4).fill(fails), hang, works], {
      retry: { hedgeMs: 20, attemptMs: 200 },
    });
    await told(4);
    advance(1_000);
    expect(await outcomeOf(send())).toBe('UPSTREAM_TIMEOUT');
    expect(server.seen).toHaveLength(5);
    expect(logs.filter(({ msg }) => String(msg).startsWith('upstream call refused'))).toEqual([]);
  });

  it('is asked no more by those who have waited for a permit, and all permits come back', async () => {
    const held: (() => void)[] = [];
    const hold: Step = (response, request) => {
      held.push(() => {
        fails(response, request);
      });
    };
    const { server, send, told, advance } = await setUp([...Array<Step>(4).fill(hold), works], {
      rules: { ...breaker, minCalls: 1 },
    });
    const calls = Array.from({ length: 10 }, () => outcomeOf(send()));
    await expect.poll(() => held.length).toBe(4);
    for (const answer of held) answer();
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === unavailable)).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'refused, 1 s')).toHaveLength(6);
    expect(server.seen).toHaveLength(4);
    advance(1_000);
    expect(await told(1)).toEqual([200]);
    expect(await Promise.all(Array.from({ length: 4 }, () => outcomeOf(send())))).toEqual([
      200, 200, 200, 200,
    ]);
  });

  it('is never left alone where breakers are switched off', async () => {
    const { server, told } = await setUp([fails], { rules: undefined });
    await told(30);
    expect(server.seen).toHaveLength(30);
  });
});

describe('a short outage', () => {
  const short = { rules: { ...breaker, minCalls: 4, halfOpenAfterMs: 20, waitMs: PLENTY_MS } };
  const post = { method: 'POST', effect: 'write', repeatable: false, body: '{}' } as const;

  it('is waited for by calls that were not sent: reads and changes, each of which is sent once', async () => {
    const probe = Promise.withResolvers<() => void>();
    const hold: Step = (response, request) => {
      probe.resolve(() => {
        works(response, request);
      });
    };
    const steps = [...Array<Step>(4).fill(fails), hold, works];
    const { server, send, told } = await setUp(steps, { ...short, isReal: true });
    expect(await told(4)).toEqual(Array<string>(4).fill(unavailable));
    const waiting = [send(), send(), send(post), send(post)].map(outcomeOf);
    const answer = await probe.promise;
    expect(server.seen).toHaveLength(5);
    answer();
    expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200]);
    expect(
      server.seen
        .slice(4)
        .map(({ method }) => method)
        .sort(),
    ).toEqual(['GET', 'GET', 'POST', 'POST']);
  });

  it('is waited for by repeats, beside which nothing is sent', async () => {
    const steps = [...Array<Step>(4).fill(fails), works];
    const { server, told } = await setUp(steps, { ...short, isReal: true, retry: { retries: 4 } });
    expect(await told(1)).toEqual([200]);
    expect(server.seen).toHaveLength(5);
  });

  it('is not waited for beyond the deadline', async () => {
    const { server, send, told } = await setUp([fails], {
      rules: { ...breaker, halfOpenAfterMs: 5_000, waitMs: PLENTY_MS },
    });
    await told(4);
    expect(await outcomeOf(send({}, 1_000))).toBe('refused, 5 s');
    expect(server.seen).toHaveLength(4);
  });

  it('that turns out not to be short is not waited for any more', async () => {
    const { server, told, advance } = await setUp([fails], {
      rules: { ...breaker, waitMs: 2_500 },
    });
    await told(4);
    for (let probes = 0; probes < 2; probes += 1) {
      advance(1_000);
      expect(await told(1)).toEqual([unavailable]);
    }
    // The next probe comes too late to be waited for.
    expect(await told(2)).toEqual(['refused, 1 s', 'refused, 1 s']);
    expect(server.seen).toHaveLength(6);
  });
});

describe('a long outage', () => {
  const long = { ...breaker, halfOpenAfterMs: 1_000, waitMs: 2_000 };
  const post = { method: 'POST', effect: 'write', repeatable: false, body: '{}' } as const;

  /** Has been down for long; the next step is the probe's, which answers when it is told to. */
  async function longDown(probe: Step, retry: Partial<RetryRules> = {}) {
    const held = Promise.withResolvers<() => void>();
    const hold: Step = (response, request) => {
      held.resolve(() => {
        probe(response, request);
      });
    };
    const steps = [...Array<Step>(4).fill(fails), hold, works];
    const setup = await setUp(steps, { rules: long, retry });
    await setup.told(4);
    setup.advance(10_000);
    return { ...setup, probed: held.promise };
  }

  it('is over for all with the probe, also for those beside it, each of which is sent once', async () => {
    const { server, send, probed } = await longDown(works);
    const calls = [send(), send(), send(post), send(post), send()].map(outcomeOf);
    const answer = await probed;
    expect(server.seen).toHaveLength(5);
    answer();
    expect(await Promise.all(calls)).toEqual([200, 200, 200, 200, 200]);
    expect(server.seen).toHaveLength(4 + 5);
  });

  it('costs one call where the probe fails, after which the others are refused at once', async () => {
    const { server, send, told, probed } = await longDown(fails);
    const calls = Array.from({ length: 20 }, () => outcomeOf(send()));
    (await probed)();
    expect(await Promise.all(calls)).toEqual([unavailable, ...Array<string>(19).fill('refused, 1 s')]);
    expect(await told(20)).toEqual(Array<string>(20).fill('refused, 1 s'));
    expect(server.seen).toHaveLength(5);
  });

  it('is asked by another one of those that wait where the caller of the probe has left', async () => {
    const { server, upstream, api, send, probed } = await longDown(hang);
    const deadline = startDeadline(PLENTY_MS);
    const left = outcomeOf(upstream.send({ ...plainRead, api, deadline }));
    await probed;
    const calls = [send(), send(), send()].map(outcomeOf);
    deadline.cancel();
    await left;
    expect(await Promise.all(calls)).toEqual([200, 200, 200]);
    expect(server.seen).toHaveLength(5 + 3);
  });

  it('is waited for no longer than an attempt takes, nor beyond the deadline', async () => {
    const { server, send, advance, probed } = await longDown(hang, { attemptMs: 5_000 });
    const probe = outcomeOf(send({}, 2_000));
    await probed;
    expect(await outcomeOf(send({}, 200))).toMatch(/^refused/);
    const waits = outcomeOf(send());
    advance(4_999);
    expect(await Promise.race([waits, new Promise((resolve) => setTimeout(resolve, 150, 'waits'))])).toBe(
      'waits',
    );
    advance(1);
    expect(await waits).toMatch(/^refused/);
    expect(server.seen).toHaveLength(5);
    await probe;
  });
});

describe('what opens no breaker', () => {
  it.each([400, 401, 403, 404, 408, 409, 410, 422, 423, 429])('status %i', async (status) => {
    const { server, told } = await setUp([json(status, {})]);
    await told(30);
    expect(server.seen).toHaveLength(30);
  });

  it.each([
    ['an answer that is not JSON', raw(200, '<html>')],
    ['one that is too large', raw(200, JSON.stringify('x'.repeat(200_000)))],
  ])('%s', async (_what, step) => {
    const { server, told } = await setUp([step]);
    await told(30);
    expect(server.seen).toHaveLength(30);
  });

  it('two failures in three calls, however long', async () => {
    const steps = Array.from({ length: 90 }, (_, index) => (index % 3 === 2 ? works : fails));
    const { server, told } = await setUp(steps, { rules: { ...breaker, minCalls: 8 } });
    await told(90);
    expect(server.seen).toHaveLength(90);
  });

  it('callers who leave, and deadlines that left the API less time than an attempt has', async () => {
    const { server, upstream, api, send } = await setUp([hang], { retry: { attemptMs: 10_000 } });
    for (let index = 0; index < 10; index += 1)
      expect(await outcomeOf(send({}, 50))).toBe('UPSTREAM_TIMEOUT');
    for (let index = 1; index <= 10; index += 1) {
      const deadline = startDeadline(PLENTY_MS);
      const left = outcomeOf(upstream.send({ ...plainRead, api, path: '/left', deadline }));
      await expect.poll(() => server.seen.filter(({ url }) => url === '/left').length).toBe(index);
      deadline.cancel();
      expect(await left).toBe(unavailable);
    }
  });

  it('failures that were long ago: each that is answered makes them count for less', async () => {
    const steps = [
      ...Array<Step>(3).fill(fails),
      ...Array<Step>(8).fill(works),
      ...Array<Step>(3).fill(fails),
    ];
    const { server, told } = await setUp([...steps, works]);
    await told(20);
    expect(server.seen).toHaveLength(20);
  });
});

describe('a breaker', () => {
  it('is of one set of keys: the others are served', async () => {
    const { server, told } = await setUp([
      (response, request) => {
        (request.url === '/broken' ? fails : works)(response, request);
      },
    ]);
    await told(8, { group: 'one', path: '/broken' });
    expect(await told(3, { group: 'two' })).toEqual([200, 200, 200]);
    expect(await told(1, { group: 'one' })).toEqual(['refused, 1 s']);
    expect(server.seen).toHaveLength(4 + 3);
  });

  it('is of one API: another one is served, though it is at the same address', async () => {
    const { api, told } = await setUp([...Array<Step>(4).fill(fails), works]);
    await told(4);
    expect(await told(1)).toEqual(['refused, 1 s']);
    expect(await told(1, { api: { ...api, name: 'report' } })).toEqual([200]);
  });
});

describe('an outage', () => {
  const usual = { threshold: 0.75, minCalls: 20, halfOpenAfterMs: 1_000, waitMs: 0 };

  it('costs 20 calls at first, repeats included, and one a second from then on', async () => {
    const { server, told, advance } = await setUp([fails], { retry: { retries: 4 }, rules: usual });
    await told(100);
    expect(server.seen).toHaveLength(20);
    for (let second = 0; second < 10; second += 1) {
      advance(1_000);
      await told(100);
    }
    expect(server.seen).toHaveLength(20 + 10);
  });

  it('costs 1.1 calls for each where breakers are switched off', async () => {
    const { server, told } = await setUp([fails], { retry: { retries: 4 }, rules: undefined });
    await told(100);
    expect(server.seen).toHaveLength(110);
  });

  it('is over with the first answer', async () => {
    const steps = [...Array<Step>(20).fill(fails), works];
    const { server, told, advance } = await setUp(steps, { retry: { retries: 4 }, rules: usual });
    await told(100);
    advance(1_000);
    expect(await told(100)).toEqual(Array<number>(100).fill(200));
    expect(server.seen).toHaveLength(120);
  });
});

describe('a change', () => {
  const post = { method: 'POST', effect: 'write', repeatable: false, body: '{}' } as const;
  const put = { method: 'PUT', effect: 'write', body: '{}' } as const;

  it('is refused before it is sent while the breaker is open: sure not to be carried out', async () => {
    const { server, send, told } = await setUp([fails]);
    await told(4);
    for (const change of [post, put])
      await expect(send(change)).rejects.toMatchObject({
        code: unavailable,
        message:
          'The Vipps MobilePay Management API fails too often just now and is left alone. Try again in 1 s. The change was not sent.',
        details: { retryAfter: 1 },
      });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  it('whose answer was lost is not refused by the breaker that this opens', async () => {
    const { server, send } = await setUp([reset], {
      retry: { retries: 2 },
      rules: { ...breaker, minCalls: 1 },
    });
    await expect(send(put)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(server.seen).toHaveLength(5);
    expect(await outcomeOf(send(put))).toBe('refused, 1 s');
  });

  it('whose answer was lost is sent again, as its rules allow, until it is known', async () => {
    const { server, send } = await setUp([reset, reset, works], {
      retry: { retries: 2 },
      rules: { ...breaker, minCalls: 1 },
    });
    expect((await send(put)).status).toBe(200);
    expect(server.seen).toHaveLength(3);
  });

  it('can be looked for while the breaker is open', async () => {
    const { send, told } = await setUp([...Array<Step>(4).fill(fails), works]);
    await told(4);
    expect(await outcomeOf(send())).toBe('refused, 1 s');
    expect(await outcomeOf(send({ forChange: true }))).toBe(200);
  });

  it('tells its own failure where the breaker opens before it could be repeated', async () => {
    const { server, send } = await setUp([fails], {
      retry: { retries: 2 },
      rules: { ...breaker, minCalls: 1 },
    });
    await expect(send({ path: '/one' })).rejects.toMatchObject({ code: unavailable, facts: { status: 503 } });
    expect(server.seen).toHaveLength(1);
  });
});

describe('permits', () => {
  const PAGES = 4;

  it('of pages are not those of small reads and changes', async () => {
    const { server, send, upstream } = await setUp([
      (response, request) => {
        if (!request.url.startsWith('/page')) works(response, request);
      },
    ]);
    const pages = Array.from({ length: 10 }, (_, index) => {
      return outcomeOf(send({ path: `/page/${String(index)}`, isPage: true }));
    });
    await expect.poll(() => server.seen.length).toBe(PAGES);
    expect((await send()).status).toBe(200);
    expect((await send({ method: 'PUT', effect: 'write', body: '{}' })).status).toBe(200);
    expect(server.seen).toHaveLength(PAGES + 2);
    await upstream.close();
    await Promise.all(pages.slice(0, PAGES));
  });
});
