import { describe, expect } from 'vitest';
import { cachePolicies } from '../../src/loaders/cache-policies.js';
import { freshStack } from '../support/fixture.js';
import type { Stack, FakeClock } from '../support/stack.js';
import { kaffebar, least, made, WITHDRAW } from './prefill.js';

const LIST = '/management/v2/product-orders';
const PAGE = `query ($filter: ProductOrderFilter) { productOrders(first: 1000, filter: $filter) {
  totalCount nodes { productOrderId status salesUnit { msn name merchant { name } } }
} }`;
const { fresh, staleOnError } = cachePolicies.productOrderList;

const it = freshStack({ now: '2026-09-14T10:00:00Z' });
it.beforeEach(async ({ stack, clock }) => {
  await stack.sandbox.clock.freeze(new Date(clock.now()).toISOString());
});

/** Lets time pass for both sides. */
async function pass(stack: Stack, clock: FakeClock, seconds: number): Promise<void> {
  clock.advance(seconds);
  await stack.sandbox.clock.advance(seconds);
}

interface Listed {
  readonly productOrderId: string;
  readonly status: string;
  readonly salesUnit: { readonly msn: string } | null;
}

async function listed(
  stack: Stack,
  id: string,
  filter: object = { merchant: kaffebar },
): Promise<Listed | undefined> {
  const answer = await stack.askText(PAGE, { filter });
  expect(answer.errors).toBeUndefined();
  const { productOrders } = answer.data as unknown as { productOrders: { nodes: Listed[] } };
  return productOrders.nodes.find(({ productOrderId }) => productOrderId === id);
}

describe('a list that is polled', () => {
  it('shows each status of an order that is approved, and at the end its sales unit', async ({
    stack,
    clock,
  }) => {
    const id = await made(stack);
    expect(await listed(stack, id)).toMatchObject({ status: 'RECEIVED', salesUnit: null });
    for (const status of ['MERCHANT_VIEWED', 'ORDER_SUBMITTED']) {
      await stack.sandbox.productOrders.move(id, status);
      await pass(stack, clock, fresh);
      expect(await listed(stack, id)).toMatchObject({ status, salesUnit: null });
    }
    await stack.sandbox.productOrders.move(id, 'COMPLETED');
    await pass(stack, clock, fresh);
    expect(await listed(stack, id)).toMatchObject({
      status: 'COMPLETED',
      salesUnit: {
        msn: expect.stringMatching(/^\d{7}$/),
        name: 'Salgssted',
        merchant: { name: 'Salgssted' },
      },
    });
  });

  it('shows one that is declined', async ({ stack, clock }) => {
    const id = await made(stack);
    for (const status of ['MERCHANT_VIEWED', 'ORDER_SUBMITTED', 'REJECTED']) {
      await stack.sandbox.productOrders.move(id, status);
    }
    await pass(stack, clock, fresh);
    expect(await listed(stack, id, { status: ['REJECTED'] })).toMatchObject({
      status: 'REJECTED',
      salesUnit: null,
    });
  });

  it('shows one that expires after 14 days, unless the filter is for other statuses', async ({
    stack,
    clock,
  }) => {
    const id = await made(stack);
    await pass(stack, clock, 14 * 86_400 - 1);
    expect(await listed(stack, id)).toMatchObject({ status: 'RECEIVED' });
    await pass(stack, clock, fresh);
    expect(await listed(stack, id)).toMatchObject({ status: 'EXPIRED' });
    expect(await listed(stack, id, { status: ['EXPIRED'], type: ['PREFILL'] })).toMatchObject({
      status: 'EXPIRED',
    });
    await stack.clearCalls();
    expect(await listed(stack, id, { status: ['RECEIVED', 'MERCHANT_VIEWED'] })).toBeUndefined();
    expect(await stack.calls()).toEqual([`GET ${LIST}`]);
  });

  it('asks for expired orders by the option of the API, and only where they may be wanted', async ({
    stack,
    clock,
  }) => {
    const wanted: readonly (readonly [object | undefined, string])[] = [
      [undefined, `${LIST}?includeExpired=true`],
      [{ type: ['MANUAL'] }, `${LIST}?includeExpired=true`],
      [{ status: ['EXPIRED'] }, `${LIST}?includeExpired=true`],
      [{ status: ['RECEIVED'] }, LIST],
    ];
    for (const [filter, url] of wanted) {
      await stack.clearCalls();
      await pass(stack, clock, fresh);
      await stack.askText(PAGE.replace('salesUnit { msn name merchant { name } }', ''), { filter });
      expect(await stack.calls()).toEqual([`GET ${url}`]);
    }
  });
});

