import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack({
  now: '2026-10-20T10:00:00Z',
  env: { VIPPS_PARTNER_URL: 'https://unused.example' },
});
it.beforeEach(async ({ stack, clock }) => {
  await stack.sandbox.reset();
  // Behind all that earlier tests have left in the caches.
  clock.advance(40 * 86_400);
});

const NO = '{ scheme: "business:NO:ORG", id: "311204173" }';
const LEDGER = '418806';
const ledger = (fields: string) => `{ ledger(ledgerId: "${LEDGER}") { ${fields} } }`;
const order = (fields: string) =>
  `{ order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417") { ${fields} } }`;
const ID = 'b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11';

interface Endpoint {
  readonly endpoint: string;
  /** What the API's documents say of a 404 here. */
  readonly words: string;
  readonly path: string;
  /** Requests to the path that pass before the 404. */
  readonly skip?: number;
  readonly query: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Here a 404 says that there is no such thing. */
const answers: readonly Endpoint[] = [
  {
    endpoint: 'Management: GET /sales-units/{msn}',
    words: '404: unit unknown, or unit inactive, or merchant inactive, or not tied to that partner',
    path: '/management/v1/sales-units/204117',
    query: '{ salesUnit(msn: "204117") { name } }',
    data: { salesUnit: null },
  },
  {
    endpoint: 'Management: GET /merchants/{scheme}/{id}',
    words: '404: merchant has no active sales unit tied to the partner',
    path: '/management/v1/merchants/*/311204173',
    query: `{ merchant(businessIdentifier: ${NO}) { name } }`,
    data: { merchant: null },
  },
  {
    endpoint: 'Management: GET /merchants/{scheme}/{id}/sales-units',
    words: 'a partner gets 404 for a merchant with no active unit tied to it; handle 404 and empty',
    path: '/management/v1/merchants/*/311204173/sales-units',
    query: `{ merchant(businessIdentifier: ${NO}) { salesUnits { totalCount } } }`,
    data: { merchant: { salesUnits: { totalCount: 0 } } },
  },
  {
    endpoint: 'Management: GET /product-orders/{productOrderId}/details',
    words: '404: Problem. After a withdrawal: details -> 404',
    path: '/management/v2/product-orders/*/details',
    query: `{ productOrder(productOrderId: "${ID}") { status } }`,
    data: { productOrder: null },
  },
  {
    endpoint: 'Order Management: GET /v2/{paymentType}/{orderId}',
    words: '404: nothing stored for the key',
    path: '/order-management/v2/ecom/*',
    query: order('category { url } receipt { orderLines { id } }'),
    data: { order: { category: null, receipt: null } },
  },
  {
    endpoint: 'Order Management: GET /v3/categories/{categoryId}',
    words: '404: ErrorResponse (unknown, or of another sales unit)',
    path: '/order-management/v3/categories/*',
    query: `{ category(msn: "204117", categoryId: "${ID}") { url } }`,
    data: { category: null },
  },
  {
    endpoint: 'Order Management: GET /v1/orders/{transactionId}',
    words: '404 without body schema',
    path: '/order-management/v1/orders/*',
    query: '{ transactionCategory(msn: "204117", transactionId: "1") { url } }',
    data: { transactionCategory: null },
  },
  {
    endpoint: 'Order Management: GET /v1/receipts/{transactionId}',
    words:
      'no error status declared; as GET /v1/orders/{transactionId}, by the 404 of the platform: not found',
    path: '/order-management/v1/receipts/*',
    query: '{ transactionReceipt(msn: "204117", transactionId: "1") { orderLines { id } } }',
    data: { transactionReceipt: null },
  },
  {
    endpoint: 'Report: GET /ledgers/{ledgerId}/{topic}/feed, its first page',
    words: '404 (ledger): ledger unknown or not yours',
    path: `/report/v2/ledgers/${LEDGER}/funds/feed`,
    query: ledger('funds(first: 5) { nodes { time } }'),
    data: { ledger: { funds: null } },
  },
  {
    endpoint: 'Report: GET /ledgers/{ledgerId}/{topic}/dates/{ledgerDate}, its first page',
    words: '404 (ledger): ledger unknown or not yours; 404 (dates): report for this date not ready (old)',
    path: `/report/v2/ledgers/${LEDGER}/fees/dates/*`,
    query: ledger('fees(date: "2026-09-14", first: 5) { nodes { time } }'),
    data: { ledger: { fees: null } },
  },
  {
    endpoint: 'Sales: GET /ledgers/{ledgerId}, its first page',
    words: '404: ledger not granted, as the Report API answers for one that is not yours',
    path: `/sales/report/v1/ledgers/${LEDGER}`,
    query: ledger('salesEvents(first: 5) { nodes { time } }'),
    data: { ledger: { salesEvents: null } },
  },
  {
    endpoint: 'Sales: GET /ledgers/{ledgerId}/dates/{ledgerDate}, its first page',
    words: '404: ledger not granted, as the Report API answers for one that is not yours',
    path: `/sales/report/v1/ledgers/${LEDGER}/dates/*`,
    query: ledger('salesEvents(date: "2026-09-14", first: 5) { nodes { time } }'),
    data: { ledger: { salesEvents: null } },
  },
  {
    endpoint: 'Sales: GET /ledgers/{ledgerId}/references/{reference}',
    words: 'unknown reference: 200 with empty items; 404 must be handled as "none" too',
    path: `/sales/report/v1/ledgers/${LEDGER}/references/*`,
    query: ledger('salesEvents(reference: "90017745120") { nodes { time } }'),
    data: { ledger: { salesEvents: null } },
  },
  {
    endpoint: 'Sales: GET /ledgers/{ledgerId}/psp-references/{pspReference}',
    words: 'unknown pspReference: 200 with empty items; 404 must be handled as "none" too',
    path: `/sales/report/v1/ledgers/${LEDGER}/psp-references/*`,
    query: `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "48200917733") { time } }`,
    data: { salesEvent: null },
  },
  {
    endpoint: 'Partner: GET /merchants/{orgno}',
    words: '404: merchant has no active sales unit tied to the partner',
    path: '/partner-api/v0/merchants/311204173',
    query: '{ partnerMerchant(orgno: "311204173") { msn } }',
    data: { partnerMerchant: null },
  },
  {
    endpoint: 'Partner: GET /salesunits/{msn}',
    words: '404: Error; GET /merchants/{orgno} has it for what is not tied to the partner',
    path: '/partner-api/v0/salesunits/204117',
    query: '{ partnerSalesUnit(msn: "204117") { name } }',
    data: { partnerSalesUnit: null },
  },
];

const list = 'it is a 404 for a list';
const promised = 'it is a 404 for a page that it promised';

/** Here there is always something, so a 404 is a fault, at that path. */
const faults: readonly (Endpoint & {
  readonly at: readonly (string | number)[];
  readonly api: readonly [name: string, title: string];
  readonly why: string;
})[] = [
  {
    endpoint: 'Management: GET /sales-units',
    words: 'no 404 named; empty scope: an empty array is the natural answer',
    path: '/management/v1/sales-units',
    query: '{ salesUnits(first: 1) { nodes { msn } } }',
    data: { salesUnits: null },
    at: ['salesUnits'],
    api: ['management', 'Management'],
    why: list,
  },
  {
    endpoint: 'Management: GET /v2/product-orders',
    words: '500 only; expect 401, 403 and 429 as everywhere',
    path: '/management/v2/product-orders',
    query: '{ productOrders(first: 1) { nodes { status } } }',
    data: { productOrders: null },
    at: ['productOrders'],
    api: ['management', 'Management'],
    why: list,
  },
  {
    endpoint: 'Management: GET /partners/price-packages',
    words: 'no 404 named',
    path: '/management/v1/partners/price-packages',
    query: '{ pricePackages { name } }',
    data: { pricePackages: null },
    at: ['pricePackages'],
    api: ['management', 'Management'],
    why: list,
  },
  {
    endpoint: 'Order Management: GET /v3/categories?orderId=',
    words: 'unknown orderId: no 404 declared, so 200 with an empty list',
    path: '/order-management/v3/categories',
    query: order('categories { url }'),
    data: { order: { categories: null } },
    at: ['order', 'categories'],
    api: ['order-management', 'Order Management'],
    why: list,
  },
  {
    endpoint: 'Report: GET /ledgers, its first page',
    words: 'no 404 named; without access: empty list',
    path: '/settlement/v1/ledgers',
    query: '{ ledgers(first: 20) { totalCount } }',
    data: { ledgers: null },
    at: ['ledgers'],
    api: ['report', 'Report'],
    why: list,
  },
  {
    endpoint: 'Report: GET /ledgers, a page behind a cursor',
    words: 'cursor; empty = end',
    path: '/settlement/v1/ledgers',
    skip: 1,
    query: '{ ledgers(first: 20) { totalCount } }',
    data: { ledgers: null },
    at: ['ledgers'],
    api: ['report', 'Report'],
    why: list,
  },
  {
    endpoint: 'Report: GET /ledgers/{ledgerId}/{topic}/feed, a page behind a cursor',
    words: 'endless cursor; tryLater = caught up with the end',
    path: `/report/v2/ledgers/${LEDGER}/funds/feed`,
    skip: 1,
    query: ledger('funds(first: 5) { nodes { time } pageInfo { hasNextPage } }'),
    data: { ledger: { funds: null } },
    at: ['ledger', 'funds'],
    api: ['report', 'Report'],
    why: promised,
  },
  {
    endpoint: 'Report: GET /ledgers/{ledgerId}/{topic}/dates/{ledgerDate}, a page behind a cursor',
    words: 'hasMore: more pages now',
    path: `/report/v2/ledgers/${LEDGER}/fees/dates/*`,
    skip: 1,
    query: ledger('fees(date: "2026-09-14", first: 5) { nodes { time } pageInfo { hasNextPage } }'),
    data: { ledger: { fees: null } },
    at: ['ledger', 'fees'],
    api: ['report', 'Report'],
    why: promised,
  },
  {
    endpoint: 'Sales: GET /ledgers/{ledgerId}, a page behind a cursor',
    words: 'hasMore: more pages exist right now',
    path: `/sales/report/v1/ledgers/${LEDGER}`,
    skip: 1,
    query: ledger('salesEvents(first: 1001) { nodes { time } pageInfo { hasNextPage } }'),
    data: { ledger: { salesEvents: null } },
    at: ['ledger', 'salesEvents'],
    api: ['sales', 'Sales'],
    why: promised,
  },
];

describe('a 404', () => {
  it.for(answers.map((row) => [`${row.endpoint} (${row.words})`, row] as const))(
    'is an answer: %s',
    async ([, { path, query, data }], { stack }) => {
      await stack.sandbox.faults.add({ path, method: 'GET', status: 404, body: { title: 'Not Found' } });
      expect(await stack.askText(query)).toEqual({ data });
      expect(await stack.sandbox.faults.list()).toEqual([]);
    },
  );

  it.for(faults.map((row) => [`${row.endpoint} (${row.words})`, row] as const))(
    'is a fault, and not kept: %s',
    async ([, { path, skip = 0, query, data, at, api, why }], { stack }) => {
      await stack.sandbox.ledgers.put(LEDGER, { pageSize: 2 });
      await stack.sandbox.faults.add({
        path,
        method: 'GET',
        skip,
        status: 404,
        body: { title: 'Not Found' },
      });
      const answer = await stack.askText(query);
      expect(answer.data).toEqual(data);
      expect(answer.errors).toEqual([
        {
          message: `The Vipps MobilePay ${api[1]} API sent an answer that can't be used: ${why}.`,
          locations: expect.any(Array) as unknown,
          path: at,
          extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: api[0], status: 404 } },
        },
      ]);
      expect((await callsTo(stack, path)).map(({ status }) => status)).toEqual([
        ...Array.from({ length: skip }, () => 200),
        404,
      ]);
      // What the 404 said is not remembered: the page is asked for again, and has what it has.
      await stack.clearCalls();
      const again = await stack.askText(query);
      expect(again.errors).toBeUndefined();
      expect((await callsTo(stack, path)).length).toBeGreaterThan(0);
    },
  );

