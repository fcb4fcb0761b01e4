import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { GraphAnswer, Stack } from '../support/stack.js';

const NO = '{ scheme: "business:NO:ORG", id: "311204173" }';
const ORDER = 'msn: "204117", paymentType: ECOM, orderId: "o-1"';
const ID = '0b0e7c56-0000-4000-8000-000000000000';

/** Fields that are null where the API knows nothing under the id. */
const reads = {
  salesUnit: 'salesUnit(msn: "204117") { name }',
  merchant: `merchant(businessIdentifier: ${NO}) { name }`,
  salesEvent: 'salesEvent(ledgerId: "418914", pspReference: "48110010000") { time }',
  productOrder: `productOrder(productOrderId: "${ID}") { status }`,
  category: `category(msn: "204117", categoryId: "${ID}") { url }`,
  transactionCategory: 'transactionCategory(msn: "204117", transactionId: "1") { url }',
  salesUnits: 'salesUnits { totalCount }',
  ledgers: 'ledgers { totalCount }',
};

const receipt = `addReceipt(input: { ${ORDER}, bottomLine: { currency: "NOK" }, orderLines: [
  { name: "a", id: "1", totalAmount: 100, taxPercentage: 25 }
] })`;
/** Changes that are sent without a look before. */
const changes = {
  createCategory: `createCategory(input: { ${ORDER}, type: GENERAL, url: "https://a.example/1" })`,
  setOrderCategory: `setOrderCategory(input: { ${ORDER}, type: GENERAL, url: "https://a.example/1" })`,
  addReceipt: receipt,
  withdrawProductOrder: `withdrawProductOrder(input: { productOrderId: "${ID}" })`,
};

const unexpected = (status: number) => ({
  message: `The Vipps MobilePay access token API answered with the unexpected status ${String(status)}.`,
  code: 'UPSTREAM_BAD_RESPONSE',
  upstream: { api: 'access-token', status },
});

async function failTokens(stack: Stack, status: number): Promise<void> {
  for (const path of ['/accesstoken/get', '/miami/v1/token'])
    await stack.sandbox.faults.add({ path, times: null, status, body: { message: 'no' } });
}

/** The errors of an answer, by the fields that they are at. */
async function failures(stack: Stack, query: string) {
  const { data, errors = [] }: GraphAnswer<object> = await stack.askText(query);
  return {
    data,
    errors: Object.fromEntries(
      errors.map(({ path, message, extensions: { code, upstream } }) => [
        path?.join('.') ?? '',
        { message, code, upstream },
      ]),
    ),
  };
}

