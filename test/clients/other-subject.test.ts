import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack({
  now: '2026-10-20T10:00:00Z',
  env: { VIPPS_PARTNER_URL: 'https://unused.example' },
});
it.beforeEach(async ({ stack, clock }) => {
  await stack.sandbox.reset();
  // Behind all that earlier tests have left in the caches.
  clock.advance(40 * 86_400);
});

const LEDGER = '418806';
const ID = 'b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11';
const OTHER_ID = '0c9b7c52-8a9e-4d0c-9d56-6c0f6a1b2e37';
const businessIdentifier = { scheme: 'business:NO:ORG', id: '311204173' };
const MERCHANT = '{ merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }) { name } }';
const ORDER = `{ productOrder(productOrderId: "${ID}") { status } }`;
const CATEGORY = `{ category(msn: "204117", categoryId: "${ID}") { url } }`;
const CATEGORIES = '{ order(msn: "204117", paymentType: ECOM, orderId: "A-1") { categories { url } } }';
const SALES = `{ ledger(ledgerId: "${LEDGER}") { salesEvents(reference: "Ref-1") { nodes { reference } } } }`;
const SALES_OF_DATE = `{ ledger(ledgerId: "${LEDGER}") { salesEvents(date: "2026-09-14") { nodes { time } } } }`;
const EVENT = `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "48200917733") { pspReference } }`;
const FUNDS = `{ ledger(ledgerId: "${LEDGER}") { funds(date: "2026-09-14") { nodes { ledgerDate } } } }`;
const UNIT = '{ salesUnit(msn: "204117") { name } }';
const PARTNER_UNIT = '{ partnerSalesUnit(msn: "204117") { name } }';

const paths = {
  [UNIT]: '/management/v1/sales-units/204117',
  [MERCHANT]: '/management/v1/merchants/*/311204173',
  [ORDER]: `/management/v2/product-orders/${ID}/details`,
  [CATEGORY]: `/order-management/v3/categories/${ID}`,
  [CATEGORIES]: '/order-management/v3/categories',
  [SALES]: `/sales/report/v1/ledgers/${LEDGER}/references/Ref-1`,
  [SALES_OF_DATE]: `/sales/report/v1/ledgers/${LEDGER}/dates/2026-09-14`,
  [EVENT]: `/sales/report/v1/ledgers/${LEDGER}/psp-references/48200917733`,
  [FUNDS]: `/report/v2/ledgers/${LEDGER}/funds/dates/2026-09-14`,
  [PARTNER_UNIT]: '/partner-api/v0/salesunits/204117',
};

type Body = Exclude<FaultInput['body'], undefined>;

const others: readonly (readonly [string, keyof typeof paths, Body])[] = [
  ['a sales unit', UNIT, { msn: '204139', name: 'B' }],
  [
    'a merchant by its number',
    MERCHANT,
    { businessIdentifier: { ...businessIdentifier, id: '311204174' }, name: 'B' },
  ],
  [
    'a merchant by its scheme',
    MERCHANT,
    { businessIdentifier: { ...businessIdentifier, scheme: 'business:DK:CVR' }, name: 'B' },
  ],
  ['a product order', ORDER, { productOrderId: OTHER_ID, status: 'RECEIVED', businessIdentifier }],
  ['a category', CATEGORY, { categoryId: OTHER_ID, url: 'https://b.example' }],
  [
    'the categories of an order',
    CATEGORIES,
    {
      categories: [
        { categoryId: ID, orderId: 'A-1' },
        { categoryId: OTHER_ID, orderId: 'a-1' },
      ],
    },
  ],
  [
    'the sales of an order',
    SALES,
    { items: [{ reference: 'Ref-1' }, { reference: 'ref-1' }], hasMore: false },
  ],
  [
    'the sales of an order, one of them of none',
    SALES,
    { items: [{ reference: 'Ref-1' }, {}], hasMore: false },
  ],
  [
    'the sales of a date',
    SALES_OF_DATE,
    { items: [{ reference: 'Ref-1', time: '2026-08-01T10:00:00Z' }], hasMore: false },
  ],
  ['a sales event', EVENT, { items: [{ pspReference: '48200917734' }], hasMore: false }],
  ['a sales event, without any PSP reference', EVENT, { items: [{ reference: '1' }], hasMore: false }],
  [
    'the entries of a date',
    FUNDS,
    { items: [{ ledgerDate: '2026-09-14' }, { ledgerDate: '2026-09-15' }], hasMore: false, tryLater: false },
  ],
  ['a sales unit of the older Partner API', PARTNER_UNIT, { msn: '204139', name: 'B' }],
];

/** The same thing, said in another way or left out. */
const same: readonly (readonly [string, keyof typeof paths, Body, object])[] = [
  ['an MSN as a number', UNIT, { msn: 204117, name: 'A' }, { salesUnit: { name: 'A' } }],
  [
    'an organisation number with blanks, a scheme in capitals',
    MERCHANT,
    { businessIdentifier: { scheme: 'BUSINESS:NO:ORG', id: '311 204 173' }, name: 'A' },
    { merchant: { name: 'A' } },
  ],
  [
    'a UUID in capitals',
    ORDER,
    { productOrderId: ID.toUpperCase(), status: 'RECEIVED', businessIdentifier },
    { productOrder: { status: 'RECEIVED' } },
  ],
  [
    'no id of the product order',
    ORDER,
    { status: 'RECEIVED', businessIdentifier },
    { productOrder: { status: 'RECEIVED' } },
  ],
  [
    'the id of a category in capitals',
    CATEGORY,
    { categoryId: ID.toUpperCase(), url: 'https://a.example' },
    { category: { url: 'https://a.example' } },
  ],
  [
    'categories without the id of their order',
    CATEGORIES,
    { categories: [{ categoryId: ID, url: 'https://a.example' }] },
    { order: { categories: [{ url: 'https://a.example' }] } },
  ],
  [
    'a PSP reference as a number',
    EVENT,
    { items: [{ pspReference: 48200917733 }], hasMore: false },
    { salesEvent: { pspReference: '48200917733' } },
  ],
  [
    'entries without their date',
    FUNDS,
    { items: [{ amount: 1 }, { ledgerDate: '2026-09-14' }], hasMore: false, tryLater: false },
    { ledger: { funds: { nodes: [{ ledgerDate: null }, { ledgerDate: '2026-09-14' }] } } },
  ],
];

describe('an answer about something else than was asked for', () => {
  it.for(others)('is not believed, nor kept: %s', async ([, query, body], { stack }) => {
    const path = paths[query];
    await stack.sandbox.faults.add({
      path,
      method: 'GET',
      status: 200,
      body: body,
    });
    const { errors = [] } = await stack.askText(query);
    expect(errors.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      [
        expect.stringMatching(/ sent an answer that can't be used: it is not about what was asked for\.$/),
        'UPSTREAM_BAD_RESPONSE',
      ],
    ]);
    expect((await stack.sandbox.requests({ path })).requests).toHaveLength(1);
    expect((await stack.askText(query)).errors).toBeUndefined();
    expect((await stack.sandbox.requests({ path })).requests).toHaveLength(2);
  });

  it.for(same)('is not one that says it in another way: %s', async ([, query, body, data], { stack }) => {
    await stack.sandbox.faults.add({
      path: paths[query],
      method: 'GET',
      status: 200,
      body: body,
    });
    expect(await stack.askText(query)).toEqual({ data });
  });
});