  it('behind a cursor of the caller is a fault as well', async ({ stack }) => {
    const path = `/sales/report/v1/ledgers/${LEDGER}/dates/2026-09-14`;
    const page = (after: string) =>
      stack.askText(
        `query ($after: String) ${ledger('salesEvents(date: "2026-09-14", first: 2, after: $after) { pageInfo { endCursor } }')}`,
        after === '' ? {} : { after },
      );
    const first = z
      .object({
        data: z.object({
          ledger: z.object({ salesEvents: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }),
        }),
      })
      .parse(await page(''));
    const { endCursor } = first.data.ledger.salesEvents.pageInfo;
    await stack.sandbox.faults.add({ path, status: 404 });
    const answer = await page(endCursor);
    expect(answer.data).toEqual({ ledger: { salesEvents: null } });
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales', status: 404 } },
    ]);
    expect((await page(endCursor)).errors).toBeUndefined();
  });

  it('on page two of a date is an error for every entry of the date, not entries that are missing', async ({
    stack,
  }) => {
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 2 });
    const path = `/report/v2/ledgers/${LEDGER}/funds/dates/2026-09-14`;
    await stack.sandbox.faults.add({ path, method: 'GET', skip: 1, status: 404 });
    const query = ledger('salesEvents(date: "2026-09-14", first: 3) { nodes { fundsEntries { time } } }');
    const answer = await stack.askText(query);
    expect(answer.data).toEqual({
      ledger: { salesEvents: { nodes: Array.from({ length: 3 }, () => ({ fundsEntries: null })) } },
    });
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(
      Array.from({ length: 3 }, () => 'UPSTREAM_BAD_RESPONSE'),
    );
    const again = await stack.askText(query);
    expect(again.errors).toBeUndefined();
    expect(again.data).toEqual({
      ledger: {
        salesEvents: {
          nodes: Array.from({ length: 3 }, () => ({
            fundsEntries: [{ time: expect.any(String) as string }],
          })),
        },
      },
    });
  });
});

async function callsTo(stack: Stack, path: string) {
  return (await stack.sandbox.requests({ path, method: 'GET' })).requests;
}
