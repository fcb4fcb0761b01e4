import { describe, expect } from 'vitest';
import { parseConfig, withSandbox } from '../../src/config.js';
import { createServer } from '../../src/server/create-server.js';
import { freshStack } from '../support/fixture.js';
import { memoryLog, tenantWith, type Stack } from '../support/stack.js';

const env = { UPSTREAM_RETRIES: '0', VIPPS_PARTNER_URL: 'https://unused.example' };
const it = freshStack({ now: '2026-09-14T10:00:00Z', env });

/** What docs/caching.md promises. */
const DOUBT_SECONDS = 120;

const CATEGORY_ID = '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de103';
const ORDER = 'msn: "204117", paymentType: ECOM, orderId: "late-1"';
const LINES = `orderLines: [{ name: "Tea", id: "t", totalAmount: 4480, taxPercentage: 12 }], bottomLine: { currency: "NOK" }`;
const ORDERS = '{ productOrders(first: 1) { totalCount } }';
const LIST_CALL = 'GET /management/v2/product-orders?includeExpired=true';
const orders = (totalCount: number) => ({ productOrders: { totalCount } });
const v2 = '/order-management/v2/ecom';

interface Change {
  readonly name: string;
  readonly change: string;
  /** The call whose answer is lost. */
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly look: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly calls: readonly string[];
  /** True where looks are never kept, whatever happened. */
  readonly neverKept?: boolean;
}

const changes: readonly Change[] = [
  {
    name: 'createCategory',
    change: `createCategory(input: { ${ORDER}, type: RECEIPT, url: "https://late.example" }) { userErrors { message } }`,
    method: 'POST',
    path: '/order-management/v3/categories',
    look: `{ order(${ORDER}) { categories { url } } }`,
    before: { order: { categories: [] } },
    after: { order: { categories: [{ url: 'https://late.example' }] } },
    calls: ['GET /order-management/v3/categories?orderId=late-1'],
  },
  {
    name: 'setOrderCategory',
    change: `setOrderCategory(input: { ${ORDER}, type: RECEIPT, url: "https://late.example" }) { userErrors { message } }`,
    method: 'PUT',
    path: `${v2}/categories/late-1`,
    look: `{ order(${ORDER}) { category { url } } }`,
    before: { order: { category: null } },
    after: { order: { category: { url: 'https://late.example' } } },
    calls: [`GET ${v2}/late-1`],
  },
  {
    name: 'addReceipt',
    change: `addReceipt(input: { ${ORDER}, ${LINES} }) { userErrors { message } }`,
    method: 'POST',
    path: `${v2}/receipts/late-1`,
    look: `{ order(${ORDER}) { receipt { orderLines { id } } } }`,
    before: { order: { receipt: null } },
    after: { order: { receipt: { orderLines: [{ id: 't' }] } } },
    calls: [`GET ${v2}/late-1`],
  },
  {
    name: 'deleteCategory',
    change: `deleteCategory(input: { msn: "204117", categoryId: "${CATEGORY_ID}" }) { userErrors { message } }`,
    method: 'DELETE',
    path: `/order-management/v3/categories/${CATEGORY_ID}`,
    look: `{ category(msn: "204117", categoryId: "${CATEGORY_ID}") { categoryId } }`,
    before: { category: { categoryId: CATEGORY_ID } },
    after: { category: null },
    calls: [`GET /order-management/v3/categories/${CATEGORY_ID}`],
  },
  {
    name: 'prefillProductOrder',
    change: `prefillProductOrder(input: { 
      businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: CASHIER
    }) { userErrors { message } }`,
    method: 'POST',
    path: '/management/v1/product-orders',
    look: ORDERS,
    before: orders(70),
    after: orders(71),
    calls: [LIST_CALL],
  },
  {
    name: 'partnerPrefillProductOrder',
    change: `partnerPrefillProductOrder(input: { orgno: "311204173", productType: VIPPS_LOGG_INN }) { userErrors { message } }`,
    method: 'POST',
    path: '/partner-api/v1/products/orders',
    look: ORDERS,
    before: orders(70),
    after: orders(71),
    calls: [LIST_CALL],
  },
  {
    name: 'setTransactionCategory',
    change: `setTransactionCategory(input: { msn: "204117", transactionId: "1", type: RECEIPT, url: "https://late.example" }) { userErrors { message } }`,
    method: 'PUT',
    path: '/order-management/v1/orders/1',
    look: '{ transactionCategory(msn: "204117", transactionId: "1") { url } }',
    before: { transactionCategory: null },
    after: { transactionCategory: { url: 'https://late.example' } },
    calls: ['GET /order-management/v1/orders/1'],
    neverKept: true,
  },
  {
    name: 'addTransactionReceipt',
    change: `addTransactionReceipt(input: { msn: "204117", transactionId: "1", ${LINES} }) { userErrors { message } }`,
    method: 'POST',
    path: '/order-management/v1/receipts/1',
    look: '{ transactionReceipt(msn: "204117", transactionId: "1") { orderLines { id } } }',
    before: { transactionReceipt: null },
    after: { transactionReceipt: { orderLines: [{ id: 't' }] } },
    calls: ['GET /order-management/v1/receipts/1'],
    neverKept: true,
  },
];

