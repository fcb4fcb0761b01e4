import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SharedLog } from '../../src/cache/SharedLogs.js';
import { SharedTier } from '../../src/shared-tier/SharedTier.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { memoryLog } from '../support/stack.js';

describe.skipIf(!hasRedis)(`a log that processes share${NEEDS_REDIS}`, () => {
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

  /** The same log, as another process has it. */
  async function open(version = '1'): Promise<SharedLog> {
    const prefix = expect.getState().currentTestName ?? '';
    const log = memoryLog([], 'silent');
    const tier = new SharedTier({ url: redis.url, keys: [key], timeoutMs: 500, prefix, version, log });
    tiers.push(tier);
    tier.learn('here', 'everywhere');
    await expect.poll(() => tier.logs.isOpen, { timeout: 10_000 }).toBe(true);
    const opened = tier.logs.log({ tenantId: 'shop', credentialsId: 'here', kind: 'feed', key: ['1'] });
    if (opened === undefined) throw new Error('no log');
    return opened;
  }

  /** What a process that has died leaves behind after a while. */
  async function endLease(): Promise<void> {
    const names: unknown = await redis.command('KEYS', '*:l');
    for (const name of Array.isArray(names) ? names : []) await redis.command('DEL', String(name));
  }

  it('begins once, is written by who leads, and read by all from where they were', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.look(0)).toMatchObject({ epoch: undefined, lead: undefined, entries: [] });
    await one.begin({ cursor: 'a' }, 1_000);
    await other.begin({ cursor: 'b' }, 2_000);
    const { lead, ...begun } = await one.look(0);
    expect(begun).toMatchObject({
      turn: 0,
      head: { cursor: 'a' },
      lookedAt: 1_000,
      isAwake: false,
      entries: [],
    });
    expect((await other.look(0)).lead).toBeUndefined();
    if (lead === undefined) throw new Error('nobody leads');
    expect(
      await one.write(lead, 0, { head: { cursor: 'c' }, value: ['x', Number.NaN], lookedAt: 3_000 }),
    ).toBe(true);
    expect(await one.write(lead, 1, { head: { cursor: 'c' }, value: undefined, lookedAt: 4_000 })).toBe(true);
    expect(await other.look(0)).toMatchObject({
      turn: 1,
      head: { cursor: 'c' },
      lookedAt: 4_000,
      entries: [{ turn: 1, value: ['x', Number.NaN] }],
    });
    expect((await other.look(1)).entries).toEqual([]);
    await other.wake();
    expect((await one.look(1)).isAwake).toBe(true);
  });

  it('is written by nobody who has lost the lead, or has not seen all of it', async () => {
    const [one, other] = [await open(), await open()];
    await one.begin('start', 0);
    const { lead: first } = await one.look(0);
    await endLease();
    const { lead: second } = await other.look(0);
    if (first === undefined || second === undefined) throw new Error('nobody leads');
    const write = { head: 'next', value: 'event', lookedAt: 1 };
    // It does not know yet.
    expect(await one.write(first, 0, write)).toBe(false);
    expect(await other.write(second, 0, write)).toBe(true);
    expect(await other.write(second, 0, write)).toBe(false);
    await other.leave();
    expect((await one.look(1)).lead).toBeDefined();
    expect((await one.look(0)).entries).toEqual([{ turn: 1, value: 'event' }]);
  });

  it('is another one for other builds, and when it was lost', async () => {
    const [one, newer] = [await open(), await open('2')];
    await one.begin('start', 0);
    const { epoch } = await one.look(0);
    expect((await newer.look(0)).epoch).toBeUndefined();
    await redis.command('FLUSHALL');
    expect((await one.look(0)).epoch).toBeUndefined();
    await one.begin('start', 0);
    expect((await one.look(0)).epoch).not.toBe(epoch);
  });
});
