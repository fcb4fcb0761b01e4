import { describe, expect } from 'vitest';
import { DOUBT_SECONDS } from '../../src/cache/ScopedCaches.js';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack({ now: '2026-09-14T10:00:00Z' });
it.beforeEach(async ({ stack, clock }) => {
  // Behind the doubts that changes with an unknown outcome have left.
  clock.advance(DOUBT_SECONDS);
  await stack.sandbox.faults.clear();
  await stack.clearCalls();
});

const SET = `mutation ($input: SetOrderCategoryInput!) {
  setOrderCategory(input: $input) { order { category { type url imageId } } userErrors { field code message } warnings { field code } }
}`;
const SET_ONLY = `mutation ($input: SetOrderCategoryInput!) { setOrderCategory(input: $input) { order { orderId } userErrors { code } } }`;
const READ = `query ($id: String!) { order(msn: "204117", paymentType: ECOM, orderId: $id) { category { type } categories { type url } } }`;
const CREATE = `mutation ($input: CreateCategoryInput!) {
  createCategory(input: $input) { category { categoryId type url imageId } userErrors { field code } }
}`;
const DELETE = `mutation ($input: DeleteCategoryInput!) {
  deleteCategory(input: $input) { category { type order { orderId } } userErrors { field code message } }
}`;

const link = { msn: '204117', paymentType: 'ECOM', type: 'TICKET', url: 'https://shop.example/1' };
const v2 = '/order-management/v2/ecom';

describe('the address of a category', () => {
  const MUTATIONS = `mutation ($set: SetOrderCategoryInput!, $create: CreateCategoryInput!, $v1: SetTransactionCategoryInput!) {
    setOrderCategory(input: $set) { order { category { url } } userErrors { code } }
    createCategory(input: $create) { category { url } userErrors { code } }
    setTransactionCategory(input: $v1) { category { url } userErrors { code } }
  }`;
  const BY_REST = [
    '/order-management/v2/*/categories/*',
    '/order-management/v3/categories',
    '/order-management/v1/orders/*',
  ];

  it.for([
    ['https://exämple.com/smør?q=æ', 'https://xn--exmple-cua.com/sm%C3%B8r?q=%C3%A6'],
    [
      'https://BÜCHER.example:8443/a|b?c={d}#å#e',
      'https://xn--bcher-kva.example:8443/a%7Cb?c=%7Bd%7D#%C3%A5%23e',
    ],
    ['https://shop.example/100%?a=50%&b=%41', 'https://shop.example/100%25?a=50%25&b=%41'],
    ['https://shop.example/[1]/"2"', 'https://shop.example/%5B1%5D/%222%22'],
    ['https://[2001:db8::1]/kvittering/å', 'https://[2001:db8::1]/kvittering/%C3%A5'],
    // What is a URI already is sent as it stands.
    ['https://shop.example', 'https://shop.example'],
    ['HTTPS://Shop.Example:443/a/../b?x=%c3%a6', 'HTTPS://Shop.Example:443/a/../b?x=%c3%a6'],
  ] as const)('%s is sent as %s, and shown as the API has it', async ([url, uri], { stack }) => {
    const { type } = link;
    const answer = await stack.askText(MUTATIONS, {
      set: { ...link, url, orderId: 'address' },
      create: { ...link, url, orderId: 'address' },
      v1: { msn: link.msn, transactionId: '6001.a', type, url },
    });
    expect(answer).toEqual({
      data: {
        setOrderCategory: { order: { category: { url: uri } }, userErrors: [] },
        createCategory: { category: { url: uri }, userErrors: [] },
        setTransactionCategory: { category: { url: uri }, userErrors: [] },
      },
    });
    const sent = await Promise.all(BY_REST.map((path) => stack.sandbox.requests({ path })));
    const writes = sent.flatMap(({ requests }) => requests.filter(({ method }) => method !== 'GET'));
    expect(writes.map(({ body, status }) => [body, status])).toEqual([
      [{ category: type, orderDetailsUrl: uri }, 200],
      [{ orderId: 'address', paymentType: 'ECOM', type, url: uri }, 201],
      [{ category: type, orderDetailsUrl: uri }, 200],
    ]);
  });

  it.for([
    'https://user@shop.example/',
    'https://:password@shop.example/',
    'https://',
    'https://a b.example/',
  ])('%s is refused before any call', async (url, { stack }) => {
    const answer = await stack.askText(SET, { input: { ...link, orderId: 'address', url } });
    expect(answer.data).toMatchObject({
      setOrderCategory: { order: null, userErrors: [{ field: ['url'], code: 'INVALID' }] },
    });
    expect(await stack.calls()).toEqual([]);
  });
});

