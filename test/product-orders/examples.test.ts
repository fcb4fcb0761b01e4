import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import {
  PrefillProductOrderDocument,
  PricePackagesDocument,
  ProductOrderDocument,
  ProductOrdersDocument,
  WithdrawProductOrderDocument,
} from '../generated/graphql.js';
import { startStack, type Stack } from '../support/stack.js';

let stack: Stack;
beforeEach(async () => {
  stack = await startStack();
  return () => stack.stop();
});

it('prefill, follow and withdraw the order of a café, each as it stands', async () => {
  const id = 'a052987e-bf50-482f-8b41-bb2629689bc3';
  const url = `https://portal.vippsmobilepay.com/register/prefilled/${id}`;
  const prefilled = {
    data: {
      prefillProductOrder: {
        productOrder: {
          id: expect.any(String),
          productOrderId: id,
          status: 'RECEIVED',
          pricePackage: { name: 'Nettbutikk basis', description: '2.25%' },
        },
        prefillUrl: url,
        idempotencyKey: 'makeskrik-web-shop-2026',
        userErrors: [],
        warnings: [],
      },
    },
  };
  expect(await stack.ask(PrefillProductOrderDocument)).toEqual(prefilled);
  // A second run repeats the key, so it orders nothing more.
  expect(await stack.ask(PrefillProductOrderDocument)).toEqual(prefilled);
  const followed = await stack.ask(ProductOrderDocument);
  expect(followed.errors).toBeUndefined();
  expect(followed.data?.productOrder).toMatchObject({
    productOrderId: id,
    status: 'RECEIVED',
    productOrderUrl: url,
    merchant: { name: 'Måkeskrik Kaffebrenneri AS' },
    salesUnit: null,
  });
  expect(await stack.ask(WithdrawProductOrderDocument)).toEqual({
    data: { withdrawProductOrder: { withdrawnProductOrderId: id, userErrors: [], warnings: [] } },
  });
  expect(await stack.ask(ProductOrderDocument)).toEqual({ data: { productOrder: null } });
});

it.each([
  ['prefill', PrefillProductOrderDocument],
  ['follow', ProductOrderDocument],
  ['withdraw', WithdrawProductOrderDocument],
  ['list', ProductOrdersDocument],
  ['price packages', PricePackagesDocument],
])('run alone without errors: %s', async (_name, document) => {
  const answer = await stack.askText(document.toString());
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toBeDefined();
});

it('begin with a title and what they show, and come in the order of the steps', () => {
  const files = readdirSync('test/operations').filter((file) => /^(product-order|price-package)/.test(file));
  expect(files.toSorted()).toEqual([
    'price-packages.graphql',
    'product-order-1-prefill.graphql',
    'product-order-2-follow.graphql',
    'product-order-3-withdraw.graphql',
    'product-orders.graphql',
  ]);
  for (const file of files) {
    expect(readFileSync(`test/operations/${file}`, 'utf8')).toMatch(/^# [A-Z][^:\n]+: .+\n(query|mutation) /);
  }
});