describe('the cache', () => {
  it('serves a status for as long as its policy says and no longer', async ({ stack, clock }) => {
    const id = await made(stack);
    await listed(stack, id);
    await stack.sandbox.productOrders.move(id, 'MERCHANT_VIEWED');
    await stack.clearCalls();
    await pass(stack, clock, fresh - 1);
    expect(await listed(stack, id)).toMatchObject({ status: 'RECEIVED' });
    expect(await stack.calls()).toEqual([]);
    await pass(stack, clock, 1);
    expect(await listed(stack, id)).toMatchObject({ status: 'MERCHANT_VIEWED' });
    expect(await stack.calls()).toEqual([`GET ${LIST}?includeExpired=true`]);
  });

  it('bridges an outage with an older list for the time of its policy, then fails', async ({
    stack,
    clock,
  }) => {
    const id = await made(stack);
    await listed(stack, id);
    await stack.sandbox.faults.add({ path: LIST, times: null, status: 503 });
    await pass(stack, clock, fresh + staleOnError - 1);
    expect(await listed(stack, id)).toMatchObject({ status: 'RECEIVED' });
    await pass(stack, clock, 1);
    const answer = await stack.askText(PAGE);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });

  it('shows own writes at once, in list and details, though both were remembered', async ({ stack }) => {
    const total = async (): Promise<unknown> =>
      (await stack.askText('{ productOrders { totalCount } }')).data;
    const details = async (id: string): Promise<unknown> =>
      (await stack.askText('query ($id: String!) { productOrder(productOrderId: $id) { status } }', { id }))
        .data;
    const next = 'a052987e-bf50-482f-8b41-bb2629689bc3';
    expect(await total()).toEqual({ productOrders: { totalCount: 70 } });
    expect(await made(stack)).toBe(next);
    expect(await total()).toEqual({ productOrders: { totalCount: 71 } });
    expect(await details(next)).toEqual({ productOrder: { status: 'RECEIVED' } });
    await stack.askText(WITHDRAW, { id: next });
    expect(await total()).toEqual({ productOrders: { totalCount: 70 } });
    expect(await details(next)).toEqual({ productOrder: null });
  });

  it('shows them within one document too', async ({ stack }) => {
    const id = await made(stack);
    const answer = await stack.askText(
      `mutation ($input: PrefillProductOrderInput!, $id: String!) {
        prefillProductOrder(input: $input) { productOrder { productOrderId status } }
        withdrawProductOrder(input: { productOrderId: $id }) { withdrawnProductOrderId }
      }`,
      { input: least, id },
    );
    expect(answer.data).toEqual({
      prefillProductOrder: { productOrder: { productOrderId: expect.any(String), status: 'RECEIVED' } },
      withdrawProductOrder: { withdrawnProductOrderId: id },
    });
    expect(await listed(stack, id)).toBeUndefined();
  });

  it('forgets also when the outcome is unknown', async ({ stack }) => {
    await stack.askText('{ productOrders { totalCount } }');
    await stack.sandbox.faults.add({ path: '/management/v1/product-orders', reset: 'after' });
    await stack.sandbox.faults.add({ path: '/management/v1/product-orders', times: null, status: 429 });
    const { data } = await stack.askText(
      'mutation ($input: PrefillProductOrderInput!) { prefillProductOrder(input: $input) { userErrors { code } } }',
      { input: least },
    );
    expect(data).toEqual({ prefillProductOrder: { userErrors: [{ code: 'OUTCOME_UNKNOWN' }] } });
    const after = await stack.askText('{ productOrders { totalCount } }');
    expect(after.data).toEqual({ productOrders: { totalCount: 71 } });
  });
});