describe('the category of an order', () => {
  it('is replaced whole, and what was cached is old at once', async ({ stack }) => {
    const orderId = 'replaced';
    expect((await stack.askText(READ, { id: orderId })).data).toEqual({
      order: { category: null, categories: [] },
    });
    const first = await stack.askText(SET, { input: { ...link, orderId, imageId: 'pakke-2026' } });
    expect(first.data).toEqual({
      setOrderCategory: {
        order: { category: { type: 'TICKET', url: 'https://shop.example/1', imageId: 'pakke-2026' } },
        userErrors: [],
        warnings: [],
      },
    });
    const second = await stack.askText(SET, { input: { ...link, orderId, type: 'BOOKING' } });
    expect(second.data).toMatchObject({
      setOrderCategory: { order: { category: { type: 'BOOKING', imageId: null } } },
    });
    expect((await stack.askText(READ, { id: orderId })).data).toEqual({
      order: {
        category: { type: 'BOOKING' },
        categories: [{ type: 'BOOKING', url: 'https://shop.example/1' }],
      },
    });
  });

  it('is read back only when the payload is asked for it', async ({ stack }) => {
    await stack.askText(SET_ONLY, { input: { ...link, orderId: 'write-only' } });
    expect(await stack.calls()).toEqual([`PUT ${v2}/categories/write-only`]);
    await stack.clearCalls();
    await stack.askText(SET, { input: { ...link, orderId: 'write-only' } });
    expect(await stack.calls()).toEqual([`PUT ${v2}/categories/write-only`, `GET ${v2}/write-only`]);
  });

  it('names every fault of its input at once, before any call', async ({ stack }) => {
    const answer = await stack.askText(SET, {
      input: {
        msn: '1',
        paymentType: 'ECOM',
        orderId: '..',
        type: 'UNKNOWN',
        url: 'http://shop.example',
        imageId: 'a b',
      },
    });
    expect(answer.data).toMatchObject({
      setOrderCategory: {
        order: null,
        userErrors: [
          { field: ['msn'], code: 'INVALID' },
          { field: ['orderId'], code: 'INVALID' },
          { field: ['type'], code: 'INVALID' },
          { field: ['url'], code: 'INVALID' },
          { field: ['imageId'], code: 'INVALID' },
        ],
      },
    });
    expect(await stack.calls()).toEqual([]);
  });

  it('says as a user error that an image is unknown', async ({ stack }) => {
    const answer = await stack.askText(SET, { input: { ...link, orderId: 'no-image', imageId: 'nope' } });
    expect(answer).toEqual({
      data: {
        setOrderCategory: {
          order: null,
          userErrors: [
            {
              field: ['imageId'],
              code: 'NOT_FOUND',
              message: 'The sales unit has no picture with this id: upload it first.',
            },
          ],
          warnings: [],
        },
      },
    });
  });

  it('blames no image where none was sent', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: `${v2}/categories/*`, method: 'PUT', status: 404 });
    const answer = await stack.askText(SET, { input: { ...link, orderId: 'no-image' } });
    expect(answer.data).toMatchObject({
      setOrderCategory: { order: null, userErrors: [{ field: null, code: 'NOT_FOUND' }] },
    });
  });

  const BY_ID = `query ($id: String!) { category(msn: "204117", categoryId: $id) { type url } }`;
  const SET_ID = `mutation ($input: SetOrderCategoryInput!) { setOrderCategory(input: $input) { categoryId userErrors { code } } }`;

  it('has an id, under which it is new at once when it is replaced', async ({ stack }) => {
    const input = { ...link, orderId: 'by-id' };
    const first = await stack.askText(SET_ID, { input });
    const id = /"categoryId":"([^"]+)"/.exec(JSON.stringify(first))?.[1] ?? '';
    expect(first).toEqual({ data: { setOrderCategory: { categoryId: id, userErrors: [] } } });
    expect(await stack.askText(BY_ID, { id })).toEqual({
      data: { category: { type: 'TICKET', url: 'https://shop.example/1' } },
    });
    expect(await stack.askText(SET_ID, { input: { ...input, type: 'BOOKING' } })).toEqual(first);
    expect((await stack.askText(BY_ID, { id })).data).toMatchObject({ category: { type: 'BOOKING' } });
  });

  it('is new at once under its id also when the answer that names the id is lost', async ({ stack }) => {
    const input = { ...link, orderId: 'by-lost-id' };
    const first = await stack.askText(SET_ID, { input });
    const id = /"categoryId":"([^"]+)"/.exec(JSON.stringify(first))?.[1] ?? '';
    expect((await stack.askText(BY_ID, { id })).data).toMatchObject({ category: { type: 'TICKET' } });
    await stack.sandbox.faults.add({
      path: `${v2}/categories/*`,
      method: 'PUT',
      times: null,
      reset: 'after',
    });
    const lost = await stack.askText(SET_ID, { input: { ...input, type: 'BOOKING' } });
    expect(lost.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect((await stack.askText(BY_ID, { id })).data).toMatchObject({ category: { type: 'BOOKING' } });
  });

  it('warns of an order id that no payment has', async ({ stack }) => {
    const answer = await stack.askText(SET, { input: { ...link, orderId: 'a.b' } });
    expect(answer.data).toMatchObject({
      setOrderCategory: { userErrors: [], warnings: [{ field: ['orderId'], code: 'NO_SUCH_PAYMENT' }] },
    });
  });

  it('is an error of the request when the keys may not write it', async ({ stack }) => {
    const answer = await stack.askText(SET, { input: { ...link, msn: '999999', orderId: 'foreign' } });
    expect(answer.data).toEqual({ setOrderCategory: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('categories with ids', () => {
  it('are created, listed for their payment type, and deleted', async ({ stack }) => {
    const orderId = 'many';
    await stack.askText(CREATE, { input: { ...link, orderId } });
    const created = await stack.askText(CREATE, {
      input: { ...link, orderId, type: 'RECEIPT', imageId: 'pakke-2026' },
    });
    await stack.askText(CREATE, { input: { ...link, orderId, paymentType: 'RECURRING' } });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    expect(created.data).toEqual({
      createCategory: {
        category: { categoryId, type: 'RECEIPT', url: 'https://shop.example/1', imageId: 'pakke-2026' },
        userErrors: [],
      },
    });
    expect((await stack.askText(READ, { id: orderId })).data).toMatchObject({
      order: { category: { type: 'RECEIPT' }, categories: [{ type: 'TICKET' }, { type: 'RECEIPT' }] },
    });
    const input = { msn: '204117', categoryId };
    expect((await stack.askText(DELETE, { input })).data).toEqual({
      deleteCategory: { category: { type: 'RECEIPT', order: { orderId } }, userErrors: [] },
    });
    // Deleting made both views of the order old.
    expect((await stack.askText(READ, { id: orderId })).data).toMatchObject({
      order: { category: { type: 'TICKET' }, categories: [{ type: 'TICKET' }] },
    });
    expect((await stack.askText(DELETE, { input })).data).toMatchObject({
      deleteCategory: { category: null, userErrors: [{ field: ['categoryId'], code: 'NOT_FOUND' }] },
    });
  });

  it('are gone at once from a recurring order too: a deletion does not say of which payment type it was', async ({
    stack,
  }) => {
    const input = { ...link, paymentType: 'RECURRING', orderId: 'of-an-agreement' };
    const read = `{ order(msn: "204117", paymentType: RECURRING, orderId: "of-an-agreement") { category { type } categories { type } } }`;
    const created = await stack.askText(CREATE, { input });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    expect((await stack.askText(read)).data).toEqual({
      order: { category: { type: 'TICKET' }, categories: [{ type: 'TICKET' }] },
    });
    const deleted = await stack.askText(DELETE, { input: { msn: '204117', categoryId } });
    expect(deleted.data).toMatchObject({ deleteCategory: { category: { type: 'TICKET' }, userErrors: [] } });
    expect((await stack.askText(read)).data).toEqual({ order: { category: null, categories: [] } });
  });

  it('are gone also when the answer to the deletion was lost', async ({ stack }) => {
    const created = await stack.askText(CREATE, { input: { ...link, orderId: 'lost-delete' } });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    await stack.sandbox.faults.add({
      path: '/order-management/v3/categories/*',
      method: 'DELETE',
      reset: 'after',
    });
    expect((await stack.askText(DELETE, { input: { msn: '204117', categoryId } })).data).toMatchObject({
      deleteCategory: { category: { type: 'TICKET' }, userErrors: [] },
    });
  });

  it('have an unknown outcome when the answer to the deletion is lost and the look fails', async ({
    stack,
  }) => {
    const created = await stack.askText(CREATE, { input: { ...link, orderId: 'lost-look' } });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    const input = { msn: '204117', categoryId };
    // Known from here on, so that only the look after the deletion fails.
    await stack.askText(`{ category(msn: "204117", categoryId: "${categoryId}") { url } }`);
    const path = '/order-management/v3/categories/*';
    await stack.sandbox.faults.add({ path, method: 'DELETE', reset: 'after', times: null });
    await stack.sandbox.faults.add({ path, method: 'GET', status: 503, times: null });
    const answer = await stack.askText(DELETE, { input });
    expect(answer.data).toEqual({ deleteCategory: null });
    expect(answer.errors).toMatchObject([
      { path: ['deleteCategory'], extensions: { code: 'OUTCOME_UNKNOWN' } },
    ]);
  });

  it('cost one call to delete when they are known already', async ({ stack }) => {
    const created = await stack.askText(CREATE, { input: { ...link, orderId: 'known' } });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    await stack.askText(`{ category(msn: "204117", categoryId: "${categoryId}") { url } }`);
    await stack.clearCalls();
    await stack.askText(DELETE, { input: { msn: '204117', categoryId } });
    expect(await stack.calls()).toEqual([`DELETE /order-management/v3/categories/${categoryId}`]);
  });

  it('make all orders of the unit old when the API does not say whose they were', async ({ stack }) => {
    const orderId = 'nobody-s';
    const created = await stack.askText(CREATE, { input: { ...link, orderId } });
    const categoryId = /"categoryId":"([^"]+)"/.exec(JSON.stringify(created))?.[1] ?? '';
    expect((await stack.askText(READ, { id: orderId })).data).toMatchObject({
      order: { category: { type: 'TICKET' }, categories: [{ type: 'TICKET' }] },
    });
    await stack.sandbox.faults.add({
      path: '/order-management/v3/categories/*',
      method: 'GET',
      status: 200,
      body: { categoryId, type: 'TICKET', url: link.url },
    });
    expect((await stack.askText(DELETE, { input: { msn: '204117', categoryId } })).data).toEqual({
      deleteCategory: { category: { type: 'TICKET', order: null }, userErrors: [] },
    });
    expect((await stack.askText(READ, { id: orderId })).data).toEqual({
      order: { category: null, categories: [] },
    });
  });

  it('are shown under both payment types when theirs is not told, or in an unknown word', async ({
    stack,
  }) => {
    const words = ['ecom', 'RECURRING', 'INVOICE', null];
    await stack.sandbox.faults.add({
      path: '/order-management/v3/categories',
      method: 'GET',
      status: 200,
      body: {
        categories: words.map((paymentType, at) => ({
          categoryId: `1d6a0b52-4c1e-4b8e-9a35-00000000000${String(at)}`,
          orderId: 'words',
          paymentType,
          type: 'TICKET',
          url: link.url,
        })),
      },
    });
    const answer = await stack.askText(`{
      ecom: order(msn: "204117", paymentType: ECOM, orderId: "words") { ...all }
      recurring: order(msn: "204117", paymentType: RECURRING, orderId: "words") { ...all }
    }
    fragment all on Order { categories { paymentType paymentTypeRaw order { paymentType } } }`);
    const category = (paymentType: string | null, paymentTypeRaw: string | null, known: boolean) => ({
      paymentType,
      paymentTypeRaw,
      order: known ? { paymentType } : null,
    });
    const untold = [category('UNKNOWN', 'INVOICE', false), category(null, null, false)];
    expect(answer).toEqual({
      data: {
        ecom: { categories: [category('ECOM', 'ecom', true), ...untold] },
        recurring: { categories: [category('RECURRING', 'RECURRING', true), ...untold] },
      },
    });
  });

  it('are entities by id and by natural key, one failing alone', async ({ stack }) => {
    const categoryId = '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101';
    const id = Buffer.from(JSON.stringify(['Category', '204117', categoryId])).toString('base64url');
    const answer = await stack.askText(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Category { id type order { orderId } } } category(msn: "204117", categoryId: "1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101") { url } }',
      {
        of: [
          { __typename: 'Category', id },
          { __typename: 'Category', msn: '204117', categoryId },
          { __typename: 'Category', msn: '204117', categoryId: 'x' },
          { __typename: 'Category', msn: '251308', categoryId },
        ],
      },
    );
    const entity = { id, type: 'DELIVERY', order: { orderId: 'kaffe-2026-00417' } };
    const elsewhere = Buffer.from(JSON.stringify(['Category', '251308', categoryId])).toString('base64url');
    expect(answer.data).toEqual({
      _entities: [entity, entity, null, { id: elsewhere, type: null, order: null }],
      category: { url: 'https://makeskrik.example/sporing/00417' },
    });
    expect(answer.errors).toMatchObject([{ path: ['_entities', 2], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await stack.calls()).toHaveLength(2);
  });

  it('leave the outcome of a creation open when its answer is lost, and create once', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: '/order-management/v3/categories',
      method: 'POST',
      reset: 'after',
    });
    const answer = await stack.askText(CREATE, { input: { ...link, orderId: 'lost-create' } });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect((await stack.askText(READ, { id: 'lost-create' })).data).toMatchObject({
      order: { categories: [{ type: 'TICKET' }] },
    });
  });
});

