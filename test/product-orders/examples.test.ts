import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  PrefillProductOrderDocument,
  PricePackagesDocument,
  ProductOrderDocument,
  ProductOrdersDocument,
  WithdrawProductOrderDocument,
} from '../generated/graphql.js';
import { freshStack } from '../support/fixture.js';

const it = freshStack();

it('prefill, follow and withdraw the order of a café, each as it stands', async ({ stack }) => {
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

it('list orders and price packages, each alone as it stands', async ({ stack }) => {
  const list = await stack.ask(ProductOrdersDocument);
  expect(list.errors).toBeUndefined();
  const { totalCount, nodes } = list.data?.productOrders ?? { nodes: [] };
  expect(totalCount).toBe(70);
  expect(nodes.length).toBeGreaterThan(5);
  expect(nodes[0]).toMatchObject({
    productOrderId: '04401380-f716-470e-80b8-9da89fb3b79c',
    status: 'MERCHANT_VIEWED',
    possiblePricePackages: [{ name: 'Verkkokauppa' }, { name: 'Avtale 2023' }],
  });
  const packages = await stack.ask(PricePackagesDocument);
  expect(packages.errors).toBeUndefined();
  expect(packages.data?.pricePackages).toHaveLength(9);
  expect(packages.data?.pricePackages?.[0]).toMatchObject({ name: 'Nettbutikk basis', commission: '20 %' });
});

it('follow and withdraw say plainly that the first step is missing', async ({ stack }) => {
  expect(await stack.ask(ProductOrderDocument)).toEqual({ data: { productOrder: null } });
  expect(await stack.ask(WithdrawProductOrderDocument)).toMatchObject({
    data: {
      withdrawProductOrder: {
        withdrawnProductOrderId: null,
        userErrors: [{ field: ['productOrderId'], code: 'NOT_FOUND' }],
      },
    },
  });
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
