import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { CachingRouter } from '../support/caching-router.js';
import { FakeTimers } from '../support/fake-timers.js';
import { scrape } from '../support/scrape.js';
import { startTenants, type TenantsServer } from '../tenants/start.js';
import { tenantIds, threeTenants, type TenantId } from '../tenants/three-tenants.js';
import { startOrders, type OrdersUpstream } from './orders-upstream.js';

const ORDERS = ['a', 'b', 'c'];

const READ = `query($orderId: String!) { order(msn: "100001", paymentType: ECOM, orderId: $orderId) { category { url } } }`;
const ENTITIES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Order { orderId category { url } } }
}`;
const representations = ORDERS.map((orderId) => ({
  __typename: 'Order',
  msn: '100001',
  paymentType: 'ECOM',
  orderId,
}));
const orderSchema = z.object({ category: z.object({ url: z.string() }).nullable() });

interface Behind {
  readonly timers: FakeTimers;
  readonly router: CachingRouter;
  readonly server: TenantsServer;
  readonly upstream: OrdersUpstream;
  /** What a tenant is told of its orders as entities. */
  readonly entities: (tenant: TenantId) => Promise<readonly (string | null)[]>;
  /** What it is told of one of them by a root field. */
  readonly root: (tenant: TenantId, orderId: string) => Promise<string | null>;
  readonly write: (tenant: TenantId, orderId: string, url: string) => Promise<void>;
}

async function start(compile: string): Promise<Behind> {
  const upstream = await startOrders();
  const router = await CachingRouter.start();
  // What is said once more later is not what is looked for here.
  const timers = new FakeTimers();
  const env = { ...router.env, COMPILE_QUERIES: compile, LOG_LEVEL: 'warn' };
  const server = await startTenants(upstream.url, threeTenants(1), env, { timers });
  onTestFinished(() => server.server.stop());
  const headers = (tenant: TenantId) => ({
    'x-router-secret': 'a-secret-that-the-router-shares-with-us',
    'x-caller-scopes': 'orders:read orders:write',
    'x-caller-tenant': tenant,
  });
  return {
    timers,
    router,
    server,
    upstream,
    entities: async (tenant) => {
      const body = { query: ENTITIES, variables: { representations } };
      const { data } = await router.ask(server.url, body, headers(tenant));
      const { _entities } = z.object({ _entities: z.array(orderSchema) }).parse(data);
      return _entities.map(({ category }) => category?.url ?? null);
    },
    root: async (tenant, orderId) => {
      const body = { query: READ, variables: { orderId } };
      const { data } = await router.ask(server.url, body, headers(tenant));
      return z.object({ order: orderSchema }).parse(data).order.category?.url ?? null;
    },
    write: async (tenant, orderId, url) => {
      const answer = await server.ask(
        tenant,
        `mutation($input: SetOrderCategoryInput!) { setOrderCategory(input: $input) { userErrors { message } } }`,
        { input: { msn: '100001', paymentType: 'ECOM', orderId, type: 'GENERAL', url } },
      );
      expect(answer).toEqual({ data: { setOrderCategory: { userErrors: [] } } });
    },
  };
}

describe.each([
  { compile: 'true', rounds: 700 },
  // On the way that few take.
  { compile: 'false', rounds: 300 },
])('a router that keeps answers (compiled: $compile)', ({ compile, rounds }) => {
  test('shows nothing old once it has taken the word of a change, and nothing of another tenant', async () => {
    const { router, root, entities, write } = await start(compile);
    /** What each tenant has written, order by order. */
    const written = new Map(tenantIds.map((tenant) => [tenant, ORDERS.map((): string | null => null)]));
    for (let round = 0; round < rounds; round += 1) {
      const tenant = tenantIds[round % 3] ?? 'acme';
      const other = tenantIds[(round + 1) % 3] ?? 'acme';
      const at = Math.floor(round / 3) % ORDERS.length;
      const url = `https://shop.example/${tenant}/${String(round)}`;
      const taken = router.untilTold();
      await write(tenant, ORDERS[at] ?? '', url);
      await taken;
      written.get(tenant)?.splice(at, 1, url);
      for (const each of [tenant, other]) {
        const all = written.get(each) ?? [];
        if (round % 2 === 0) expect([each, await root(each, ORDERS[at] ?? '')]).toEqual([each, all[at]]);
        else expect([each, await entities(each)]).toEqual([each, all]);
      }
    }
    expect(router.refused).toBe(0);
    // Most of what was not written is still there: what changes is told order by order.
    expect(router.hits).toBeGreaterThan(router.misses);
  }, 60_000);

  test.each([
    ['which was being read', false],
    ['which was there, while something else was being read', true],
  ])('keeps no answer made from what was changed before it went out: %s', async (_what, isThere) => {
    const { router, root, entities, write, upstream } = await start(compile);
    await write('acme', 'a', 'https://shop.example/old');
    if (isThere) await root('acme', 'a');
    const release = upstream.hold();
    const late = entities('acme');
    await expect.poll(() => upstream.calls.filter((call) => call.startsWith('GET')).length).toBe(3);
    const taken = router.untilTold();
    await write('acme', 'a', 'https://shop.example/new');
    await taken;
    release();
    // It was asked before the change; whoever asks from now on is not told the same.
    expect(await late).toEqual(['https://shop.example/old', null, null]);
    expect(await entities('acme')).toEqual(['https://shop.example/new', null, null]);
  });
});

