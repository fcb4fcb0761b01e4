import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { withSandbox } from '../../src/config.js';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { scrape } from '../support/scrape.js';
import { fakeClock } from '../support/stack.js';

const LEDGER = '418806';
/** Nothing was sold there. */
const QUIET = '700031';
const SALES = `subscription ($after: String) { salesEventAdded(ledgerId: "${LEDGER}", after: $after) { cursor node { reference } } }`;
const told = (reference: string) => ({ data: { salesEventAdded: { node: { reference } } } });
const lost = (lastCursor: unknown) => ({
  errors: [
    {
      message:
        'This server has lost touch with those that it shares the feed with. Subscribe again with lastCursor as after.',
      extensions: { code: 'SUBSCRIPTION_ENDED', reason: 'SHARED_TIER_LOST', lastCursor },
    },
  ],
});

describe.skipIf(!hasRedis)(`feeds that are shared by Redis${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  it('end with the last cursor when their log is lost, and when nothing is heard of Redis for half a minute', async ({
    start,
  }) => {
    const [timers, clock] = [new FakeTimers(), fakeClock()];
    const stack = await start({ timers, clock, env: redis.env(newSealKey()) });
    const { url, sandbox, server, logs } = stack;
    await expect
      .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
      .toContain('the shared cache answers');
    /** Looks at the log once, and waits for the end of it. */
    const look = async (): Promise<void> => {
      await timers.until(1);
      timers.advance(500);
      await timers.until(1);
    };
    const isTold = async (stream: EventStream, reference: string): Promise<unknown> => {
      await sandbox.ledgers.addEvents(LEDGER, [{ reference }]);
      clock.advance(3);
      // One look polls, and the next one reads what that has found.
      for (let count = 0; count < 3; count += 1) await look();
      const answer = await stream.next();
      expect(answer).toMatchObject(told(reference));
      return /"cursor":"(.*?)"/.exec(JSON.stringify(answer))?.[1];
    };
    const first = await EventStream.open(url, SALES);
    let after = await isTold(first, 'first');
    expect((await scrape(server)).sum('subgraph_live_pollers')).toBe(1);
    await redis.command('FLUSHALL');
    await timers.until(1);
    timers.advance(500);
    expect(await first.next()).toEqual(lost(after));
    expect(await first.next()).toBeUndefined();

    const second = await EventStream.open(url, SALES, { after });
    after = await isTold(second, 'second');
    await redis.kill();
    clock.advance(29);
    await look();
    clock.advance(2);
    timers.advance(500);
    expect(await second.next()).toEqual(lost(after));
    const scraped = await scrape(server);
    expect(scraped.sum('subgraph_subscriptions_ended_total', { reason: 'SHARED_TIER_LOST' })).toBe(2);
    expect(scraped.sum('subgraph_live_pollers')).toBe(0);
  });

  it('leave nothing out for who reads up to its end while another process begins further on', async ({
    start,
  }) => {
    await redis.restart();
    const ahead = new FakeTimers();
    const [timers, clock, env] = [new FakeTimers(), fakeClock(), redis.env(newSealKey())];
    const late = await start({ timers, clock, env });
    const { sandbox, sandboxUrl } = late;
    const early = await start({
      timers: ahead,
      clock,
      env,
      adjust: (config) => withSandbox(config, { url: sandboxUrl, tenant: config.tenant }),
    });
    for (const { logs } of [late, early])
      await expect
        .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
        .toContain('the shared cache answers');
    await sandbox.ledgers.addEvents(QUIET, [{ reference: 'last' }]);
    const { data } = await late.askText(
      `{ ledger(ledgerId: "${QUIET}") { salesEvents(first: 9) { edges { cursor } } } }`,
    );
    const after = /"cursor":"(.*?)"/.exec(JSON.stringify(data))?.[1];
    expect(after).toBeDefined();
    const quiet = SALES.replace(LEDGER, QUIET);
    // What it reads behind the cursor is nothing, and comes late.
    await sandbox.faults.add({ path: '/sales/**', delayMs: 1_000 });
    await late.clearCalls();
    const opening = EventStream.open(late.url, quiet, { after });
    await expect.poll(async () => (await late.calls()).length).toBe(1);
    await sandbox.ledgers.addEvents(QUIET, [{ reference: 'between' }]);
    const other = await EventStream.open(early.url, quiet);
    // It leads, and goes on from there.
    ahead.advance(500);
    await ahead.until(1);
    const stream = await opening;
    const next = stream.next();
    await timers.until(1);
    await sandbox.ledgers.addEvents(QUIET, [{ reference: 'behind' }]);
    const looks = setInterval(() => {
      clock.advance(1);
      ahead.advance(500);
      timers.advance(500);
    }, 20);
    onTestFinished(() => {
      clearInterval(looks);
    });
    expect([await next, await stream.next()]).toMatchObject([told('between'), told('behind')]);
    stream.close();
    other.close();
  });

  it('are polled by each process for itself where Redis was away when it started', async ({ start }) => {
    await redis.kill();
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers, env: redis.env(newSealKey()) });
    const stream = await EventStream.open(url, SALES);
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'alone' }]);
    timers.advance(3_000);
    expect(await stream.next()).toMatchObject(told('alone'));
    expect((await scrape(server)).sum('subgraph_live_pollers', { feed: 'sales' })).toBe(1);
    stream.close();
  });
});
