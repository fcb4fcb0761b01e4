import { describe, expect, onTestFinished, test } from 'vitest';
import {
  OTHER_MERCHANT,
  productOrderIdOf,
  startKeyedUpstream,
  type KeyedUpstream,
} from './keyed-upstream.js';
import { startTenants, type TenantsServer } from './start.js';

const classic = (secret: string) => ({
  clientId: 'one-client',
  clientSecret: secret,
  subscriptionKey: 'sub',
});
const accounting = (secret: string) => ({ clientId: 'one-client', clientSecret: secret });

async function start(
  ...tenants: readonly object[]
): Promise<{ upstream: KeyedUpstream; server: TenantsServer }> {
  const upstream = await startKeyedUpstream();
  onTestFinished(() => upstream.close());
  const server = await startTenants(
    upstream.url,
    { tenants },
    {
      CACHE_MAX_BYTES: '0',
      RESPONSE_CACHE_MAX_BYTES: '0',
    },
  );
  onTestFinished(() => server.server.stop());
  return { upstream, server };
}

const unit = (secret: string, ...msns: readonly string[]) => ({ ...classic(secret), msns });

const queries = {
  unit1: '{ salesUnit(msn: "100001") { name } }',
  unit2: '{ salesUnit(msn: "100002") { name } }',
  units: '{ salesUnits { totalCount } }',
  order1: '{ order(msn: "100001", paymentType: ECOM, orderId: "o") { category { url } } }',
  order2: '{ order(msn: "100002", paymentType: ECOM, orderId: "o") { category { url } } }',
  ledgers: '{ ledgers { totalCount } }',
  ledger1: '{ ledger(ledgerId: "300001") { currency } }',
  ledgerOf1: '{ salesUnit(msn: "100001") { ledger { currency } } }',
  funds2: '{ ledger(ledgerId: "300002") { funds(date: "2026-05-20") { nodes { reference } } } }',
  sale: '{ salesEvent(ledgerId: "300001", pspReference: "p") { currency } }',
} as const;

const management = 'The Vipps MobilePay Management API needs';
const report = `The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys, and this tenant has none that fit.`;
const sales = 'The Vipps MobilePay Sales API needs accounting keys, and this tenant has none.';
const ofUnit = (api: string, msn: string) =>
  `The Vipps MobilePay ${api} API needs keys of the sales unit ${msn}, or partner keys, and this tenant has neither.`;

/** Which keys each call takes, or what is said where none fits. */
const rule: readonly (readonly [string, object, Partial<Record<keyof typeof queries, string>>])[] = [
  [
    'all kinds of keys',
    { salesUnitKeys: [unit('a', '100001')], partnerKeys: classic('p'), accountingKeys: accounting('c') },
    {
      unit1: 'a',
      unit2: 'p',
      units: 'p',
      order1: 'a',
      order2: 'p',
      ledgers: 'c',
      ledger1: 'c',
      ledgerOf1: 'a c',
      funds2: 'c',
      sale: 'c',
    },
  ],
  [
    'one set of sales-unit keys',
    { salesUnitKeys: [unit('a', '100001')] },
    {
      unit1: 'a',
      unit2: ofUnit('Management', '100002'),
      units: 'a',
      order1: 'a',
      order2: ofUnit('Order Management', '100002'),
      ledgers: 'a',
      ledger1: 'a',
      ledgerOf1: 'a a',
      funds2: 'a',
      sale: sales,
    },
  ],
  [
    'two sets of sales-unit keys',
    { salesUnitKeys: [unit('a', '100001'), { ...unit('b', '100002'), ledgers: ['300002'] }] },
    {
      unit1: 'a',
      unit2: 'b',
      order1: 'a',
      order2: 'b',
      units: `${management} partner keys here: of this tenant's 2 sets of sales-unit keys none is meant more than another.`,
      ledgers: report,
      ledger1: report,
      ledgerOf1: 'a a',
      funds2: 'b',
      sale: sales,
    },
  ],
  [
    'partner keys alone',
    { partnerKeys: classic('p') },
    { unit1: 'p', units: 'p', order1: 'p', ledgers: report, ledger1: report, funds2: report, sale: sales },
  ],
  [
    'accounting keys alone',
    { accountingKeys: accounting('c') },
    {
      unit1: ofUnit('Management', '100001'),
      order1: ofUnit('Order Management', '100001'),
      units: `${management} partner keys, or keys of a sales unit, and this tenant has neither.`,
      ledgers: 'c',
      ledger1: 'c',
      funds2: 'c',
      sale: 'c',
    },
  ],
];