/** Carries the change out at the API behind the back of the stack, as an API does that is late. */
async function carryOut(stack: Stack, change: string): Promise<void> {
  const config = parseConfig({ NODE_ENV: 'test', SANDBOX: 'true', PORT: '0', PROBES_PORT: '0', ...env });
  const other = await createServer(
    withSandbox(config, { url: stack.sandboxUrl, tenant: tenantWith('partner') }),
    { log: memoryLog([]) },
  );
  try {
    const response = await fetch(`${other.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `mutation { change: ${change} }` }),
    });
    expect(await response.json()).toEqual({ data: { change: { userErrors: [] } } });
  } finally {
    await other.stop();
  }
  await stack.clearCalls();
}

async function lookAt(stack: Stack, { look }: Pick<Change, 'look'>) {
  await stack.clearCalls();
  const { data, errors } = await stack.askText(look);
  return { data, errors, calls: await stack.calls() };
}

async function loseAnswer(stack: Stack, { change, method, path }: Change): Promise<void> {
  await stack.sandbox.faults.add({ method, path, reset: 'before' });
  const answer = await stack.askText(`mutation { change: ${change.replace('message', 'code')} }`);
  // Some say it as an error, others in their payload.
  expect(JSON.stringify(answer).match(/"code":"\w+"/g)).toEqual(['"code":"OUTCOME_UNKNOWN"']);
}

describe('a look after a change whose answer was lost', () => {
  it.for(changes.map((row) => [row.name, row] as const))(
    'shows what the API has, before and after it is carried out: %s',
    async ([, row], { stack, clock }) => {
      const { before, after, calls, neverKept = false } = row;
      expect(await lookAt(stack, row)).toEqual({ data: before, errors: undefined, calls });
      await loseAnswer(stack, row);
      // Neither what is there nor that nothing is there is kept, nor a response that was made from it.
      expect(await lookAt(stack, row)).toEqual({ data: before, errors: undefined, calls });
      clock.advance(60);
      expect(await lookAt(stack, row)).toEqual({ data: before, errors: undefined, calls });
      await carryOut(stack, row.change);
      expect(await lookAt(stack, row)).toEqual({ data: after, errors: undefined, calls });
      clock.advance(DOUBT_SECONDS - 60.001);
      expect(await lookAt(stack, row)).toEqual({ data: after, errors: undefined, calls });
      // From here on it is kept again.
      clock.advance(0.001);
      expect(await lookAt(stack, row)).toEqual({ data: after, errors: undefined, calls });
      expect(await lookAt(stack, row)).toEqual({
        data: after,
        errors: undefined,
        calls: neverKept ? calls : [],
      });
    },
  );

  it('shows a withdrawn product order, and the list of orders, as they are', async ({ stack, clock }) => {
    const { data } = await stack.askText(`mutation { made: prefillProductOrder(input: {
      businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: CASHIER
    }) { prefilledOrderId: productOrder { productOrderId } } }`);
    const id = /"productOrderId":"([0-9a-f-]+)"/.exec(JSON.stringify(data))?.[1] ?? '';
    const withdraw = `withdrawProductOrder(input: { productOrderId: "${id}" }) { userErrors { message } }`;
    const look = `{ productOrder(productOrderId: "${id}") { status } }`;
    const calls = [`GET /management/v2/product-orders/${id}/details`];
    const there = { data: { productOrder: { status: 'RECEIVED' } }, errors: undefined, calls };
    const gone = { ...there, data: { productOrder: null } };
    const list = { look: ORDERS };
    expect(await lookAt(stack, { look })).toEqual(there);
    await stack.askText(ORDERS);
    await loseAnswer(stack, {
      name: 'withdrawProductOrder',
      change: withdraw,
      method: 'DELETE',
      path: `/management/v1/product-orders/${id}`,
      look,
      before: there,
      after: gone,
      calls,
    });
    expect(await lookAt(stack, { look })).toEqual(there);
    expect((await lookAt(stack, list)).data).toEqual(orders(71));
    await carryOut(stack, withdraw);
    expect(await lookAt(stack, { look })).toEqual(gone);
    expect(await lookAt(stack, list)).toEqual({
      data: orders(70),
      errors: undefined,
      calls: [LIST_CALL],
    });
    clock.advance(DOUBT_SECONDS);
    expect(await lookAt(stack, { look })).toEqual(gone);
    expect((await lookAt(stack, { look })).calls).toEqual([]);
  });

  it('of something else is answered from memory as ever', async ({ stack }) => {
    const other = {
      look: '{ order(msn: "204117", paymentType: ECOM, orderId: "other") { categories { url } } }',
    };
    await lookAt(stack, other);
    const [create] = changes;
    if (create === undefined) throw new Error('there is no change');
    await loseAnswer(stack, create);
    expect((await lookAt(stack, other)).calls).toEqual([]);
  });

  describe('by the id of a category', () => {
    const add = async (stack: Stack, orderId: string): Promise<string> => {
      const { data } = await stack.askText(
        `mutation { createCategory(input: { msn: "204117", paymentType: ECOM, orderId: "${orderId}", type: RECEIPT, url: "https://${orderId}.example" }) { category { categoryId } } }`,
      );
      return /"categoryId":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? '';
    };
    const lookUp = (stack: Stack, id: string) =>
      lookAt(stack, { look: `{ category(msn: "204117", categoryId: "${id}") { url } }` });
    const [, set] = changes;

    it('of another order is answered from memory as ever, after a lost setOrderCategory', async ({
      stack,
    }) => {
      if (set === undefined) throw new Error('there is no change');
      const id = await add(stack, 'other-1');
      const there = await lookUp(stack, id);
      expect([there.data, there.calls.length]).toEqual([{ category: { url: 'https://other-1.example' } }, 1]);
      await loseAnswer(stack, set);
      expect(await lookUp(stack, id)).toEqual({ ...there, calls: [] });
      // Nor is another one of the unit in doubt that is read for the first time now.
      const second = await add(stack, 'other-2');
      expect((await lookUp(stack, second)).calls).toHaveLength(1);
      expect((await lookUp(stack, second)).calls).toEqual([]);
    });

    it('of the same order is as the API has it, for as long as the change may come', async ({
      stack,
      clock,
    }) => {
      if (set === undefined) throw new Error('there is no change');
      const id = await add(stack, 'late-1');
      const call = [`GET /order-management/v3/categories/${id}`];
      expect((await lookUp(stack, id)).calls).toEqual(call);
      await loseAnswer(stack, set);
      expect((await lookUp(stack, id)).calls).toEqual(call);
      clock.advance(DOUBT_SECONDS - 0.001);
      expect((await lookUp(stack, id)).calls).toEqual(call);
      clock.advance(0.001);
      expect((await lookUp(stack, id)).calls).toEqual(call);
      expect((await lookUp(stack, id)).calls).toEqual([]);
    });
  });

  it('is kept at once when the API said that it did not carry the change out', async ({ stack }) => {
    const [create] = changes;
    if (create === undefined) throw new Error('there is no change');
    await stack.sandbox.faults.add({ method: create.method, path: create.path, status: 400 });
    await stack.askText(`mutation { change: ${create.change} }`);
    expect((await lookAt(stack, create)).calls).toEqual(create.calls);
    expect((await lookAt(stack, create)).calls).toEqual([]);
  });
});
