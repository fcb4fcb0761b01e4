import { afterAll, describe, expect } from 'vitest';
import { listenIn, startGateway, type Gateway, type Wire } from '../support/gateway.js';
import {
  openingHoursOf,
  ratingOf,
  startPartnerSubgraph,
  type PartnerSubgraph,
} from '../support/partner-subgraph.js';
import { sharedStack } from '../support/fixture.js';

/** Sales units of seven merchants in three countries, as the sandbox holds them. */
const names: Readonly<Record<string, string>> = {
  '204117': 'Måkeskrik Nettbutikk',
  '204127': 'Måkeskrik Torget',
  '204139': 'Måkeskrik Moloen',
  '204146': 'Måkeskrik Stasjonen',
  '204155': 'Måkeskrik Rådhuset',
  '204166': 'Måkeskrik Bønneklubben',
  '204172': 'Måkeskrik Kundeklubb',
  '211902': 'Rugsol Kagebestilling',
  '211912': 'Rugsol Nørregade',
  '211924': 'Rugsol Havnen',
  '220450': 'Lysefloen IL Cuper og turneringer',
  '220460': 'Lysefloen IL Kiosken',
  '220472': 'Lysefloen IL Kamplodd',
  '220479': 'Lysefloen IL Medlemskap',
  '220488': 'Lysefloen IL Dugnad',
  '236774': 'Hiidensaaren Pursiseura Jäsenmaksut',
  '251308': 'Fjordskyss Billetter på nett',
  '251318': 'Fjordskyss Bedriftskonto',
  '251330': 'Fjordskyss Gavekort',
  '251337': 'Fjordskyss Kaia Nord',
  '251346': 'Fjordskyss Kaia Sør',
  '251357': 'Fjordskyss Kafeen om bord',
  '251363': 'Fjordskyss Kiosken om bord',
  '251371': 'Fjordskyss Bilbilletter',
  '251381': 'Fjordskyss Sykkelutleie',
};
const msns = Object.keys(names).sort();

const ferries = { scheme: 'business:NO:ORG', id: '311258613' };
const bakery = { scheme: 'business:FI:Y-tunnus', id: '9911756-6' };
let partners: PartnerSubgraph[];
let wires: { vipps: Wire; shops: Wire; ratings: Wire };
let gateway: Gateway;

// Without a cache, what one test asked can't save another one its calls.
const it = sharedStack({ env: { CACHE_MAX_BYTES: '0' } });
it.beforeAll(async ({ stack }) => {
  const [shops, ratings] = await Promise.all([
    startPartnerSubgraph('shops'),
    startPartnerSubgraph('ratings'),
  ]);
  partners = [shops, ratings];
  wires = {
    vipps: await listenIn(`${stack.url}/graphql`),
    shops: await listenIn(shops.url),
    ratings: await listenIn(ratings.url),
  };
  gateway = await startGateway(wires);
}, 30_000);

afterAll(async () => {
  await gateway.stop();
  await Promise.all(Object.values(wires).map((wire) => wire.stop()));
  await Promise.all(partners.map((part) => part.stop()));
});

it.beforeEach(async ({ stack }) => {
  for (const wire of Object.values(wires)) wire.clear();
  await stack.clearCalls();
});

const detailCall = (msn: string): string => `GET /management/v1/sales-units/${msn}`;

