import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import type { BreakerHint } from '../../src/http/BreakerHints.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { json, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';
import { sendRead } from '../support/upstream-call.js';
import { tierOf } from './tier-of.js';

const PLENTY_MS = 60_000;
const HALF_OPEN_MS = 1_000;
const rules = { threshold: 0.75, minCalls: 4, halfOpenAfterMs: HALF_OPEN_MS, waitMs: 0 };
const limits = { concurrency: 100, pageConcurrency: 4, writeConcurrency: 4, maxBytes: 1_000 };
const fails = json(503, {});
const works = json(200, {});
const UNAVAILABLE = 'UPSTREAM_UNAVAILABLE';
const REFUSED = 'refused';

describe.skipIf(!hasRedis)(`a breaker of one process${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  /** A process that asks the same API as others, by a way of its own. */
  async function start(...steps: readonly Step[]) {
    const server = await scriptedServer(...steps);
    const tier = await tierOf(redis.url);
    tier.learn('keys here', 'keys');
    tier.learn('others here', 'other keys');
    const heard: BreakerHint[] = [];
    let now = 0;
    const upstream = new Upstream(
      { attemptMs: PLENTY_MS, hedgeMs: 0, retries: 0, baseMs: 1 },
      memoryLog([], 'silent'),
      new Redactor([]),
      () => 0,
      { rules, now: () => now, hints: tier.hints },
    );
    onTestFinished(() => upstream.close());
    tier.hints.listen((hint) => heard.push(hint));
    const api = testApi(server.url, limits);
    const send = async (group = 'keys here'): Promise<number | string> => {
      const outcome: unknown = await sendRead(upstream, PLENTY_MS, { api, group }).catch(
        (reason: unknown) => reason,
      );
      if (!(outcome instanceof UpstreamError)) return 200;
      const { status, retryAfter } = outcome.facts;
      return status === undefined && retryAfter !== undefined ? REFUSED : outcome.code;
    };
    return {
      server,
      tier,
      heard,
      send,
      sendAll: (count: number, group?: string) =>
        Promise.all(Array.from({ length: count }, () => send(group))),
      hears: (fault: boolean) =>
        expect.poll(() => heard.at(-1)).toEqual({ api: 'management', group: 'keys here', fails: fault }),
      advance: (ms: number) => (now += ms),
    };
  }

  async function open(process: Awaited<ReturnType<typeof start>>): Promise<void> {
    for (let call = 0; call < rules.minCalls; call += 1) expect(await process.send()).toBe(UNAVAILABLE);
    expect(await process.send()).toBe(REFUSED);
  }

  /** A step that waits until it is told what to do, and word of its being there. */
  function held() {
    const begun = Promise.withResolvers<undefined>();
    const go = Promise.withResolvers<Step>();
    const step: Step = (response, request) => {
      begun.resolve(undefined);
      void go.promise.then((then) => {
        then(response, request);
      });
    };
    return { step, begun: begun.promise, go: go.resolve };
  }

  it('that opens costs another process one call instead of as many as it takes there', async () => {
    const [one, other] = [await start(fails), await start(fails)];
    await open(one);
    await other.hears(true);
    const outcomes = await other.sendAll(20);
    expect(outcomes.sort()).toEqual([UNAVAILABLE, ...Array<string>(19).fill(REFUSED)]);
    expect(other.server.seen).toHaveLength(1);
    other.advance(HALF_OPEN_MS);
    expect(await other.send()).toBe(UNAVAILABLE);
    // What it has found out itself it does not hand on: nobody's word comes back to who gave it.
    expect(one.heard).toEqual([]);
  });

  it('that opens wrongly costs another one probe, and no caller an answer', async () => {
    const probe = held();
    const [one, other] = [await start(fails), await start(probe.step, works)];
    await open(one);
    await other.hears(true);
    const outcomes = other.sendAll(20);
    await probe.begun;
    expect(other.server.seen).toHaveLength(1);
    probe.go(works);
    expect(await outcomes).toEqual(Array<number>(20).fill(200));
    // Nor is the first one's own breaker closed by that: it looks at once, by one call.
    await one.hears(false);
    const { length } = one.server.seen;
    expect(await one.sendAll(20)).toContain(UNAVAILABLE);
    expect(one.server.seen).toHaveLength(length + 1);
    expect(await other.sendAll(3)).toEqual([200, 200, 200]);
  });

  it('that closes lets others look at once', async () => {
    const [one, other] = [
      await start(fails, fails, fails, fails, works),
      await start(fails, fails, fails, fails, works),
    ];
    await Promise.all([open(one), open(other)]);
    await other.hears(true);
    one.advance(HALF_OPEN_MS);
    expect(await one.send()).toBe(200);
    await other.hears(false);
    expect(await other.send()).toBe(200);
    expect(await other.sendAll(5)).toEqual(Array<number>(5).fill(200));
  });

  it('that closes is not kept from others by a probe of theirs that hangs', async () => {
    const probe = held();
    const [one, other] = [
      await start(fails, fails, fails, fails, works),
      await start(fails, fails, fails, fails, probe.step, works),
    ];
    await Promise.all([open(one), open(other)]);
    await other.hears(true);
    other.advance(HALF_OPEN_MS);
    const hanging = other.send();
    await probe.begun;
    one.advance(HALF_OPEN_MS);
    expect(await one.send()).toBe(200);
    await other.hears(false);
    expect(await other.send()).toBe(200);
    // What comes of it now decides nothing.
    probe.go(fails);
    expect(await hanging).toBe(UNAVAILABLE);
    expect(await other.sendAll(5)).toEqual(Array<number>(5).fill(200));
  });

  it('is forgotten by others with its time, where none of their calls has tried', async () => {
    const all = Array.from({ length: 20 }, held);
    const [one, other] = [await start(fails), await start(...all.map(({ step }) => step))];
    await open(one);
    await other.hears(true);
    other.advance(4 * HALF_OPEN_MS);
    const outcomes = other.sendAll(20);
    await Promise.all(all.map(({ begun }) => begun));
    for (const { go } of all) go(works);
    expect(await outcomes).toEqual(Array<number>(20).fill(200));
  });

  it('is nothing to calls with other keys', async () => {
    const [one, other] = [await start(fails), await start(fails)];
    await open(one);
    await other.hears(true);
    expect(await other.sendAll(3, 'others here')).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
    expect(await other.sendAll(3, 'unknown to all')).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
  });

  it('listens to nobody without the key of the cache', async () => {
    const [one, other] = [await start(fails), await start(works)];
    await open(one);
    await other.hears(true);
    const channel = `${expect.getState().currentTestName ?? ''}:hints`;
    const forged = Buffer.from(JSON.stringify({ by: 'x', api: 'management', group: 'keys', fails: false }));
    expect(await redis.command('PUBLISH', channel, forged.toString('base64'))).toBe(2);
    await redis.command('PUBLISH', channel, 'no base64 {');
    await other.sendAll(1);
    await one.hears(false);
    expect(other.heard).toHaveLength(1);
  });
});
