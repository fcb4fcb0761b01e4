import { describe, expect } from 'vitest';
import { ProductOrderDocument, ProductOrdersDocument } from '../generated/graphql.js';
import { freshStack } from '../support/fixture.js';
import {} from '../support/stack.js';
import { webPackage } from './prefill.js';

const LIST = 'GET /management/v2/product-orders?includeExpired=true';
const PACKAGES = 'GET /management/v1/partners/price-packages';
const merchantCall = /^GET \/management\/v1\/merchants\/[^/]+\/[^/]+$/;

const it = freshStack();

describe('upstream calls', () => {
  it('are one for 50 orders, one for their price packages and one for each of their merchants', async ({
    stack,
  }) => {
    const first = await stack.ask(ProductOrdersDocument, { first: 50 });
    expect(first.errors).toBeUndefined();
    const nodes = first.data?.productOrders?.nodes ?? [];
    expect(nodes).toHaveLength(50);
    const businesses = new Set(
      nodes.map(({ businessIdentifier: of }) => `${String(of?.scheme)}/${String(of?.id)}`),
    );
    const calls = await stack.calls();
    expect(calls.filter((call) => call === LIST)).toHaveLength(1);
    expect(calls.filter((call) => call === PACKAGES)).toHaveLength(1);
    expect(calls.filter((call) => merchantCall.test(call)).toSorted()).toEqual(
      [...businesses].map((each) => `GET /management/v1/merchants/${each}`).toSorted(),
    );
    expect(businesses.size).toBe(24);
    expect(calls).toHaveLength(26);

    await stack.clearCalls();
    expect(await stack.ask(ProductOrdersDocument, { first: 50 })).toEqual(first);
    expect(await stack.calls()).toEqual([]);
  });

  it('are one for a list asked for twice, with the keys of merchants and the names of sales units', async ({
    stack,
  }) => {
    const answer = await stack.askText(`{
      one: productOrders { totalCount }
      other: productOrders(first: 3) {
        nodes { status merchant { id businessIdentifier { id } } salesUnit { msn name businessIdentifier { id } } }
      }
    }`);
    expect(answer.errors).toBeUndefined();
    expect(await stack.calls()).toEqual([LIST]);
  });

  it('are none for the price packages of a login, which has no prices', async ({ stack }) => {
    const query =
      '{ productOrders(filter: { productType: [LOGIN] }) { nodes { possiblePricePackages { name } } } }';
    const { data } = await stack.askText(query);
    const { productOrders } = data as unknown as { productOrders: { nodes: unknown[] } };
    expect(productOrders.nodes).toHaveLength(14);
    expect(new Set(productOrders.nodes.map((node) => JSON.stringify(node)))).toEqual(
      new Set(['{"possiblePricePackages":[]}']),
    );
    expect(await stack.calls()).toEqual([LIST]);
  });
});

