import type { BreakerHints } from '../../src/http/BreakerHints.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ChangeChannel } from '../../src/cache/SharedCache.js';
import { parseConfig, withSandbox } from '../../src/config.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { createServer } from '../../src/server/create-server.js';
import { WorkerChanges } from '../../src/workers/WorkerChanges.js';
import { CachingRouter } from '../support/caching-router.js';
import { FakeTimers } from '../support/fake-timers.js';
import { ask } from '../support/process.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { memoryLog, tenantWith } from '../support/stack.js';

const READ = '{ order(msn: "204117", paymentType: ECOM, orderId: "r-1") { category { url } } }';
const write = (url: string): string => `mutation {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "r-1", type: TICKET, url: "${url}" }) { userErrors { message } }
}`;
const shows = (url: string) => ({ data: { order: { category: { url } } } });

/** Two processes behind one router; what each does later waits for its timers. */
/** Workers tell each other of breakers too; none opens here. */
const silentHints: BreakerHints = { learn: noop, tell: noop, listen: noop };

function noop(): void {
  // Nobody hears of it.
}

async function two(env: Readonly<Record<string, string>>, others?: readonly [ChangeChannel, ChangeChannel]) {
  const sandbox = await startSandbox({ port: 0 });
  onTestFinished(() => sandbox.stop());
  const router = await CachingRouter.start();
  const start = async (index: 0 | 1) => {
    const timers = new FakeTimers();
    const logs: Readonly<Record<string, unknown>>[] = [];
    const own = {
      NODE_ENV: 'test',
      SANDBOX: 'true',
      PORT: '0',
      PROBES_PORT: '0',
      UPSTREAM_HEDGE_AFTER_MS: '0',
    };
    const config = withSandbox(parseConfig({ ...own, ...router.env, ...env }), {
      url: sandbox.url,
      tenant: tenantWith('partner'),
    });
    const channel = others?.[index];
    const server = await createServer(config, {
      log: memoryLog(logs),
      timers,
      ...(channel !== undefined && { others: () => ({ changes: channel, hints: silentHints }) }),
    });
    onTestFinished(() => server.stop());
    if (env['REDIS_URL'] !== undefined)
      await expect
        .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
        .toContain('the shared cache answers');
    return { url: server.url, graph: `${server.url}/graphql`, timers };
  };
  return { router, one: await start(0), other: await start(1) };
}

/** Whoever writes tells the router; who hears of it does not. */
async function tellsOnce({ router, one, other }: Awaited<ReturnType<typeof two>>): Promise<void> {
  await ask(one.graph, write('https://shop.example/1'));
  await expect.poll(() => one.timers.size).toBe(1);
  expect(await ask(other.graph, READ)).toMatchObject(shows('https://shop.example/1'));
  const { length } = router.invalidated;
  await ask(one.graph, write('https://shop.example/2'));
  await expect.poll(() => one.timers.size).toBe(2);
  // The other one has heard of it.
  await expect.poll(() => ask(other.graph, READ)).toMatchObject(shows('https://shop.example/2'));
  const told = router.invalidated.slice(length);
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told).size).toBe(told.length);
  expect(other.timers.size).toBe(0);
  // Both make the same tags: what the other one answers is forgotten by them too.
  const body = { query: READ };
  expect(await router.ask(other.url, body)).toEqual(shows('https://shop.example/2'));
  await ask(one.graph, write('https://shop.example/3'));
  await expect.poll(() => one.timers.size).toBe(3);
  await expect.poll(() => ask(other.graph, READ)).toMatchObject(shows('https://shop.example/3'));
  expect(await router.ask(other.url, body)).toEqual(shows('https://shop.example/3'));
  // And once more later, from the one that wrote alone: the same three times makes one.
  const before = router.invalidated.length;
  one.timers.advance(2_000);
  await expect.poll(() => router.invalidated.slice(before)).toEqual(told);
  expect(router.refused).toBe(0);
}

describe('a change, where several processes serve', () => {
  test('is told by the worker that made it', async () => {
    const sides: WorkerChanges[] = [];
    const tellOther = (index: number) => (told: Parameters<WorkerChanges['heard']>[0]) => {
      sides[1 - index]?.heard(told);
    };
    sides.push(new WorkerChanges([], tellOther(0)), new WorkerChanges([], tellOther(1)));
    const [first, second] = sides.map((side) => side.of('vipps'));
    if (first === undefined || second === undefined) expect.unreachable();
    await tellsOnce(await two({}, [first, second]));
  });

  test.skipIf(!hasRedis)(`is told by the process that made it, with Redis${NEEDS_REDIS}`, async () => {
    const redis = await RedisServer.start();
    onTestFinished(() => redis.kill());
    await tellsOnce(await two(redis.env()));
  });
});
