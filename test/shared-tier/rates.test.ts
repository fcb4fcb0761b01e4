import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RateLimits } from '../../src/callers/RateLimits.js';
import type { SharedRates, Spending } from '../../src/callers/SharedRates.js';
import { systemClock } from '../../src/clock.js';
import type { TenantLimits } from '../../src/config.js';
import type { SharedTier } from '../../src/shared-tier/SharedTier.js';
import { anybody } from '../support/anybody.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { tenantWith } from '../support/stack.js';
import { tierOf } from './tier-of.js';

/** Nothing comes back to it within a test. */
const rate = { perSecond: 0.001, burst: 60 };
const shop: Spending = { tenantId: 'shop', subject: 'app', rate, tokens: 1 };

describe.skipIf(!hasRedis)(`rates over several processes${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  /** A process with the rates of its callers, and what it has settled. */
  async function start(options?: Parameters<typeof tierOf>[1]) {
    const tier = await tierOf(redis.url, options);
    const settled: (readonly number[] | undefined)[] = [];
    // The same but for the record of it.
    const shared: SharedRates = {
      isOpen: true,
      settle: async (spent) => {
        const ms = await tier.rates.settle(spent);
        settled.push(ms);
        return ms;
      },
    };
    const rates = new RateLimits(rate, systemClock, shared);
    return { tier, rates, settled };
  }

  const of = ({ rates }: { readonly rates: RateLimits }, subject = 'app', limits?: TenantLimits) =>
    rates.of({ ...anybody, subject }, { ...tenantWith('partner'), id: 'shop', ...(limits && { limits }) });

  /** Takes one, and waits until that is settled. Gives whether it was there. */
  async function take(process: Awaited<ReturnType<typeof start>>, subject?: string): Promise<boolean> {
    const { length } = process.settled;
    if (of(process, subject).take() !== undefined) return false;
    await expect.poll(() => process.settled.length, { interval: 1 }).toBeGreaterThan(length);
    return true;
  }

  it('hold for all together: what is taken of one is missing in the others', async () => {
    const [one, other] = [await start(), await start()];
    let taken = 0;
    while ((await take(one)) && (await take(other))) taken += 2;
    expect(taken).toBe(rate.burst);
    expect(of(one).take()).toMatchObject({ whose: 'caller' });
    expect(await take(one, 'another caller')).toBe(true);
  });

  it('hold where all are asked at once, but for what comes before they have heard of each other', async () => {
    const [one, other] = [await start(), await start()];
    let taken = 0;
    // As fast as it goes: a hundred from each, of which none waits for anything.
    for (const process of [one, other])
      for (let asked = 0; asked < 100; asked += 1) if (of(process).take() === undefined) taken += 1;
    expect(taken).toBe(2 * rate.burst);
    await expect.poll(() => [one.settled.length, other.settled.length]).toEqual([1, 1]);
    // What was too much is owed.
    const [ms = 0] = (await one.tier.rates.settle([{ ...shop, tokens: 0 }])) ?? [];
    expect(ms / 1_000_000).toBeCloseTo(2 * rate.burst, 1);
    expect(of(other).take()?.retryAfter).toBeGreaterThan(rate.burst * 900);
  });

  it('are of a whole tenant, too', async () => {
    const limits = { requestsPerSecond: 1, burst: 10 };
    const [one, other] = [await start(), await start()];
    for (let index = 0; index < 10; index += 1) of(one, String(index), limits).take();
    await expect.poll(() => one.settled).toHaveLength(1);
    of(other, 'x', limits).take();
    await expect.poll(() => other.settled).toHaveLength(1);
    expect(of(other, 'y', limits).take()).toMatchObject({ whose: 'tenant', perSecond: 1 });
  });

  it('come back with time, and owe no more than one burst', async () => {
    const tier = await tierOf(redis.url);
    const fast = { ...shop, rate: { perSecond: 1_000, burst: 100 } };
    const [owed = 0] = (await tier.rates.settle([{ ...fast, tokens: 1_000 }])) ?? [];
    expect(owed).toBe(200);
    const left = async (): Promise<number> =>
      (await tier.rates.settle([{ ...fast, tokens: 0 }]))?.[0] ?? Number.NaN;
    await expect.poll(left, { interval: 10 }).toBeLessThan(100);
    await expect.poll(left, { interval: 10 }).toBe(0);
    // Nothing of it is kept.
    await expect.poll(() => redis.command('KEYS', '*come back with time*:r:*')).toEqual([]);
  });

  it('are settled now and then, and all of them at once', async () => {
    const one = await start();
    const subjects = ['a', 'b', 'c'];
    const startedAt = performance.now();
    for (let round = 0; round < rate.burst; round += 1) {
      for (const subject of subjects) of(one, subject).take();
      // A while, in which what is due may be settled.
      await one.tier.rates.settle([{ ...shop, subject: 'nobody', tokens: 0 }]);
    }
    const most = Math.ceil((performance.now() - startedAt) / 10) + 2;
    await expect
      .poll(async () => {
        const left = subjects.map((subject) => ({ ...shop, subject, tokens: 0 }));
        return (await one.tier.rates.settle(left))?.map((ms) => Math.ceil(ms / 1_000_000));
      })
      .toEqual(subjects.map(() => rate.burst));
    expect(one.settled.length).toBeLessThanOrEqual(most);
  });

  it('tell nothing by the names of buckets', async () => {
    const tier = await tierOf(redis.url);
    await tier.rates.settle([shop, { ...shop, subject: undefined }]);
    const names = await redis.command('KEYS', '*tell nothing*:r:*');
    expect(names).toHaveLength(2);
    expect(JSON.stringify(names)).not.toMatch(/shop|"app/);
  });

  it.each([
    [
      'hangs',
      (server: RedisServer) => {
        server.pause();
        return Promise.resolve();
      },
    ],
    ['is killed', (server: RedisServer) => server.kill()],
    ['is full', (server: RedisServer) => server.command('CONFIG', 'SET', 'maxmemory', '1')],
  ])('are those of each process where the server %s', async (what, fails) => {
    const own = await RedisServer.start('--maxmemory-policy', 'noeviction');
    onTestFinished(() => own.kill());
    const tier: SharedTier = await tierOf(own.url, { timeoutMs: 20 });
    const rates = new RateLimits(rate, systemClock, tier.rates);
    of({ rates }).take();
    await fails(own);
    const taken = Array.from({ length: 100 }, () => of({ rates }).take()).filter(
      (each) => each === undefined,
    );
    expect(taken).toHaveLength(rate.burst - 1);
    expect(await tier.rates.settle([shop])).toBeUndefined();
    // One that is full answers, all the same.
    expect(tier.isOpen).toBe(what === 'is full');
  });
});