describe('a partner that lists shops by MSN', () => {
  const shopNames = 'query Shops($msns: [String!]!) { shops(msns: $msns) { msn openingHours name } }';

  it('gets the names of 25 of them by one _entities request, which costs one call for each', async ({
    stack,
  }) => {
    expect(await gateway.ask(shopNames, { msns })).toStrictEqual({
      data: { shops: msns.map((msn) => ({ msn, openingHours: openingHoursOf(msn), name: names[msn] })) },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 1, shops: 1, ratings: 0 });
    expect(wires.vipps.requests[0]?.query).toMatch(/_entities\(representations: ?\$representations\)/);
    expect(wires.vipps.requests[0]?.variables?.['representations']).toStrictEqual(
      msns.map((msn) => ({ __typename: 'SalesUnit', msn })),
    );
    expect([...(await stack.calls())].sort()).toStrictEqual(msns.map(detailCall));
  });

  it('costs one call for each distinct MSN when some come twice', async ({ stack }) => {
    const twenty = msns.slice(0, 20);
    const listed = [...twenty, ...twenty.slice(3, 8)];
    expect(await gateway.ask(shopNames, { msns: listed })).toStrictEqual({
      data: { shops: listed.map((msn) => ({ msn, openingHours: openingHoursOf(msn), name: names[msn] })) },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 1, shops: 1, ratings: 0 });
    expect([...(await stack.calls())].sort()).toStrictEqual(twenty.map(detailCall));
  });

  it('costs vipps nothing when only its own fields are asked for', async ({ stack }) => {
    expect(await gateway.ask('{ shops(msns: ["204117"]) { msn openingHours } }')).toStrictEqual({
      data: { shops: [{ msn: '204117', openingHours: openingHoursOf('204117') }] },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 0, shops: 1, ratings: 0 });
    expect(await stack.calls()).toStrictEqual([]);
  });

  it('gets null for the name of a shop whose MSN is unknown, without an error', async ({ stack }) => {
    expect(await gateway.ask(shopNames, { msns: ['204117', '99999'] })).toStrictEqual({
      data: {
        shops: [
          { msn: '204117', openingHours: openingHoursOf('204117'), name: 'Måkeskrik Nettbutikk' },
          { msn: '99999', openingHours: openingHoursOf('99999'), name: null },
        ],
      },
    });
    expect([...(await stack.calls())].sort()).toStrictEqual([detailCall('204117'), detailCall('99999')]);
  });

  it('gets an error for the shop whose MSN is malformed, and the names of the others', async ({ stack }) => {
    const answer = await gateway.ask(shopNames, { msns: ['204117', '007', '204127'] });
    expect(answer.data).toStrictEqual({
      shops: [
        { msn: '204117', openingHours: openingHoursOf('204117'), name: 'Måkeskrik Nettbutikk' },
        { msn: '007', openingHours: openingHoursOf('007'), name: null },
        { msn: '204127', openingHours: openingHoursOf('204127'), name: 'Måkeskrik Torget' },
      ],
    });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      message: 'msn must be a text of 4 to 10 digits, such as "7712041".',
      path: ['shops', 1],
      extensions: { code: 'BAD_USER_INPUT', serviceName: 'vipps' },
    });
    expect([...(await stack.calls())].sort()).toStrictEqual([detailCall('204117'), detailCall('204127')]);
  });

  it('reaches through the sales unit to the merchant and on to the third subgraph, one request per fetch', async ({
    stack,
  }) => {
    const query = 'query($msns: [String!]!) { shops(msns: $msns) { msn merchant { name rating } } }';
    const asked = ['251308', '251318', '204117'];
    const answer = await gateway.ask(query, { msns: asked });
    expect(answer).toStrictEqual({
      data: {
        shops: [
          {
            msn: '251308',
            merchant: { name: expect.stringContaining('Fjordskyss'), rating: ratingOf(ferries.id) },
          },
          {
            msn: '251318',
            merchant: { name: expect.stringContaining('Fjordskyss'), rating: ratingOf(ferries.id) },
          },
          {
            msn: '204117',
            merchant: {
              name: expect.stringContaining('Måkeskrik'),
              rating: expect.stringMatching(/^[ABC]$/),
            },
          },
        ],
      },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 1, shops: 1, ratings: 1 });
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/sales-units/')).sort()).toStrictEqual(
      [...asked].sort().map(detailCall),
    );
    expect(calls.filter((call) => call.includes('/merchants/'))).toHaveLength(2);
    expect(calls).toHaveLength(5);
  });
});

describe('sales units of this subgraph', () => {
  it('get the opening hours of 25 of them by one request to the partner, for one upstream call', async ({
    stack,
  }) => {
    const query = '{ salesUnits(first: 25) { totalCount nodes { msn name openingHours } } }';
    expect(await gateway.ask(query)).toStrictEqual({
      data: {
        salesUnits: {
          totalCount: 134,
          nodes: msns.map((msn) => ({ msn, name: names[msn], openingHours: openingHoursOf(msn) })),
        },
      },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 1, shops: 1, ratings: 0 });
    expect(wires.shops.requests[0]?.variables?.['representations']).toStrictEqual(
      msns.map((msn) => ({ __typename: 'SalesUnit', msn })),
    );
    expect(await stack.calls()).toStrictEqual(['GET /management/v1/sales-units']);
  });
});

describe('a partner that knows merchants by business identifier', () => {
  it('gets their names by one _entities request, which costs one call for each merchant', async ({
    stack,
  }) => {
    const query = `query($businesses: [BusinessInput!]!) {
      rated(businesses: $businesses) { rating status countryCode businessIdentifier { scheme id } }
    }`;
    expect(await gateway.ask(query, { businesses: [ferries, bakery, ferries] })).toStrictEqual({
      data: {
        rated: [ferries, bakery, ferries].map((businessIdentifier) => ({
          rating: ratingOf(businessIdentifier.id),
          status: 'ACTIVE',
          countryCode: businessIdentifier.scheme.split(':')[1],
          businessIdentifier,
        })),
      },
    });
    expect(requestCounts()).toStrictEqual({ vipps: 1, shops: 0, ratings: 1 });
    expect([...(await stack.calls())].sort()).toStrictEqual([
      'GET /management/v1/merchants/business:FI:Y-tunnus/9911756-6',
      'GET /management/v1/merchants/business:NO:ORG/311258613',
    ]);
  });
});

function requestCounts() {
  const { vipps, shops, ratings } = wires;
  return { vipps: vipps.requests.length, shops: shops.requests.length, ratings: ratings.requests.length };
}
