import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { parseConfig, withSandbox } from '../../src/config.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { createServer } from '../../src/server/create-server.js';
import { ask } from '../support/process.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { RedisAddress } from '../support/redis-address.js';
import { memoryLog, tenantWith } from '../support/stack.js';

const READS = 30;
let serial = 0;

describe.skipIf(!hasRedis)(`queries while Redis fails${NEEDS_REDIS}`, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
  });
  afterAll(() => sandbox.stop());

  /** A server of its own, in touch with Redis, and how many of its queries asked that at all. */
  async function start(redis: RedisServer) {
    const address = await RedisAddress.open(redis);
    onTestFinished(() => address.close());
    const logs: Readonly<Record<string, unknown>>[] = [];
    const config = parseConfig({
      ...{ NODE_ENV: 'test', SANDBOX: 'true', PORT: '0', PROBES_PORT: '0', UPSTREAM_HEDGE_AFTER_MS: '0' },
      // A slow machine is no fault of the server's.
      ...{ REDIS_URL: address.url, SHARED_CACHE_KEYS: newSealKey(), REDIS_TIMEOUT_MS: '500' },
    });
    const server = await createServer(
      withSandbox(config, { url: sandbox.url, tenant: tenantWith('partner') }),
      { log: memoryLog(logs), clock: systemClock },
    );
    onTestFinished(() => server.stop());
    const says = (message: string) =>
      expect.poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 }).toContain(message);
    await says('the shared cache answers');
    return {
      address,
      logs,
      graph: `${server.url}/graphql`,
      /** Reads what nobody has read before, one after the other. Each answer is whole. */
      readAll: async (count = READS): Promise<number> => {
        let asked = 0;
        for (let read = 0; read < count; read += 1) {
          const before = address.scripts;
          serial += 1;
          const orderId = `order-${String(serial)}`;
          expect(
            await ask(
              `${server.url}/graphql`,
              'query($id: String!) { order(msn: "204117", paymentType: ECOM, orderId: $id) { orderId category { url } } }',
              { id: orderId },
            ),
          ).toEqual({ data: { order: { orderId, category: null } } });
          if (address.scripts > before) asked += 1;
        }
        return asked;
      },
    };
  }

  async function startRedis(): Promise<RedisServer> {
    const redis = await RedisServer.start();
    onTestFinished(() => redis.kill());
    return redis;
  }

  it('wait for it once at most while it hangs, whatever they ask, and ask it again when it is back', async () => {
    const redis = await startRedis();
    const { readAll } = await start(redis);
    expect(await readAll()).toBe(READS);
    redis.pause();
    expect(await readAll()).toBe(1);
    redis.resume();
    await expect.poll(() => readAll(1), { timeout: 5_000 }).toBe(1);
  });

  it('do not wait for it once it is gone, and ask it again when it has come back with nothing', async () => {
    const redis = await startRedis();
    const { readAll, logs } = await start(redis);
    expect(await readAll()).toBe(READS);
    await redis.kill();
    expect(await readAll()).toBeLessThanOrEqual(1);
    await redis.restart();
    await expect.poll(() => readAll(1), { timeout: 5_000 }).toBe(1);
    expect(logs.filter(({ level }) => typeof level === 'number' && level >= 40)).toHaveLength(1);
  });

  it.each(['are cut', 'stay'] as const)(
    'go over to a replica that takes its place, where open connections %s',
    async (open) => {
      const redis = await startRedis();
      const next = await redis.replica();
      onTestFinished(() => next.kill());
      const { address, readAll } = await start(redis);
      expect(await readAll()).toBe(READS);
      await next.promote();
      address.switchTo(next, open);
      if (open === 'stay') await redis.command('REPLICAOF', '127.0.0.1', String(next.port));
      else await redis.kill();
      await readAll();
      await expect.poll(async () => Number(await next.command('DBSIZE'))).toBeGreaterThan(0);
      const size = Number(await next.command('DBSIZE'));
      await readAll();
      await expect.poll(async () => Number(await next.command('DBSIZE'))).toBeGreaterThan(size);
    },
  );
});
