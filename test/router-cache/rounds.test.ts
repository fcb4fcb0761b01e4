import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { CachingRouter } from '../support/caching-router.js';
import { startTenants, type TenantsServer } from '../tenants/start.js';
import { tenantIds, threeTenants, type TenantId } from '../tenants/three-tenants.js';
import { startOrders, type OrdersUpstream } from './orders-upstream.js';

const ROUNDS = 1_000;
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
  readonly router: CachingRouter;
  readonly server: TenantsServer;
  readonly upstream: OrdersUpstream;
  /** What a tenant is told of its orders, by root fields or as entities. */
  read(tenant: TenantId, how: 'root' | 'entities'): Promise<readonly (string | null)[]>;
  write(tenant: TenantId, orderId: string, url: string): Promise<void>;
}

async function start(compile: string): Promise<Behind> {
  const upstream = await startOrders();
  const router = await CachingRouter.start();
  const server = await startTenants(upstream.url, threeTenants(1), {
    ...router.env,
    COMPILE_QUERIES: compile,
    LOG_LEVEL: 'warn',
  });
  onTestFinished(() => server.server.stop());
  const headers = (tenant: TenantId) => ({
    'x-router-secret': 'a-secret-that-the-router-shares-with-us',
    'x-caller-scopes': 'orders:read orders:write',
    'x-caller-tenant': tenant,
  });
  return {
    router,
    server,
    upstream,
    read: async (tenant, how) => {
      if (how === 'entities') {
        const body = { query: ENTITIES, variables: { representations } };
        const { data } = await router.ask(server.url, body, headers(tenant));
        const { _entities } = z.object({ _entities: z.array(orderSchema) }).parse(data);
        return _entities.map(({ category }) => category?.url ?? null);
      }
      const urls: (string | null)[] = [];
      for (const orderId of ORDERS) {
        const body = { query: READ, variables: { orderId } };
        const { data } = await router.ask(server.url, body, headers(tenant));
        urls.push(z.object({ order: orderSchema }).parse(data).order.category?.url ?? null);
      }
      return urls;
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

describe.each(['true', 'false'])('a router that keeps answers (compiled: %s)', (compile) => {
  test('shows nothing old once it has taken the word of a change, and nothing of another tenant', async () => {
    const { router, read, write } = await start(compile);
    /** What each tenant has written, order by order. */
    const written = new Map(tenantIds.map((tenant) => [tenant, ORDERS.map((): string | null => null)]));
    // Half of them on the way that few take.
    const rounds = compile === 'true' ? ROUNDS : ROUNDS / 2;
    for (let round = 0; round < rounds; round += 1) {
      const tenant = tenantIds[round % 3] ?? 'acme';
      const at = Math.floor(round / 3) % ORDERS.length;
      const url = `https://shop.example/${tenant}/${String(round)}`;
      const before = router.invalidated.length;
      await write(tenant, ORDERS[at] ?? '', url);
      await expect.poll(() => router.invalidated.length, { interval: 0 }).toBeGreaterThan(before);
      written.get(tenant)?.splice(at, 1, url);
      const how = round % 2 === 0 ? 'root' : 'entities';
      for (const each of [tenant, tenantIds[(round + 1) % 3] ?? 'acme'])
        expect([each, await read(each, how)]).toEqual([each, written.get(each)]);
    }
    expect(router.refused).toBe(0);
    // Most of what was not written is still there: what changes is told order by order.
    expect(router.hits).toBeGreaterThan(router.misses);
  }, 60_000);

  test('keeps no answer that was made from what a change has made wrong before it went out', async () => {
    const { router, read, write, upstream } = await start(compile);
    await write('acme', 'a', 'https://shop.example/old');
    await expect.poll(() => router.invalidated.length).toBeGreaterThan(0);
    const release = upstream.hold();
    const late = read('acme', 'entities');
    await expect.poll(() => upstream.calls.filter((call) => call.startsWith('GET')).length).toBe(3);
    const before = router.invalidated.length;
    await write('acme', 'a', 'https://shop.example/new');
    await expect.poll(() => router.invalidated.length).toBeGreaterThan(before);
    release();
    // It was asked before the change; whoever asks from now on is not told the same.
    expect(await late).toEqual(['https://shop.example/old', null, null]);
    expect(await read('acme', 'entities')).toEqual(['https://shop.example/new', null, null]);
  });
});

describe('a tenant that is changed or taken out', () => {
  test('is not shown what it was told before, and nobody else loses anything', async () => {
    const { router, read, write, server } = await start('true');
    for (const tenant of tenantIds) await write(tenant, 'a', `https://shop.example/${tenant}`);
    for (const tenant of tenantIds) await read(tenant, 'root');
    const content = z
      .object({ tenants: z.array(z.looseObject({ id: z.string(), msns: z.array(z.string()).optional() })) })
      .parse(threeTenants(1));
    const tenants = content.tenants.flatMap((tenant) =>
      tenant.id === 'acme' ? [] : tenant.id === 'birk' ? [{ ...tenant, msns: ['100002'] }] : [tenant],
    );
    await expect.poll(() => router.invalidated.length).toBeGreaterThanOrEqual(3);
    const before = router.invalidated.length;
    await server.write({ tenants });
    server.server.reloadTenants();
    await expect.poll(() => router.invalidated.length).toBeGreaterThanOrEqual(before + 2);
    expect(await read('birk', 'root')).toEqual([null, null, null]);
    const { misses } = router;
    expect(await read('cato', 'root')).toEqual(['https://shop.example/cato', null, null]);
    expect(router.misses).toBe(misses);
    const gone = { query: READ, variables: { orderId: 'a' } };
    const headers = {
      'x-router-secret': 'a-secret-that-the-router-shares-with-us',
      'x-caller-tenant': 'acme',
    };
    await expect(router.ask(server.url, gone, headers)).rejects.toThrow();
  });
});
