import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import { defineCache } from '../../src/cache/ScopedCaches.js';
import type { Change, SharedPlace } from '../../src/cache/SharedCache.js';
import { vippsApis } from '../../src/clients/apis.js';
import { systemClock, type Clock } from '../../src/clock.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Names } from '../../src/shared-tier/Names.js';
import { JOIN_MS, SharedTier, type SharedTierOptions } from '../../src/shared-tier/SharedTier.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { fakeClock, memoryLog } from '../support/stack.js';

const CREDENTIALS = 'here';

function place(parts: Partial<SharedPlace> = {}): SharedPlace {
  return {
    tenantId: 'shop',
    credentialsId: CREDENTIALS,
    kind: 'unit',
    key: ['1', '2'],
    joins: false,
    ...parts,
  };
}

function change(parts: Partial<Change> = {}): Change {
  return { tenantId: 'shop', kind: 'unit', key: ['1', '2'], under: false, doubtSeconds: 0, ...parts };
}

const answer = { value: { name: 'Bakeriet' }, bytes: 40, open: false, loadedAt: 1_000 };

describe.skipIf(!hasRedis)(`the shared tier${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  const tiers: SharedTier[] = [];
  const key = Buffer.from(newSealKey(), 'base64');

  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    for (const tier of tiers) tier.close();
    await redis.kill();
  });

  /** A process of its own. */
  async function open(options: Partial<SharedTierOptions> = {}): Promise<SharedTier> {
    const tier = new SharedTier({
      url: redis.url,
      keys: [key],
      timeoutMs: 500,
      // Nothing of another test.
      prefix: expect.getState().currentTestName ?? '',
      version: '1',
      log: memoryLog([], 'silent'),
      ...options,
    });
    tiers.push(tier);
    tier.learn(CREDENTIALS, 'everywhere');
    await expect.poll(() => tier.isOpen, { timeout: 10_000 }).toBe(true);
    return tier;
  }

  async function find(tier: SharedTier, at = place()) {
    return tier.find(at, startDeadline(1_000));
  }

  /** Keeps an answer and waits until it is there. */
  async function keep(tier: SharedTier, at = place(), value: typeof answer = answer): Promise<void> {
    const { kept } = tier.counts;
    (await find(tier, at)).fill?.keep(value, 60);
    await expect.poll(() => tier.counts.kept).toBe(kept + 1);
  }

  it('gives one process what another has kept, as it was', async () => {
    const [one, other] = [await open(), await open()];
    const at = place();
    const value = { amount: Number.NaN, none: undefined, marks: new Set([1]), text: 'x'.repeat(5_000) };
    (await find(one, at)).fill?.keep({ ...answer, value }, 60);
    await expect.poll(() => one.counts.kept).toBe(1);
    expect((await find(other, at)).answer).toEqual({ ...answer, value });
  });

  it.each([
    ['another tenant', { tenantId: 'other' }],
    ['other credentials', { credentialsId: 'others' }],
    ['another kind', { kind: 'merchant' }],
    ['another key', { key: ['1', '3'] }],
    ['a part of the key', { key: ['1'] }],
    ['parts that run into each other', { key: ['1,2'] }],
  ])('does not give it to %s', async (_who, parts) => {
    const tier = await open();
    tier.learn('others', 'of others');
    await keep(tier);
    expect((await find(tier)).answer).toEqual(answer);
    expect((await find(tier, place(parts))).answer).toBeUndefined();
  });

  it.each<[string, Partial<Change>]>([
    ['the key', {}],
    ['what the key begins with', { key: ['1'], under: true }],
    ['the kind', { key: [], under: true }],
    ['the tenant', { kind: undefined, key: [], under: true }],
  ])('forgets by %s, and keeps nothing that was being read meanwhile', async (_what, parts) => {
    const [one, other] = [await open(), await open()];
    await keep(one);
    const heard: Change[] = [];
    other.listen({ changed: (each) => void heard.push(each), missedChanges: () => undefined });
    one.tell(change(parts));
    expect(await find(one)).not.toHaveProperty('answer');

    const late = await find(other);
    one.tell(change(parts));
    await find(one);
    late.fill?.keep({ ...answer, value: 'old' }, 60);
    await expect.poll(() => other.counts.late).toBe(1);
    expect(await find(other)).not.toHaveProperty('answer');
    await expect.poll(() => heard).toEqual([change(parts), change(parts)]);
  });

  it('keeps nothing that was read between two changes, though one who waits asks after each of them', async () => {
    const [one, other] = [await open(), await open()];
    const at = place({ joins: true });
    // Another process holds the lease, so whoever else asks waits, and asks again and again.
    const held = await find(one, at);
    const waiting = find(one, at);
    const { joined } = one.counts;
    await expect.poll(() => one.counts.joined).toBe(joined + 1);
    // It makes the generations of what comes after a change, under which somebody else begins to read.
    one.tell(change());
    const { generations } = new Names(expect.getState().currentTestName ?? '', [key]).ofPlace(
      at,
      'everywhere',
    );
    await expect.poll(() => redis.command('EXISTS', ...generations)).toBe(generations.length);
    const late = await find(other, place({ joins: false }));
    one.tell(change());
    await waiting;
    late.fill?.keep({ ...answer, value: 'old' }, 60);
    await expect.poll(() => other.counts.late + other.counts.kept).toBe(1);
    expect(other.counts).toMatchObject({ late: 1, kept: 0 });
    held.fill?.keep(answer, 0);
  });

  it('keeps nothing for a while of what may yet change', async () => {
    const tier = await open();
    tier.tell(change({ key: ['doubt'], doubtSeconds: 60 }));
    expect(await find(tier, place({ key: ['doubt', 'x'] }))).toEqual({ inDoubt: true });
    tier.tell(change({ key: ['doubt'] }));
    expect(await find(tier, place({ key: ['doubt', 'x'] }))).toHaveProperty('fill');
  });

  it('tells a process that starts later what may yet change, which keeps nothing of it either', async () => {
    const before = await open();
    before.tell(change({ key: ['doubt'], doubtSeconds: 60 }));
    await find(before);
    const lasts = { fresh: 60, staleWhileRevalidate: 30, staleOnError: 100, negative: 10 };
    const options = {
      policy: { ...lasts, share: 1, why: 'a test' },
      api: vippsApis.management,
      maxBytes: 100_000,
      loadTimeoutMs: 1_000,
      clock: systemClock,
      coalesce: true,
      shared: await open(),
    };
    const owner = { tenantId: 'shop', credentialsId: CREDENTIALS };
    const cache = defineCache<string>('unit', options, new Invalidations())(owner);
    let loads = 0;
    const read = (id: string) =>
      cache.read([id], sharedScope(startDeadline(1_000)), () => {
        loads += 1;
        return Promise.resolve({ value: String(loads), bytes: 1 });
      });
    expect([await read('doubt'), await read('doubt')]).toEqual(['1', '2']);
    expect([await read('known'), await read('known')]).toEqual(['3', '3']);
  });

  it('gives nothing to who goes by a clock that was set back: how old it is, nobody knows', async () => {
    const written = fakeClock();
    const policy = { fresh: 60, staleWhileRevalidate: 30, staleOnError: 100, negative: 10, share: 1 };
    const loads: string[] = [];
    /** A process of its own. */
    const processAt = async (name: string, clock: Clock) => {
      const shared = await open();
      const options = {
        policy: { ...policy, why: 'a test' },
        api: vippsApis.management,
        ...{ maxBytes: 100_000, loadTimeoutMs: 1_000, coalesce: true, clock, shared },
      };
      const owner = { tenantId: 'shop', credentialsId: CREDENTIALS };
      const cache = defineCache<string>('unit', options, new Invalidations())(owner);
      const read = () =>
        cache.read(['1'], sharedScope(startDeadline(1_000)), () => {
          loads.push(name);
          return Promise.resolve({ value: name, bytes: 1 });
        });
      return { read, shared };
    };
    const writer = await processAt('the writer', written);
    await writer.read();
    await expect.poll(() => writer.shared.counts.kept).toBe(1);
    const sameClock = await processAt('the same clock', written);
    const setBack = await processAt('set back', fakeClock(written.now() - 1_000));
    expect([await sameClock.read(), await setBack.read()]).toEqual(['the writer', 'set back']);
    expect(loads).toEqual(['the writer', 'set back']);
  });

  it('lets nothing be read of values, ids and keys', async () => {
    const tier = await open();
    await keep(tier, place({ key: ['order-4711'] }), { ...answer, value: { name: 'Bakeriet' } });
    tier.tell(change({ key: ['order-4711'], kind: 'unit' }));
    await keep(tier, place({ key: ['order-4711'] }));
    const names = await redis.command('KEYS', '*lets nothing be read*');
    expect(names).toHaveLength(5);
    const shown = [JSON.stringify(names)];
    for (const name of Array.isArray(names) ? names.map(String) : [])
      shown.push(JSON.stringify(await redis.command('DUMP', name)));
    for (const word of ['order-4711', 'Bakeriet', 'shop', 'everywhere', 'tenantId'])
      expect(shown.join('\n')).not.toContain(word);
  });

  it('rotates its keys without a change being missed', async () => {
    const next = Buffer.from(newSealKey(), 'base64');
    const [before, during, after] = [
      await open({ keys: [key, next] }),
      await open({ keys: [next, key] }),
      await open({ keys: [next] }),
    ];
    await keep(during);
    expect((await find(after)).answer).toEqual(answer);
    before.tell(change());
    await find(before);
    expect(await find(during)).not.toHaveProperty('answer');

    // Who hears of a change under another key ends what is being read under all of its own: the next one is kept.
    await expect
      .poll(async () => {
        const { answer: kept, fill } = await find(before);
        fill?.keep(answer, 60);
        return kept;
      })
      .toEqual(answer);
    after.tell(change());
    await expect.poll(() => find(before)).not.toHaveProperty('answer');
  });

  it('takes what a wrong key or another version has written for nothing', async () => {
    const tier = await open();
    await keep(tier);
    const other = await open({ version: '2' });
    expect(await find(other)).toMatchObject({ fill: {} });
    const wrong = await open({ keys: [Buffer.from(newSealKey(), 'base64')] });
    expect(await find(wrong)).toMatchObject({ fill: {} });
    // What it can't read it takes for any change.
    const { missed } = wrong.troubles;
    tier.tell(change());
    await expect.poll(() => wrong.troubles.missed).toBeGreaterThan(missed);
  });

  it('lets one of several read what none has, while the others wait a moment', async () => {
    const [one, other] = [await open(), await open()];
    const at = place({ joins: true });
    const first = await find(one, at);
    const second = find(other, at);
    await expect.poll(() => other.counts.joined).toBe(1);
    first.fill?.keep(answer, 60);
    expect(await second).toEqual({ answer });
    expect(other.counts).toMatchObject({ hits: 1, joined: 1 });

    // Who has nothing to keep lets go.
    one.tell(change());
    const third = await find(one, at);
    const since = performance.now();
    const fourth = find(other, at);
    await expect.poll(() => other.counts.joined).toBe(2);
    third.fill?.keep(answer, 0);
    expect(await fourth).toHaveProperty('fill');
    // Sooner than who waits in vain.
    expect(performance.now() - since).toBeLessThan(JOIN_MS);
  });

  it('asks by itself where the other one does not come back', async () => {
    const [one, other] = [await open(), await open()];
    const at = place({ joins: true });
    expect(await find(one, at)).toHaveProperty('fill');
    expect(await find(other, at)).toHaveProperty('fill');
    expect(other.counts.joined).toBe(1);
  });
});
