import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { address, freePorts, run, type Running } from '../support/process.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { FeedUpstream } from './feed-upstream.js';
import { faultsOf, TirelessFollower, type FollowedFeed } from './followers.js';

/** More of both: `LIVE_TEST_EVENTS=100000 npx vitest run test/live/processes.test.ts`. */
const EVENTS = Number(process.env['LIVE_TEST_EVENTS'] ?? 10_000);
const FOLLOWERS = 200;
const FEEDS = 20;
const BURSTS = 10;
/** A few ledgers have most of the sales, and are followed by few: all else is told to many. */
const BUSY = 2;
const FOLLOWERS_OF_BUSY = 2;
const QUIET_EVENTS = Math.round(EVENTS / BURSTS / FEEDS / 4);
const BUSY_EVENTS = Math.floor((EVENTS / BURSTS - (FEEDS - BUSY) * QUIET_EVENTS) / BUSY);

interface Started {
  readonly running: Running;
  readonly url: string;
}

describe.skipIf(!hasRedis)(`processes that share their feeds${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let upstream: FeedUpstream;

  beforeAll(async () => {
    redis = await RedisServer.start();
    upstream = await FeedUpstream.start();
  });
  afterAll(async () => {
    await upstream.stop();
    await redis.kill();
  });

  function settings(): Record<string, string> {
    const { accounting } = sandboxKeys;
    return {
      ...{
        ...freePorts,
        HOST: '127.0.0.1',
        NODE_ENV: 'test',
        CALLER_AUTH: 'network',
        SHUTDOWN_DRAIN_MS: '0',
      },
      ...{ VIPPS_API_URL: upstream.url, VIPPS_ACCOUNTING_CLIENT_ID: accounting.clientId },
      ...{ VIPPS_ACCOUNTING_CLIENT_SECRET: accounting.clientSecret },
      // A second call where the machine is slow would be no poll.
      ...{ LIVE_POLL_SECONDS: '1', LIVE_QUIET_MINUTES: 'none', UPSTREAM_HEDGE_AFTER_MS: '0' },
      ...redis.env(newSealKey()),
    };
  }

  it('tell every follower everything in order, whatever ends and whatever hangs, for one poll per feed and interval', async () => {
    const env = settings();
    const begin = async (): Promise<Started> => {
      const running = run(env);
      const url = (await address(running, 'Graph')).replace(/\/graphql$/, '');
      await running.printed(/the shared cache answers/);
      return { running, url };
    };
    // Most of the time of this test is what processes take to start.
    let all: readonly Started[] = await Promise.all([begin(), begin()]);
    const urls = (): readonly string[] => all.map(({ url }) => url);
    const feeds = Array.from({ length: FEEDS }, (_, number): FollowedFeed => ({
      ledgerId: String(410_001 + number),
      kind: number % 4 === 3 ? 'funds' : 'sales',
    }));
    const expected = new Map(feeds.map((feed): [FollowedFeed, string[]] => [feed, []]));
    const followers = Array.from({ length: FOLLOWERS }, (_, number) => {
      const others = number - BUSY * FOLLOWERS_OF_BUSY;
      const of = others < 0 ? BUSY : FEEDS - BUSY;
      const feed = feeds[others < 0 ? number % BUSY : BUSY + (others % of)];
      if (feed === undefined) throw new Error('no feed');
      return new TirelessFollower(feed, urls, Math.floor(number / of));
    });
    await Promise.all(followers.map(({ opened }) => opened));

    let added = 0;
    const burst = (): void => {
      for (const [index, [{ kind, ledgerId }, references]] of [...expected].entries()) {
        const events = Array.from({ length: index < BUSY ? BUSY_EVENTS : QUIET_EVENTS }, () =>
          String(70_000_000_000 + (added += 1)),
        );
        references.push(...events);
        upstream.add(`${kind} ${ledgerId}`, events);
      }
    };
    const isTold = (follower: TirelessFollower): boolean =>
      new Set(follower.told.map(({ reference }) => reference)).size >=
      (expected.get(follower.feed)?.length ?? 0);
    const caughtUp = (): Promise<void> =>
      expect
        .poll(() => followers.filter((each) => !isTold(each)).length, { timeout: 30_000, interval: 100 })
        .toBe(0);

    burst();
    burst();
    await caughtUp();
    // Nobody comes or goes: each feed is polled by one of the two.
    upstream.takeCalls();
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const intervals = (performance.now() - before) / 900;
    const calls = upstream.takeCalls();
    expect(calls.size).toBe(FEEDS);
    expect(Math.max(...calls.values())).toBeLessThanOrEqual(intervals + 1);

    // One of them dies, and another comes.
    const [first, second] = all;
    if (first === undefined || second === undefined) throw new Error('not two');
    burst();
    first.running.child.kill('SIGKILL');
    all = [second];
    const third = begin();
    burst();
    // What they share hangs, and comes back.
    redis.pause();
    burst();
    burst();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    redis.resume();
    burst();
    await caughtUp();
    // One of them is told to stop.
    all = [second, await third];
    burst();
    second.running.child.kill('SIGTERM');
    all = [await third];
    burst();
    burst();
    await caughtUp();

    await Promise.all(followers.map((follower) => follower.stop()));
    for (const follower of followers)
      expect(faultsOf(follower, expected.get(follower.feed) ?? [])).toEqual([]);
    expect(await second.running.exit).toEqual({ code: 0, signal: null });
    // Who was told to go on elsewhere knew where.
    const reasons = followers.flatMap(({ ends }) => ends);
    expect(reasons.every((end) => JSON.stringify(end).includes('lastCursor'))).toBe(true);
    expect(reasons.length).toBeGreaterThan(0);
  }, 120_000);
});