describe('productOrders', () => {
  it('walks through all orders once, in the order of their id', async ({ stack }) => {
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page = await stack.ask(ProductOrdersDocument, { first: 30, ...(after != null && { after }) });
      expect(page.data?.productOrders?.totalCount).toBe(70);
      for (const { productOrderId } of page.data?.productOrders?.nodes ?? []) seen.push(productOrderId);
      const { hasNextPage, endCursor } = page.data?.productOrders?.pageInfo ?? {};
      after = hasNextPage === true ? endCursor : undefined;
    } while (after != null);
    expect(seen).toHaveLength(70);
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it.for([
    [{ status: ['RECEIVED'] }, 20],
    [{ status: 'EXPIRED' }, 5],
    [{ status: ['COMPLETED', 'REJECTED'], type: ['TEMPLATE'] }, 10],
    [{ type: ['PREFILL'], productType: ['CASHIER'] }, 8],
    [{ status: [] }, 0],
    [{ merchant: { scheme: 'business:NO:ORG', id: '311100459' } }, 2],
    [{ merchant: { scheme: 'business:NO:ORG', id: '999999999' } }, 0],
  ] as const)('narrows the list by %j', async ([filter, count], { stack }) => {
    const query = 'query ($filter: ProductOrderFilter) { productOrders(filter: $filter) { totalCount } }';
    expect(await stack.askText(query, { filter })).toEqual({
      data: { productOrders: { totalCount: count } },
    });
  });

  it('refuses bad arguments before it costs a call', async ({ stack }) => {
    const { data } = await stack.askText('{ productOrders(first: 1) { pageInfo { endCursor } } }');
    const { productOrders } = data as unknown as { productOrders: { pageInfo: { endCursor: string } } };
    const { endCursor } = productOrders.pageInfo;
    await stack.clearCalls();
    for (const [args, argument] of [
      ['first: 0', ['first']],
      ['first: 1001', ['first']],
      ['after: "x"', ['after']],
      [`after: "${endCursor}", filter: { status: RECEIVED }`, ['after']],
      ['filter: { merchant: { scheme: "NO", id: "311100459" } }', ['filter', 'merchant', 'scheme']],
    ]) {
      const answer = await stack.askText(`{ productOrders(${String(args)}) { totalCount } }`);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
    expect(await stack.calls()).toEqual([]);
  });

  it('shows a partner no order of another one, and sales-unit keys only their own', async ({ start }) => {
    const merchant = await start({ keys: 'merchant' });
    const own = await merchant.askText('{ productOrders { totalCount } }');
    expect(own).toEqual({ data: { productOrders: { totalCount: 0 } } });
    const ofPartner = await merchant.ask(ProductOrderDocument, {
      productOrderId: 'bad65b4f-95d6-4b8b-8316-53c1d9e6e830',
    });
    expect(ofPartner.data).toEqual({ productOrder: null });
  });
});

describe('a gateway', () => {
  it('finds orders and price packages by id and by natural key; of unknown ones the keys, bad ones an error each', async ({
    stack,
  }) => {
    const id = 'bad65b4f-95d6-4b8b-8316-53c1d9e6e830';
    const known = await stack.askText(
      `{ productOrder(productOrderId: "${id}") { id } pricePackages { id pricePackageId } }`,
    );
    const { productOrder, pricePackages } = known.data as unknown as {
      productOrder: { id: string };
      pricePackages: { id: string }[];
    };
    const none = '00000000-0000-4000-8000-000000000000';
    await stack.clearCalls();
    const answer = await stack.askText(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on ProductOrder { id productOrderId statusRaw pricePackage { name } merchant { name } possiblePricePackages { name } }
        ... on PricePackage { id pricePackageId marketRaw }
      } }`,
      {
        of: [
          { __typename: 'ProductOrder', id: productOrder.id },
          { __typename: 'ProductOrder', productOrderId: id },
          { __typename: 'ProductOrder', productOrderId: none },
          { __typename: 'ProductOrder', productOrderId: '..' },
          { __typename: 'PricePackage', id: pricePackages[0]?.id },
          { __typename: 'PricePackage', pricePackageId: webPackage.toUpperCase() },
          { __typename: 'PricePackage', pricePackageId: none },
          { __typename: 'PricePackage', id: productOrder.id },
        ],
      },
    );
    const idOf = (type: string) => Buffer.from(JSON.stringify([type, none])).toString('base64url');
    const order = {
      id: productOrder.id,
      productOrderId: id,
      statusRaw: 'RECEIVED',
      pricePackage: null,
      merchant: null,
      possiblePricePackages: ['Nettbutikk basis', 'Nettbutikk volum', 'Avtale 2023'].map((name) => ({
        name,
      })),
    };
    const ofMarket = { id: pricePackages[0]?.id, pricePackageId: webPackage, marketRaw: 'NO' };
    const unknown = { statusRaw: null, pricePackage: null, merchant: null, possiblePricePackages: null };
    expect(answer.data).toEqual({
      _entities: [
        order,
        order,
        { id: idOf('ProductOrder'), productOrderId: none, ...unknown },
        null,
        ofMarket,
        ofMarket,
        { id: idOf('PricePackage'), pricePackageId: none, marketRaw: null },
        null,
      ],
    });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['_entities', 3], 'BAD_USER_INPUT'],
      [['_entities', 7], 'BAD_USER_INPUT'],
    ]);
    expect([...(await stack.calls())].sort()).toEqual([
      'GET /management/v1/merchants/business:NO:ORG/311100459',
      `GET /management/v2/product-orders/${none}/details`,
    ]);
  });
});