describe('the deprecated endpoints', () => {
  it('write and read a category and a receipt, and end when the API ends them', async ({ stack }) => {
    const transaction = { msn: '204117', transactionId: '5002.x' };
    const line = { name: 'Ticket', id: 't', totalAmount: 4480, taxRate: 1200 };
    const written = await stack.askText(
      `mutation ($category: SetTransactionCategoryInput!, $receipt: AddTransactionReceiptInput!) {
        setTransactionCategory(input: $category) { category { type } userErrors { code } }
        addTransactionReceipt(input: $receipt) { receipt { totals { tax { value } } } userErrors { code } }
      }`,
      {
        category: { ...transaction, type: 'TICKET', url: 'https://shop.example/1' },
        receipt: { ...transaction, orderLines: [line], bottomLine: { currency: 'NOK' } },
      },
    );
    expect(written).toEqual({
      data: {
        setTransactionCategory: { category: { type: 'TICKET' }, userErrors: [] },
        addTransactionReceipt: { receipt: { totals: { tax: { value: 480 } } }, userErrors: [] },
      },
    });
    const query =
      '{ transactionCategory(msn: "204117", transactionId: "5002.x") { url } transactionReceipt(msn: "204117", transactionId: "5002.x") { orderLines { id } } }';
    expect(await stack.askText(query)).toEqual({
      data: {
        transactionCategory: { url: 'https://shop.example/1' },
        transactionReceipt: { orderLines: [{ id: 't' }] },
      },
    });
    await stack.sandbox.quirks.set({ orderApiV1Gone: true });
    expect(await stack.askText(query)).toEqual({
      data: { transactionCategory: null, transactionReceipt: null },
    });
  });

  it('are marked so in the schema', async ({ stack }) => {
    const answer = await stack.askText(`{
      query: __type(name: "Query") { fields(includeDeprecated: false) { name } }
      mutation: __type(name: "Mutation") { fields(includeDeprecated: false) { name } }
    }`);
    const names = JSON.stringify(answer.data);
    expect(names).toContain('addReceipt');
    expect(names).not.toContain('ransaction');
  });
});