describe('the keys that a call takes', () => {
  test.each(rule)('with %s', async (_what, keys, expected) => {
    const { upstream, server } = await start({ id: 'acme', ...keys });
    for (const [name, query] of Object.entries(queries)) {
      const wanted = new Map(Object.entries(expected)).get(name);
      if (wanted === undefined) continue;
      upstream.clear();
      const { errors } = await server.ask('acme', query);
      const used = upstream.calls.map((call) => call.keys).join(' ');
      // The unit of a link is known already, or asked for too.
      const told = errors?.map(({ message }) => message).join();
      if (wanted.includes(' ') && wanted.length > 10) {
        expect({ name, told, used }).toEqual({ name, told: wanted, used: '' });
        expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
      } else
        expect({ name, told, used: used.split(' ').at(-1) }).toEqual({
          name,
          told: undefined,
          used: wanted.split(' ').at(-1),
        });
    }
  });

  test('are asked for a token with the sales unit that they are for, if that is one', async () => {
    const { upstream, server } = await start({
      id: 'acme',
      salesUnitKeys: [unit('a', '100001'), unit('b', '100002', '100003')],
      partnerKeys: classic('p'),
    });
    for (const query of [queries.order1, queries.order2, queries.units]) await server.ask('acme', query);
    expect(upstream.tokenCalls.map(({ keys, msn }) => [keys, msn])).toEqual([
      ['a', '100001'],
      ['b', undefined],
      ['p', undefined],
    ]);
    expect(upstream.calls.map(({ keys, msn }) => [keys, msn])).toEqual([
      ['a', '100001'],
      ['b', '100002'],
      ['p', undefined],
    ]);
  });
});

