import { afterAll, describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import { startGateway, type Gateway } from '../support/gateway.js';
import { startHiveGateway } from '../support/hive-gateway.js';
import { startNotesSubgraph } from '../support/notes-subgraph.js';
import { openingHoursOf, startPartnerSubgraph } from '../support/partner-subgraph.js';
import { startStack, type GraphAnswer, type Stack } from '../support/stack.js';

// Without caches and repeats, each read is one call, however long the sandbox takes to make its data.
const env = {
  CACHE_MAX_BYTES: '0',
  RESPONSE_CACHE_MAX_BYTES: '0',
  UPSTREAM_RETRIES: '0',
  UPSTREAM_ATTEMPT_TIMEOUT_MS: '15000',
  REQUEST_TIMEOUT_MS: '20000',
};
const gateways = { 'Apollo Gateway': startGateway, 'Hive Gateway': startHiveGateway };
const executions = { compiled: env, 'by Apollo Server': { ...env, COMPILE_QUERIES: 'false' } };

const uuid = '00000000-0000-4000-8000-000000000000';
const merchant = { scheme: 'business:NO:ORG', id: '999999999' };

const idOf = (...parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Well-formed keys of what does not exist; an order is never missing, its receipt is. */
const unseen = {
  SalesUnit: { msn: '999999' },
  Merchant: { businessIdentifier: merchant },
  ProductOrder: { productOrderId: uuid },
  PricePackage: { pricePackageId: uuid },
  Order: { msn: '204117', paymentType: 'ECOM', orderId: 'none' },
  Category: { msn: '204117', categoryId: uuid },
  Ledger: { ledgerId: '999999' },
  SalesEvent: { ledgerId: '418806', pspReference: 'none' },
  FundsEntry: { id: idOf('FundsEntry', '999999', '2026-05-20', 'AAAAAAAAAAAAAAAA') },
  FeesEntry: { id: idOf('FeesEntry', '999999', '2026-05-20', 'AAAAAAAAAAAAAAAA') },
};

const keysAlone = `{ notes {
  ofSalesUnit { id msn note } ofMerchant { id businessIdentifier { scheme id } note }
  ofProductOrder { id productOrderId note } ofPricePackage { id pricePackageId note }
  ofOrder { id msn paymentType orderId note } ofCategory { id msn categoryId note }
  ofLedger { id ledgerId note } ofSalesEvent { id ledgerId pspReference note }
  ofFundsEntry { id note } ofFeesEntry { id note }
} }`;

const everything = `{ notes {
  ofSalesUnit { id note name configuration { captureType } merchant { name } ledger { currency } }
  ofMerchant { id note name status salesUnits { totalCount } }
  ofProductOrder { id note statusRaw businessIdentifier { id } merchant { name } pricePackage { name } possiblePricePackages { name } }
  ofPricePackage { id note name }
  ofOrder { id note receipt { orderLines { name } } }
  ofCategory { id note url order { id } }
  ofLedger { id note currency pointsOfSale { name } salesUnits { msn } owner { name } salesEvents(first: 1) { nodes { id } } }
  ofSalesEvent {
    id note time completeness { hasLineItems } lines { name } fundsEntries { pspReference } feeEntries { pspReference }
    relatedEvents { id } originalSale { id } order { id }
  }
  ofFundsEntry { id note amount { value } salesEvent { id } isDateComplete order { id } }
  ofFeesEntry { id note amount { value } isDateComplete }
} }`;

const calls = [
  'GET /management/v1/merchants/business:NO:ORG/999999999',
  'GET /management/v1/merchants/business:NO:ORG/999999999/sales-units',
  'GET /management/v1/partners/price-packages',
  'GET /management/v1/sales-units/999999',
  `GET /management/v2/product-orders/${uuid}/details`,
  'GET /order-management/v2/ecom/none',
  `GET /order-management/v3/categories/${uuid}`,
  'GET /report/v2/ledgers/999999/fees/dates/2026-05-20',
  'GET /report/v2/ledgers/999999/funds/dates/2026-05-20',
  'GET /sales/report/v1/ledgers/418806/psp-references/none',
  'GET /sales/report/v1/ledgers/999999?pageSize=1',
  'GET /settlement/v1/ledgers',
];
const secondPage = 'GET /settlement/v1/ledgers?cursor=eyJmcm9tIjoxMCwiZmlsdGVyIjpudWxsfQ%3D%3D';

/** What is answered of each when nothing more than its key is known: the id, the note, and else null. */
const notes = {
  ofSalesUnit: { name: null, configuration: null, merchant: null, ledger: null },
  ofMerchant: { name: null, status: null, salesUnits: null },
  ofProductOrder: {
    statusRaw: null,
    businessIdentifier: null,
    merchant: null,
    pricePackage: null,
    possiblePricePackages: null,
  },
  ofPricePackage: { name: null },
  ofOrder: { receipt: null },
  ofCategory: { url: null, order: null },
  ofLedger: { currency: null, pointsOfSale: null, salesUnits: null, owner: null, salesEvents: null },
  ofSalesEvent: {
    time: null,
    completeness: null,
    lines: null,
    fundsEntries: null,
    feeEntries: null,
    relatedEvents: null,
    originalSale: null,
    order: null,
  },
  ofFundsEntry: { amount: null, salesEvent: null, isDateComplete: null, order: null },
  ofFeesEntry: { amount: null, isDateComplete: null },
};

/** The answer with these fields beside the id and the note of each. */
function noted(fields: Readonly<Record<string, object>>): unknown {
  const lists = Object.entries(fields).map(([list, rest]) => {
    const type = list.replace('of', '');
    return [list, [{ id: ids.get(type), note: `a note on this ${type}`, ...rest }]] as const;
  });
  return { notes: Object.fromEntries(lists) };
}

const ids = new Map(
  Object.entries(unseen).map(([type, key]) => {
    if ('id' in key) return [type, key.id];
    const parts = 'businessIdentifier' in key ? Object.values(merchant) : Object.values(key);
    return [type, idOf(type, ...parts)];
  }),
);

interface Way {
  readonly stack: Stack;
  readonly gateway: Gateway;
}

const ways = new Map<string, Way>();
const stops: (() => Promise<void>)[] = [];

const it = sharedStack({ env });
it.beforeAll(async ({ stack }) => {
  const shops = await startPartnerSubgraph('shops');
  const notes = await startNotesSubgraph(unseen);
  const plain = await startStack({ env: executions['by Apollo Server'] });
  const pairs = Object.entries({ compiled: stack, 'by Apollo Server': plain }).flatMap(([how, each]) =>
    Object.entries(gateways).map(([name, start]) => ({ way: `${name}, ${how}`, each, start })),
  );
  // All at once: between one and the next, connections that were kept open could time out.
  await Promise.all(
    pairs.map(async ({ way, each, start }) => {
      const gateway = await start({ vipps: { url: `${each.url}/graphql` }, shops, notes });
      ways.set(way, { stack: each, gateway });
      stops.push(() => gateway.stop());
    }),
  );
  stops.push(
    () => plain.stop(),
    () => shops.stop(),
    () => notes.stop(),
  );
}, 60_000);
afterAll(async () => {
  for (const stop of stops) await stop();
});

describe.each(Object.keys(gateways))('through %s', (name) => {
  describe.each(Object.keys(executions))('executed %s', (how) => {
    const wayNow = async (): Promise<Way> => {
      const way = ways.get(`${name}, ${how}`);
      if (way === undefined) throw new Error('not started');
      await way.stack.sandbox.faults.clear();
      await way.stack.clearCalls();
      return way;
    };

    const shops = 'query($msns: [String!]!) { shops(msns: $msns) { id msn openingHours name } }';
    const msns = ['204117', '999999', '204127'];
    const shopsWith = (names: readonly (string | null)[]) => ({
      shops: msns.map((msn, index) => ({
        id: idOf('SalesUnit', msn),
        msn,
        openingHours: openingHoursOf(msn),
        name: names[index],
      })),
    });

    it('a shop keeps what its own subgraph knows when Vipps does not show its unit', async () => {
      const { stack, gateway } = await wayNow();
      expect(await gateway.ask(shops, { msns })).toEqual({
        data: shopsWith(['Måkeskrik Nettbutikk', null, 'Måkeskrik Torget']),
      });
      expect([...(await stack.calls())].sort()).toEqual([
        'GET /management/v1/sales-units/204117',
        'GET /management/v1/sales-units/204127',
        'GET /management/v1/sales-units/999999',
      ]);
    });

    it('so it does while the API is down, with an error at each name', async () => {
      const { stack, gateway } = await wayNow();
      await stack.sandbox.faults.add({ path: '/management/**', times: null, status: 503 });
      const { data, errors } = await gateway.ask(shops, { msns });
      expect(data).toEqual(shopsWith([null, null, null]));
      expect(errors?.map(placeAndCode)).toEqual(msns.map(() => 'shops.name UPSTREAM_UNAVAILABLE'));
      expect(await stack.calls()).toHaveLength(3);
    });

    it('the ids and keys of entities of every type cost no call, be they there or not', async () => {
      const { stack, gateway } = await wayNow();
      const keys = Object.entries(unseen).map(([type, key]) => [`of${type}`, key] as const);
      expect(await gateway.ask(keysAlone)).toEqual({ data: noted(Object.fromEntries(keys)) });
      expect(await stack.calls()).toEqual([]);
    });

    it('what does not exist is null beside its id, whatever its type, without an error', async () => {
      const { stack, gateway } = await wayNow();
      expect(await gateway.ask(everything)).toEqual({ data: noted(notes) });
      expect([...(await stack.calls())].sort()).toEqual([...calls, secondPage].sort());
    });

    it('while all APIs are down, each field that needs one is an error of its own', async () => {
      const { stack, gateway } = await wayNow();
      await stack.sandbox.faults.add({ path: '/**', times: null, status: 503 });
      const { data, errors } = await gateway.ask(everything);
      expect(data).toEqual(noted(notes));
      expect(errors?.map(placeAndCode).sort()).toEqual(
        Object.entries(notes)
          .flatMap(([list, rest]) =>
            Object.keys(rest).map((field) => `notes.${list}.${field} UPSTREAM_UNAVAILABLE`),
          )
          .sort(),
      );
      expect([...(await stack.calls())].sort()).toEqual(calls);
    });
  });
});

type Errors = NonNullable<GraphAnswer<unknown>['errors']>;

/** Hive Gateway leaves out at which item of a list an error is. */
function placeAndCode({ path = [], extensions }: Errors[number]): string {
  return `${path.filter((key) => typeof key === 'string').join('.')} ${String(extensions['code'])}`;
}
