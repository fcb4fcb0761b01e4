import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

it.beforeEach(({ stack }) => stack.clearCalls());

it('the orders of merchants come from one list, whatever their number', async ({ stack }) => {
  const { data, errors } = await stack.askText(`{
    a: merchant(businessIdentifier: { scheme: "business:DK:CVR", id: "99112204" }) { ...Orders }
    b: merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311231391" }) { ...Orders }
  }
  fragment Orders on Merchant {
    productOrders { totalCount nodes { businessIdentifier { id } merchant { id } } }
    expired: productOrders(filter: { status: [EXPIRED] }) { totalCount }
  }`);
  expect(errors).toBeUndefined();
  const of = (id: string) => ({
    productOrders: {
      totalCount: 2,
      nodes: [1, 2].map(() => ({
        businessIdentifier: { id },
        merchant: { id: expect.any(String) as string },
      })),
    },
    expired: { totalCount: expect.any(Number) as number },
  });
  expect(data).toEqual({ a: of('99112204'), b: of('311231391') });
  expect(await stack.calls()).toEqual([
    'GET /management/v1/merchants/business:DK:CVR/99112204',
    'GET /management/v1/merchants/business:NO:ORG/311231391',
    'GET /management/v2/product-orders?includeExpired=true',
  ]);
});

it('the merchant is no filter of its own orders', async ({ stack }) => {
  const { errors } = await stack.askText(
    `{ merchant(businessIdentifier: { scheme: "business:DK:CVR", id: "99112204" }) {
      productOrders(filter: { merchant: { scheme: "business:DK:CVR", id: "99112204" } }) { totalCount } } }`,
  );
  expect(errors).toEqual([
    expect.objectContaining({
      message: 'filter.merchant must be left out: it is known here.',
      path: ['merchant', 'productOrders'],
      extensions: { code: 'BAD_USER_INPUT', argument: ['filter', 'merchant'] },
    }),
  ]);
});
