import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../src/cache/SharedCache.js';
import { startDeadline } from '../../src/http/deadline.js';
import { SharedTier } from '../../src/shared-tier/SharedTier.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { RedisAddress } from '../support/redis-address.js';
import { memoryLog } from '../support/stack.js';

const PLACE = { tenantId: 'shop', credentialsId: 'here', kind: 'unit', key: ['1'], joins: true };
const CHANGE: Change = { tenantId: 'shop', kind: 'unit', key: ['1'], under: false, doubtSeconds: 0 };
const ANSWER = { value: 'first', bytes: 40, open: false, loadedAt: 1_000 };
const TIMEOUT_MS = 100;
/** For so long a lease is there if nobody gives it back. */
const LEASE_MS = 2_000;

describe.skipIf(!hasRedis)(`a shared tier whose server fails${NEEDS_REDIS}`, () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function start(...args: readonly string[]): Promise<RedisServer> {
    const redis = await RedisServer.start(...args);
    ends.push(() => redis.kill());
    return redis;
  }

  function connect(url: string, key = Buffer.alloc(32, 7)) {
    const logs: Readonly<Record<string, unknown>>[] = [];
    const heard: (Change | 'missed')[] = [];
    const tier = new SharedTier({
      ...{ url, keys: [key], timeoutMs: TIMEOUT_MS, prefix: 'test', version: '1' },
      log: memoryLog(logs),
    });
    tier.learn('here', 'everywhere');
    tier.listen({ changed: (each) => heard.push(each), missedChanges: () => heard.push('missed') });
    ends.unshift(() => {
      tier.close();
    });
    const find = () => tier.find(PLACE, startDeadline(5_000));
    const isOpen = () => expect.poll(() => tier.isOpen, { timeout: 5_000 }).toBe(true);
    async function keep(value = 'first'): Promise<void> {
      const { kept } = tier.counts;
      (await find()).fill?.keep({ ...ANSWER, value }, 60);
      await expect.poll(() => tier.counts.kept).toBe(kept + 1);
    }
    return { tier, logs, heard, find, isOpen, keep };
  }

  it('is not there for anybody where nothing listens, and says so once', async () => {
    const { tier, logs, find } = connect('redis://127.0.0.1:1');
    for (let asked = 0; asked < 100; asked += 1) expect(await find()).toEqual({});
    tier.tell(CHANGE);
    expect(tier.counts).toMatchObject({ hits: 0, misses: 0, faults: 0 });
    await expect
      .poll(() => logs, { timeout: 5_000 })
      .toMatchObject([{ level: 40, outages: 0, reason: expect.stringContaining('ECONNREFUSED') }]);
  });

  it('costs one time-out when it hangs, whatever is asked meanwhile, and catches up within a second', async () => {
    const redis = await start();
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    await one.keep();
    expect(await other.find()).toEqual({ answer: ANSWER });
    other.heard.length = 0;

    redis.pause();
    expect(await other.find()).toEqual({});
    expect(other.tier.isOpen).toBe(false);
    // Nobody waits for it any more: no timer of a read runs, so all of these end in the turn that they begin in.
    const asked = Array.from({ length: 1_000 }, () => other.find());
    const turn = new Promise((resolve) => setImmediate(resolve, 'turn'));
    expect(await Promise.race([Promise.all(asked), turn])).toEqual(asked.map(() => ({})));
    expect(other.tier.counts.faults).toBe(1);
    // What is changed meanwhile is told later; so is what is known to be closed.
    one.tier.tell(CHANGE);
    expect(await one.find()).toEqual({});
    one.tier.tell({ ...CHANGE, key: ['2'] });
    redis.resume();

    const back = performance.now();
    await one.isOpen();
    await other.isOpen();
    // What was told just before may be told again: it might be another server that answers.
    await expect
      .poll(() => new Set(other.heard.map((each) => (each === 'missed' ? each : each.key[0]))))
      .toEqual(new Set(['1', '2']));
    expect(performance.now() - back).toBeLessThan(1_000);
    expect(await other.find()).not.toHaveProperty('answer');
    expect(other.logs.filter(({ level }) => level === 40)).toHaveLength(1);
    expect(other.tier.troubles.outages).toBe(1);
  });

  it('drops all when it comes back with nothing, and goes on', async () => {
    const redis = await start();
    const { tier, heard, find, isOpen, keep } = connect(redis.url);
    await isOpen();
    await keep();
    heard.length = 0;
    await redis.kill();
    expect(await find()).toEqual({});
    tier.tell(CHANGE);
    await redis.restart();
    await isOpen();
    expect(heard).toEqual(['missed']);
    await keep('second');
    expect(await find()).toEqual({ answer: { ...ANSWER, value: 'second' } });
  });

  it('hears of what it missed when the stream has gone past it', async () => {
    const redis = await start();
    const { tier, heard, isOpen } = connect(redis.url);
    await isOpen();
    heard.length = 0;
    await redis.command('XTRIM', 'test:changes', 'MAXLEN', '0');
    await redis.command('XADD', 'test:changes', '*', 'c', '');
    await expect.poll(() => heard).toEqual(['missed']);
    expect(tier.troubles).toEqual({ outages: 0, missed: 1 });
  });

  it('has heard of all that it missed before anybody reads from it, also of more than it reads at once', async () => {
    const redis = await start();
    const hung = await start();
    hung.pause();
    const address = await RedisAddress.open(redis);
    ends.unshift(() => address.close());
    const [one, other] = [connect(redis.url), connect(address.url)];
    await one.isOpen();
    await other.isOpen();
    other.heard.length = 0;
    address.switchTo(hung, 'are cut');
    await expect.poll(() => other.tier.isOpen, { timeout: 5_000 }).toBe(false);
    const changes = Array.from({ length: 1_200 }, (_, id) => ({ ...CHANGE, key: [String(id)] }));
    for (const each of changes) one.tier.tell(each);
    const told = async () => Number(await redis.command('XLEN', 'test:changes'));
    await expect.poll(told, { timeout: 5_000 }).toBeGreaterThan(changes.length);
    expect(other.heard).toEqual([]);

    address.switchTo(redis, 'are cut');
    await expect.poll(() => other.tier.isOpen, { timeout: 5_000, interval: 1 }).toBe(true);
    // Where the server was slow some are told twice.
    expect(new Set(other.heard)).toEqual(new Set(changes));
    expect(other.tier.troubles.missed).toBe(0);
  });

  it('keeps nothing in a full one, and still ends what a change ends, everywhere', async () => {
    const redis = await start('--maxmemory-policy', 'noeviction');
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    await one.keep();
    other.heard.length = 0;
    await redis.command('CONFIG', 'SET', 'maxmemory', '1mb');

    expect(await other.find()).toEqual({ answer: ANSWER });
    one.tier.tell(CHANGE);
    await expect.poll(() => other.heard).toEqual(['missed']);
    await one.isOpen();
    expect(await one.find()).toEqual({});
    expect(one.tier.counts).toMatchObject({ full: 1, faults: 0 });

    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await expect.poll(() => other.heard.at(-1), { timeout: 3_000 }).toEqual(CHANGE);
    await one.isOpen();
    await one.keep('second');
    expect(await other.find()).toEqual({ answer: { ...ANSWER, value: 'second' } });
  });

  it('listens as soon as it may, where it could not at the start', async () => {
    const redis = await start('--maxmemory-policy', 'noeviction');
    await redis.command('ACL', 'SETUSER', 'default', '-subscribe');
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    await redis.command('ACL', 'SETUSER', 'default', '+subscribe');
    const channels = async () => String(await redis.command('PUBSUB', 'CHANNELS', '*'));
    await expect.poll(channels, { timeout: 5_000 }).not.toBe('');
    other.heard.length = 0;
    // A full server has no room to say what: who does not listen learns nothing.
    await redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
    await expect
      .poll(() => {
        one.tier.tell(CHANGE);
        return other.heard;
      })
      .toContain('missed');
  });

  it('has what was told just before told again to a replica that takes over without it', async () => {
    const redis = await start();
    const replica = await redis.replica();
    ends.push(() => replica.kill());
    const address = await RedisAddress.open(redis);
    ends.unshift(() => address.close());
    const [one, other] = [connect(address.url), connect(address.url)];
    await one.isOpen();
    await other.isOpen();
    await one.keep();
    await expect.poll(async () => String(await replica.command('KEYS', '*:v:*'))).not.toBe('');
    other.heard.length = 0;

    // From now on it hears of nothing.
    await replica.promote();
    one.tier.tell(CHANGE);
    await expect.poll(() => other.heard).toEqual([CHANGE]);
    await redis.kill();
    address.switchTo(replica, 'are cut');
    for (const { tier, isOpen } of [one, other]) {
      await expect.poll(() => tier.troubles.outages).toBe(1);
      await isOpen();
    }
    // Of that change, or that nobody knows which.
    await expect.poll(() => other.heard.length).toBeGreaterThan(1);
    expect(await one.find()).not.toHaveProperty('answer');
    expect(await other.find()).not.toHaveProperty('answer');
    expect(other.heard).toContainEqual('missed');
  });

  it('leaves one that follows another now for that other', async () => {
    const redis = await start();
    const next = await redis.replica();
    ends.push(() => next.kill());
    const address = await RedisAddress.open(redis);
    ends.unshift(() => address.close());
    const { tier, isOpen, keep } = connect(address.url);
    await isOpen();
    await next.promote();
    await redis.command('REPLICAOF', '127.0.0.1', String(next.port));
    address.switchTo(next, 'stay');
    tier.tell(CHANGE);
    await expect.poll(() => next.command('XLEN', 'test:changes'), { timeout: 5_000 }).toBeGreaterThan(1);
    await isOpen();
    await keep('at the next one');
    expect(tier.troubles.outages).toBe(1);
  });

  it('leaves one that only follows alone until it can be written to, and tries that again', async () => {
    const redis = await start();
    const replica = await redis.replica();
    ends.push(() => replica.kill());
    const address = await RedisAddress.open(redis);
    ends.unshift(() => address.close());
    const { tier, logs, find, isOpen, keep } = connect(address.url);
    await isOpen();
    await redis.kill();
    address.switchTo(replica, 'are cut');
    const refused = async (): Promise<number> => {
      const stats = String(await replica.command('INFO', 'commandstats'));
      return Number(/cmdstat_del:.*rejected_calls=(\d+)/.exec(stats)?.[1] ?? 0);
    };
    await expect.poll(refused, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(await find()).toEqual({});
    expect(tier.troubles.outages).toBe(1);
    expect(logs.filter(({ level }) => level === 40)).toHaveLength(1);
    await replica.promote();
    await isOpen();
    await keep('at the one that follows nobody');
    expect(tier.troubles.outages).toBe(1);
  });

  it('keeps nobody waiting for a read that was given up while the server hung', async () => {
    const redis = await start();
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    // From now on the server knows the scripts.
    await one.keep();
    one.tier.tell(CHANGE);
    await expect.poll(() => other.heard).toContainEqual(CHANGE);
    redis.pause();
    // The server carries it out when it goes on: then there is a lease, and nobody who reads.
    expect(await other.find()).toEqual({});
    redis.resume();
    await other.isOpen();
    await one.isOpen();
    const leases = async () => String(await redis.command('KEYS', '*:l:*'));
    await expect.poll(leases, { timeout: LEASE_MS / 2 }).toBe('');
    await one.keep();
    expect(one.tier.counts).toMatchObject({ joined: 0, kept: 2 });
  });

  it('remembers no look that a full server has refused: those that it hung at are given back all the same', async () => {
    const redis = await start('--maxmemory-policy', 'noeviction');
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    await one.keep();
    await redis.command('CONFIG', 'SET', 'maxmemory', '100kb');
    for (let order = 0; order < 600; order += 1)
      await other.tier.find({ ...PLACE, key: [`refused-${String(order)}`] }, startDeadline(5_000));
    expect(other.tier.counts).toMatchObject({ full: 600, faults: 0 });
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    redis.pause();
    expect(await other.tier.find({ ...PLACE, key: ['hung'] }, startDeadline(5_000))).toEqual({});
    redis.resume();
    await other.isOpen();
    const leases = async () => String(await redis.command('KEYS', '*:l:*'));
    await expect.poll(leases, { timeout: LEASE_MS / 2 }).toBe('');
  });

  it('leaves one alone that always takes longer than a read waits', async () => {
    const redis = await start();
    const address = await RedisAddress.open(redis);
    ends.unshift(() => address.close());
    const { tier, find, isOpen, logs } = connect(address.url);
    await isOpen();
    address.delayMs = 2 * TIMEOUT_MS;
    expect(await find()).toEqual({});
    const looks = async () =>
      Number(/cmdstat_ping:calls=(\d+)/.exec(String(await redis.command('INFO', 'commandstats')))?.[1] ?? 0);
    const before = await looks();
    const { scripts } = address;
    await expect.poll(looks, { timeout: 5_000 }).toBeGreaterThan(before + 3);
    expect(await find()).toEqual({});
    expect(address.scripts).toBe(scripts);
    expect(tier.troubles.outages).toBe(1);
    expect(logs.filter(({ level }) => level === 40)).toHaveLength(1);
    address.delayMs = 0;
    await isOpen();
  });

  it('has a change told again for a minute at most, however often the server is another one', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    ends.unshift(() => vi.useRealTimers());
    const redis = await start();
    const { tier, isOpen } = connect(redis.url);
    await isOpen();
    const told = async () => Number(await redis.command('XLEN', 'test:changes'));
    tier.tell(CHANGE);
    await expect.poll(told).toBe(2);
    const lengths: number[] = [];
    for (let outage = 1; outage <= 9; outage += 1) {
      vi.advanceTimersByTime(8_000);
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
      await expect.poll(() => tier.troubles.outages).toBe(outage);
      await isOpen();
      lengths.push(await told());
    }
    // 8 to 56 s after it was told; not after 64 and 72.
    expect(lengths).toEqual([3, 4, 5, 6, 7, 8, 9, 9, 9]);
  });

  it('says once at each look that something has changed, where a full server has lost its stream', async () => {
    const redis = await start('--maxmemory-policy', 'noeviction');
    const { tier, isOpen } = connect(redis.url);
    await isOpen();
    await redis.command('CONFIG', 'SET', 'maxmemory', '100kb');
    await redis.command('DEL', 'test:changes');
    await expect.poll(() => tier.isOpen).toBe(false);
    await redis.command('CONFIG', 'RESETSTAT');
    for (let told = 0; told < 50; told += 1) tier.tell(CHANGE);
    const calls = async (command: string): Promise<number> => {
      const stats = String(await redis.command('INFO', 'commandstats'));
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
    };
    await expect.poll(() => calls('xrevrange'), { timeout: 5_000 }).toBeGreaterThan(2);
    expect(await calls('publish')).toBeLessThanOrEqual((await calls('xrevrange')) + 1);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await isOpen();
  });

  it('says that another process has other keys, as neither hears of the changes of the other', async () => {
    const redis = await start();
    const { logs, heard, isOpen } = connect(redis.url);
    await isOpen();
    const stranger = connect(redis.url, Buffer.alloc(32, 8));
    await stranger.isOpen();
    heard.length = 0;
    stranger.tier.tell(CHANGE);
    stranger.tier.tell(CHANGE);
    await expect.poll(() => heard).toEqual(['missed', 'missed']);
    expect(logs.filter(({ level }) => level === 40)).toMatchObject([
      { msg: expect.stringContaining('SHARED_CACHE_KEYS') },
    ]);
  });

  it('never has a late fill win, also when the server hangs in the middle', async () => {
    const redis = await start();
    const [one, other] = [connect(redis.url), connect(redis.url)];
    await one.isOpen();
    await other.isOpen();
    const { fill } = await other.find();
    expect(fill).toBeDefined();
    redis.pause();
    one.tier.tell(CHANGE);
    fill?.keep({ ...ANSWER, value: 'old' }, 60);
    await one.find();
    redis.resume();
    await one.isOpen();
    await other.isOpen();
    expect(await one.find()).not.toHaveProperty('answer');
    expect(await other.find()).not.toHaveProperty('answer');
    expect(other.tier.counts).toMatchObject({ kept: 0 });
  });
});