describe('a tenant that may see some sales units and ledgers only', () => {
  const limited = {
    id: 'birk',
    partnerKeys: classic('p'),
    accountingKeys: accounting('c'),
    msns: ['100001', '100002'],
    ledgers: ['300001'],
  };
  const merchant = (id: string) => `businessIdentifier: { scheme: "business:NO:ORG", id: "${id}" }`;

  test('is shown no others in lists', async () => {
    const { server } = await start({ ...limited, msns: ['100001'] });
    const query =
      '{ salesUnits { nodes { msn } totalCount } ledgers { nodes { ledgerId pointsOfSale { recipientHandle } } } merchants { nodes { salesUnits { nodes { msn } } } } productOrders { nodes { productOrderId } } }';
    expect(await server.ask('birk', query)).toEqual({
      data: {
        salesUnits: { nodes: [{ msn: '100001' }], totalCount: 1 },
        ledgers: { nodes: [{ ledgerId: '300001', pointsOfSale: [{ recipientHandle: 'api:100001' }] }] },
        merchants: { nodes: [{ salesUnits: { nodes: [{ msn: '100001' }] } }] },
        productOrders: { nodes: [{ productOrderId: productOrderIdOf('987654325') }] },
      },
    });
  });

  test('is shown a ledger without the names of sales units that it may not see', async () => {
    const { server } = await start({ ...limited, msns: ['100001'], ledgers: undefined });
    const shown = 'ledgerId pointsOfSale { name recipientHandle msn } salesUnits { msn }';
    const query = `{ ledgers { nodes { ${shown} } } ledger(ledgerId: "300002") { ${shown} } }`;
    const point = { name: 'mark-c-point', recipientHandle: 'api:100001', msn: '100001' };
    const own = { ledgerId: '300001', pointsOfSale: [point], salesUnits: [{ msn: '100001' }] };
    const foreign = { ledgerId: '300002', pointsOfSale: [], salesUnits: [] };
    expect(await server.ask('birk', query)).toEqual({
      data: { ledgers: { nodes: [own, foreign] }, ledger: foreign },
    });
  });

  test('finds others as little as what does not exist, and nobody is asked', async () => {
    const { upstream, server } = await start(limited);
    const query = (msn: string, ledgerId: string) =>
      `{ salesUnit(msn: "${msn}") { name } category(msn: "${msn}", categoryId: "11111111-2222-4333-8444-000000000001") { url } order(msn: "${msn}", paymentType: ECOM, orderId: "o") { category { url } receipt { orderLines { name } } categories { url } } ledger(ledgerId: "${ledgerId}") { currency } feeds: ledger(ledgerId: "${ledgerId}") { funds { nodes { id } } fees(last: 3) { nodes { id } } salesEvents(date: "2026-05-20") { nodes { id } } latest: salesEvents(last: 2) { nodes { id } } } salesEvent(ledgerId: "${ledgerId}", pspReference: "psp-0") { currency } }`;
    const hidden = await server.ask('birk', query('100003', '300002'));
    expect(upstream.calls).toEqual([]);
    expect(hidden).toEqual(await server.ask('birk', query('999999', '999999')));
    expect(hidden).toEqual({
      data: {
        salesUnit: null,
        category: null,
        order: { category: null, receipt: null, categories: [] },
        ledger: null,
        feeds: { funds: null, fees: null, salesEvents: null, latest: null },
        salesEvent: null,
      },
    });
  });

  test('is led from an entry of its ledger to no order of a unit that it may not see', async () => {
    const { server } = await start(limited, { ...limited, id: 'carl', msns: ['100003'] });
    const entries = (topic: string) =>
      `${topic}(date: "2026-05-20") { nodes { recipientHandle order { msn receipt { orderLines { name } } } } }`;
    const query = `{ ledger(ledgerId: "300001") { ${entries('funds')} } }`;
    const nodes = (order: object | null) => ({
      data: { ledger: { funds: { nodes: [{ recipientHandle: 'api:100003', order }] } } },
    });
    expect(await server.ask('birk', query)).toEqual(nodes(null));
    expect(await server.ask('carl', query)).toEqual(
      nodes({ msn: '100003', receipt: { orderLines: [{ name: 'mark-p-receipt' }] } }),
    );
  });

  test('changes nothing of others: no call, and the words for what does not exist', async () => {
    const { upstream, server } = await start(limited);
    const category = 'type: GENERAL, url: "https://example.com/"';
    const order = (msn: string) => `msn: "${msn}", paymentType: ECOM, orderId: "o"`;
    const changes = (msn: string) => [
      `setOrderCategory(input: { ${order(msn)}, ${category} }) { userErrors { code message } }`,
      `createCategory(input: { ${order(msn)}, ${category} }) { userErrors { code message } }`,
      `deleteCategory(input: { msn: "${msn}", categoryId: "11111111-2222-4333-8444-000000000001" }) { userErrors { code message } }`,
      `addReceipt(input: { ${order(msn)}, orderLines: [{ name: "x", id: "1", totalAmount: 100, taxRate: 2500, totalTaxAmount: 20, totalAmountExcludingTax: 80 }], bottomLine: { currency: "NOK" } }) { userErrors { code message } }`,
      `setTransactionCategory(input: { msn: "${msn}", transactionId: "t-1", ${category} }) { userErrors { code message } }`,
    ];
    for (const [index, change] of changes('100003').entries()) {
      const { data, errors } = await server.ask('birk', `mutation { change: ${change} }`);
      expect(errors, change).toBeUndefined();
      expect(data?.['change'], change).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
      const [same = ''] = [changes('999999')[index]];
      expect(await server.ask('birk', `mutation { change: ${same} }`)).toEqual({ data });
    }
    expect(upstream.calls).toEqual([]);
  });

  test('sees merchants by its own sales units, and of others not even what they ordered', async () => {
    const { upstream, server } = await start(limited);
    const own = await server.ask(
      'birk',
      `{ merchant(${merchant('987654325')}) { name salesUnits { nodes { msn } } } }`,
    );
    expect(own.data).toEqual({
      merchant: { name: 'mark-p-merchant', salesUnits: { nodes: [{ msn: '100001' }, { msn: '100002' }] } },
    });
    upstream.clear();
    const foreign = `{ merchant(${merchant(OTHER_MERCHANT)}) { name salesUnits { nodes { msn } } } productOrder(productOrderId: "${productOrderIdOf(OTHER_MERCHANT)}") { status } }`;
    expect(await server.ask('birk', foreign)).toEqual({ data: { merchant: null, productOrder: null } });
    expect(upstream.calls.filter(({ url }) => url.includes('/merchants/'))).toEqual([]);
    const changes = `mutation { withdrawProductOrder(input: { productOrderId: "${productOrderIdOf(OTHER_MERCHANT)}" }) { userErrors { code } } prefillProductOrder(input: { ${merchant(OTHER_MERCHANT)}, productType: PAYMENT_INTEGRATION }) { userErrors { code } } }`;
    const told = await server.ask('birk', changes);
    expect(told.data?.['withdrawProductOrder']).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(told.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(upstream.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