describe('a tenant that is changed or taken out', () => {
  test('is not shown what it was told before, and nobody else loses anything', async () => {
    const { router, root, write, server } = await start('true');
    for (const tenant of tenantIds) {
      const taken = router.untilTold();
      await write(tenant, 'a', `https://shop.example/${tenant}`);
      await taken;
      await root(tenant, 'a');
    }
    const content = z.object({ tenants: z.array(z.looseObject({ id: z.string() })) }).parse(threeTenants(1));
    const tenants = content.tenants.flatMap((tenant) =>
      tenant.id === 'acme' ? [] : tenant.id === 'birk' ? [{ ...tenant, msns: ['100002'] }] : [tenant],
    );
    const taken = router.untilTold();
    await server.write({ tenants });
    server.server.reloadTenants();
    await taken;
    expect(await root('birk', 'a')).toBeNull();
    const { misses } = router;
    expect(await root('cato', 'a')).toBe('https://shop.example/cato');
    expect(router.misses).toBe(misses);
    await expect(root('acme', 'a')).rejects.toThrow();
  });
});

describe('a router that takes no word of changes', () => {
  test('is told later, which metrics tell, and at the latest when the process stops', async () => {
    const { router, root, write, server, timers } = await start('true');
    const counted = async (outcome: string): Promise<number> =>
      (await scrape(server.server)).sum('subgraph_router_invalidations_total', {
        subgraph: 'vipps',
        outcome,
      });
    const waiting = async (): Promise<number> =>
      (await scrape(server.server)).sum('subgraph_router_invalidations_waiting');
    await write('acme', 'a', 'https://shop.example/1');
    await expect.poll(() => counted('sent')).toBeGreaterThan(0);
    expect(await root('acme', 'a')).toBe('https://shop.example/1');
    router.refusal = 503;
    await write('acme', 'a', 'https://shop.example/2');
    await expect.poll(() => counted('failed')).toBe(1);
    expect(await waiting()).toBeGreaterThan(0);
    // It does not know yet.
    expect(await root('acme', 'a')).toBe('https://shop.example/1');
    router.refusal = undefined;
    const taken = router.untilTold();
    timers.advance(100);
    await taken;
    expect(await root('acme', 'a')).toBe('https://shop.example/2');
    await expect.poll(waiting).toBe(0);
    router.refusal = 503;
    await write('acme', 'a', 'https://shop.example/3');
    await expect.poll(() => router.refused).toBe(2);
    router.refusal = undefined;
    const before = router.invalidated.length;
    await server.server.stop();
    expect(router.invalidated.length).toBeGreaterThan(before);
  });
});