for (const compiled of ['true', 'false']) {
  const it = freshStack({
    now: '2026-09-14T10:00:00Z',
    env: { COMPILE_QUERIES: compiled, UPSTREAM_RETRIES: '2' },
  });

  describe(`what a token endpoint says is no answer about what the token is for (compiled: ${compiled})`, () => {
    it.for([404, 409])('a read: %i', async (status, { stack, clock }) => {
      await failTokens(stack, status);
      for (const [field, text] of Object.entries(reads))
        expect(await failures(stack, `{ ${text} }`)).toEqual({
          data: { [field]: null },
          errors: { [field]: unexpected(status) },
        });
      const order = await failures(
        stack,
        `{ order(${ORDER}) { category { url } receipt { orderLines { id } } } }`,
      );
      expect(order.errors).toEqual({
        'order.category': unexpected(status),
        'order.receipt': unexpected(status),
      });
      const entities = await failures(
        stack,
        '{ _entities(representations: [{ __typename: "SalesUnit", msn: "204117" }]) { ... on SalesUnit { name } } }',
      );
      expect(Object.values(entities.errors)).toEqual([unexpected(status)]);
      // Each is told, and none of it is kept.
      expect(stack.logs).toContainEqual(
        expect.objectContaining({ level: 40, api: 'access-token', status, code: 'UPSTREAM_BAD_RESPONSE' }),
      );
      await stack.sandbox.faults.clear();
      clock.advance(31);
      expect(await stack.askText(`{ ${reads.salesUnit} ${reads.merchant} ${reads.salesEvent} }`)).toEqual({
        data: {
          salesUnit: { name: expect.any(String) },
          merchant: { name: expect.any(String) },
          salesEvent: { time: expect.any(String) },
        },
      });
    });

    it.for([404, 409])('a change, of which nothing is sent: %i', async (status, { stack }) => {
      await failTokens(stack, status);
      for (const [field, text] of Object.entries(changes))
        expect(await failures(stack, `mutation { ${text} { userErrors { code message } } }`)).toEqual({
          data: { [field]: null },
          errors: { [field]: unexpected(status) },
        });
      expect(await stack.calls()).toEqual([]);
    });

    it('a look after a change: it is not done because a token call is a 404', async ({ stack }) => {
      const { data } = await stack.askText(`mutation { made: prefillProductOrder(input: {
        businessIdentifier: ${NO}, productType: CASHIER }) { productOrder { productOrderId } } }`);
      const id = /"productOrderId":"([0-9a-f-]+)"/.exec(JSON.stringify(data))?.[1] ?? '';
      const look = `/management/v2/product-orders/${id}/details`;
      await stack.sandbox.faults.add({ method: 'DELETE', path: `**/${id}`, times: null, reset: 'before' });
      await stack.sandbox.faults.add({ method: 'GET', path: look, times: null, status: 401 });
      await failTokens(stack, 404);
      const withdraw = `mutation { withdrawProductOrder(input: { productOrderId: "${id}" }) { withdrawnProductOrderId userErrors { code } } }`;
      const answer = await failures(stack, withdraw);
      expect(answer).toEqual({
        data: {
          withdrawProductOrder: {
            withdrawnProductOrderId: null,
            userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
          },
        },
        errors: {},
      });
      expect(await stack.calls()).toContain(`GET ${look}`);
    });

    it('a change that is sent again: a category is not gone because a token call is a 404', async ({
      stack,
    }) => {
      const { data } = await stack.askText(
        `mutation { ${changes.createCategory} { category { categoryId } } }`,
      );
      const id = /"categoryId":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? '';
      const path = `/order-management/v3/categories/${id}`;
      const remove = `mutation { deleteCategory(input: { msn: "204117", categoryId: "${id}" }) { category { categoryId } userErrors { code } } }`;
      await stack.sandbox.faults.add({ method: 'DELETE', path, reset: 'before' });
      await stack.sandbox.faults.add({ method: 'DELETE', path, times: null, status: 401 });
      await failTokens(stack, 404);
      const answer = await failures(stack, remove);
      expect(answer.data).toEqual({ deleteCategory: null });
      expect(answer.errors).toMatchObject({ deleteCategory: { code: 'OUTCOME_UNKNOWN' } });
      await stack.sandbox.faults.clear();
      expect((await stack.sandbox.orders.stored()).categories).toContainEqual(
        expect.objectContaining({ orderId: 'o-1' }),
      );
    });

    it('an old answer is shown, as the API can not be asked', async ({ stack, clock }) => {
      const query = `{ salesUnit(msn: "204117") { configuration { captureType } } }`;
      const before = await stack.askText(query);
      clock.advance(900);
      await stack.sandbox.revokeTokens();
      await failTokens(stack, 404);
      expect(await stack.askText(query)).toMatchObject({
        ...before,
        extensions: { stale: [{ api: 'management' }] },
      });
      clock.advance(1);
      expect(await stack.askText(query)).toMatchObject(before);
    });
  });
}

for (const compiled of ['true', 'false']) {
  const it = freshStack({ subgraphs: ['entur'], env: { COMPILE_QUERIES: compiled } });

  describe(`the token endpoint of Entur (compiled: ${compiled})`, () => {
    it.for([404, 409])('says nothing of orders either: %i', async (status, { stack }) => {
      await stack.sandbox.faults.add({ path: '/entur/oauth/token', times: null, status, body: {} });
      const { data, errors } = await failures(stack, '{ enturOrder(orderId: "ABCDEFGH") { status } }');
      expect(data).toEqual({ enturOrder: null });
      expect(errors).toMatchObject({ enturOrder: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { status } } });
    });
  });
}
