import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { GraphAnswer, Stack } from '../support/stack.js';

const roastery = { scheme: 'business:NO:ORG', id: '311204173' };
const ferries = { scheme: 'business:NO:ORG', id: '311258613' };
const unknown = { scheme: 'business:NO:ORG', id: '999999999' };

const units = [
  ['204117', 'Måkeskrik Nettbutikk'],
  ['204127', 'Måkeskrik Torget'],
  ['204139', 'Måkeskrik Moloen'],
  ['204146', 'Måkeskrik Stasjonen'],
  ['204155', 'Måkeskrik Rådhuset'],
  ['204166', 'Måkeskrik Bønneklubben'],
  ['204172', 'Måkeskrik Kundeklubb'],
  ['211902', 'Rugsol Kagebestilling'],
  ['211912', 'Rugsol Nørregade'],
  ['211924', 'Rugsol Havnen'],
  ['220450', 'Lysefloen IL Cuper og turneringer'],
  ['220460', 'Lysefloen IL Kiosken'],
  ['220472', 'Lysefloen IL Kamplodd'],
  ['220479', 'Lysefloen IL Medlemskap'],
  ['220488', 'Lysefloen IL Dugnad'],
  ['236774', 'Hiidensaaren Pursiseura Jäsenmaksut'],
  ['251308', 'Fjordskyss Billetter på nett'],
  ['251318', 'Fjordskyss Bedriftskonto'],
  ['251330', 'Fjordskyss Gavekort'],
  ['251337', 'Fjordskyss Kaia Nord'],
] as const;

const entitiesQuery = `query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on SalesUnit { msn unitName: name }
    ... on Merchant { businessIdentifier { scheme id } merchantName: name }
  }
}`;

const unitCall = (msn: string): string => `GET /management/v1/sales-units/${msn}`;
const merchantCall = ({ scheme, id }: { scheme: string; id: string }): string =>
  `GET /management/v1/merchants/${scheme}/${id}`;

const nettbutikk = { __typename: 'SalesUnit', msn: '204117', unitName: 'Måkeskrik Nettbutikk' };
const torget = { __typename: 'SalesUnit', msn: '204127', unitName: 'Måkeskrik Torget' };
const roasteryEntity = {
  __typename: 'Merchant',
  businessIdentifier: roastery,
  merchantName: 'Måkeskrik Kaffebrenneri AS',
};

const it = freshStack();

describe('references to entities', () => {
  it('are answered one by one, good, unknown and malformed ones of both types mixed in one call', async ({
    stack,
  }) => {
    const ids = await idsOf(stack, '204127', roastery);
    await stack.clearCalls();
    const answer = await entities(stack, [
      { __typename: 'SalesUnit', msn: '204139' },
      { __typename: 'SalesUnit', msn: '9999999999' },
      { __typename: 'SalesUnit' },
      { __typename: 'Merchant', businessIdentifier: ferries },
      { __typename: 'SalesUnit', msn: null },
      { __typename: 'SalesUnit', msn: 204117 },
      { __typename: 'Merchant', businessIdentifier: unknown },
      { __typename: 'SalesUnit', msn: { digits: '204117' } },
      { __typename: 'SalesUnit', id: ids.unit.slice(0, -4) },
      { __typename: 'SalesUnit', id: ids.merchant },
      { __typename: 'Merchant', id: ids.unit },
      { __typename: 'Merchant', businessIdentifier: null },
      { __typename: 'Merchant', businessIdentifier: { scheme: 'business:NO:ORG' } },
      { __typename: 'Merchant', businessIdentifier: 'business:NO:ORG:311204173' },
      { __typename: 'Merchant' },
      { __typename: 'SalesUnit', id: ids.unit },
      { __typename: 'Merchant', id: ids.merchant },
    ]);
    expect(answer.data).toStrictEqual({
      _entities: [
        { __typename: 'SalesUnit', msn: '204139', unitName: 'Måkeskrik Moloen' },
        { __typename: 'SalesUnit', msn: '9999999999', unitName: null },
        null,
        { __typename: 'Merchant', businessIdentifier: ferries, merchantName: 'Fjordskyss Ferger AS' },
        null,
        null,
        { __typename: 'Merchant', businessIdentifier: unknown, merchantName: null },
        ...Array.from({ length: 8 }, () => null),
        torget,
        roasteryEntity,
      ],
    });
    const msnRule = ['msn must be a text of 4 to 10 digits, such as "7712041".', ['msn']] as const;
    const unitIdRule = [
      'id is not the id of a SalesUnit. Take it from the `id` field of one.',
      ['id'],
    ] as const;
    const merchantIdRule = [
      'id is not the id of a Merchant. Take it from the `id` field of one.',
      ['id'],
    ] as const;
    const schemeRule = [
      'businessIdentifier.scheme must be 10 to 30 characters such as "business:NO:ORG".',
      ['businessIdentifier', 'scheme'],
    ] as const;
    const numberRule = [
      'businessIdentifier.id must be a text of 4 to 50 digits and hyphens, such as "311100459".',
      ['businessIdentifier', 'id'],
    ] as const;
    expect(errorsByIndex(answer)).toStrictEqual([
      badReference(2, ...msnRule),
      badReference(4, ...msnRule),
      badReference(5, ...msnRule),
      badReference(7, ...msnRule),
      badReference(8, ...unitIdRule),
      badReference(9, ...unitIdRule),
      badReference(10, ...merchantIdRule),
      badReference(11, ...schemeRule),
      badReference(12, ...numberRule),
      badReference(13, ...schemeRule),
      badReference(14, ...schemeRule),
    ]);
    // What is malformed never costs a call.
    expect(await sortedCalls(stack)).toStrictEqual([
      merchantCall(roastery),
      merchantCall(ferries),
      merchantCall(unknown),
      unitCall('204127'),
      unitCall('204139'),
      unitCall('9999999999'),
    ]);
  });

  it('find the same entity by its id as by its natural key, for no call', async ({ stack, start }) => {
    const query = `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on SalesUnit { id msn } ... on Merchant { id businessIdentifier { scheme id } } }
    }`;
    const byKey = [
      { __typename: 'SalesUnit', msn: '204117' },
      { __typename: 'Merchant', businessIdentifier: roastery },
    ];
    const first = await stack.askText(query, { representations: byKey });
    expect(first.errors).toBeUndefined();
    const [unit, merchant] = idsIn(first);
    const fresh = await start();
    const second = await fresh.askText(query, {
      representations: [
        { __typename: 'SalesUnit', id: unit },
        { __typename: 'Merchant', id: merchant },
        { __typename: 'Merchant', businessIdentifier: roastery },
        { __typename: 'SalesUnit', msn: '204117' },
      ],
    });
    const calls = [...(await fresh.calls())].sort();
    expect(second).toStrictEqual({
      data: {
        _entities: [
          { id: unit, msn: '204117' },
          { id: merchant, businessIdentifier: roastery },
          { id: merchant, businessIdentifier: roastery },
          { id: unit, msn: '204117' },
        ],
      },
    });
    expect(calls).toStrictEqual([]);
  });

  it('cost one call for each distinct one: 25 with 5 repeats cost 20, and the same again costs none', async ({
    stack,
  }) => {
    const msns = units.map(([msn]) => msn);
    const representations = [...msns, ...msns.slice(7, 12)].map((msn) => ({ __typename: 'SalesUnit', msn }));
    const expected = {
      data: {
        _entities: [...units, ...units.slice(7, 12)].map(([msn, unitName]) => ({
          __typename: 'SalesUnit',
          msn,
          unitName,
        })),
      },
    };
    expect(await entities(stack, representations)).toStrictEqual(expected);
    expect(await sortedCalls(stack)).toStrictEqual(msns.map(unitCall));
    await stack.clearCalls();
    expect(await entities(stack, representations)).toStrictEqual(expected);
    expect(await stack.calls()).toStrictEqual([]);
  });

  it('remember for a while that one does not exist', async ({ stack }) => {
    const representations = [
      { __typename: 'SalesUnit', msn: '999999' },
      { __typename: 'Merchant', businessIdentifier: { scheme: 'business:DK:CVR', id: '99999999' } },
    ];
    const keys = [
      { __typename: 'SalesUnit', msn: '999999', unitName: null },
      {
        __typename: 'Merchant',
        businessIdentifier: { scheme: 'business:DK:CVR', id: '99999999' },
        merchantName: null,
      },
    ];
    for (const calls of [2, 0]) {
      expect(await entities(stack, representations)).toStrictEqual({ data: { _entities: keys } });
      expect(await stack.calls()).toHaveLength(calls);
      await stack.clearCalls();
    }
  });

  it('by a well-formed id around a malformed key are refused without a call', async ({ stack }) => {
    const forged = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const answer = await entities(stack, [
      { __typename: 'SalesUnit', id: forged('SalesUnit', '../../accesstoken/get') },
      { __typename: 'SalesUnit', id: forged('SalesUnit', '204117', '204127') },
      { __typename: 'Merchant', id: forged('Merchant', 'business:NO:ORG', '..') },
      { __typename: 'SalesUnit', msn: '204117' },
    ]);
    expect(answer.data).toStrictEqual({ _entities: [null, null, null, nettbutikk] });
    expect(errorsByIndex(answer).map(({ path, extensions }) => [path, extensions['code']])).toStrictEqual([
      [['_entities', 0], 'BAD_USER_INPUT'],
      [['_entities', 1], 'BAD_USER_INPUT'],
      [['_entities', 2], 'BAD_USER_INPUT'],
    ]);
    expect(await stack.calls()).toStrictEqual([unitCall('204117')]);
  });

  it('blame the key that was sent when an id holds a malformed one', async ({ stack }) => {
    const id = Buffer.from('["SalesUnit","x"]').toString('base64url');
    const { errors } = await entities(stack, [{ __typename: 'SalesUnit', id }]);
    expect(errors?.map(({ extensions }) => extensions)).toStrictEqual([
      { code: 'BAD_USER_INPUT', argument: ['id'] },
    ]);
  });

  it('fail alone when the API fails for one of them', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204127', times: null, status: 403 });
    const answer = await entities(stack, [
      { __typename: 'SalesUnit', msn: '204117' },
      { __typename: 'SalesUnit', msn: '204127' },
      { __typename: 'Merchant', businessIdentifier: roastery },
    ]);
    expect(answer).toStrictEqual({
      data: { _entities: [nettbutikk, { ...torget, unitName: null }, roasteryEntity] },
      errors: [
        {
          message: 'The keys in use may not do this in the Vipps MobilePay Management API.',
          path: ['_entities', 1, 'unitName'],
          locations: [{ line: 4, column: 28 }],
          extensions: { code: 'FORBIDDEN', upstream: { api: 'management', status: 403 } },
        },
      ],
    });
    expect(await sortedCalls(stack)).toStrictEqual([
      merchantCall(roastery),
      unitCall('204117'),
      unitCall('204127'),
    ]);
  });

  it('cost no call where their own type is asked for nothing but its key, whatever is asked of others', async ({
    stack,
  }) => {
    const query = `query($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on _Entity { ...Unit ...Owner }
        ... on SalesUnit { order(paymentType: ECOM, orderId: "x") { orderId } }
        ... on Ledger { currency }
      }
    }
    fragment Unit on SalesUnit { id msn }
    fragment Owner on Merchant { id name }`;
    const representations = [
      { __typename: 'SalesUnit', msn: '204117' },
      { __typename: 'Merchant', businessIdentifier: roastery },
    ];
    const { data, errors } = await stack.askText(query, { representations });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      _entities: [{ msn: '204117', order: { orderId: 'x' } }, { name: 'Måkeskrik Kaffebrenneri AS' }],
    });
    expect(await stack.calls()).toStrictEqual([merchantCall(roastery)]);
  });

  it('are answered from their keys when they are of units that belong to others', async ({ start }) => {
    const stack = await start({ keys: 'merchant' });
    const answer = await entities(stack, [
      { __typename: 'SalesUnit', msn: '251308' },
      { __typename: 'SalesUnit', msn: '204117' },
      { __typename: 'Merchant', businessIdentifier: roastery },
    ]);
    expect(answer).toStrictEqual({
      data: {
        _entities: [
          { __typename: 'SalesUnit', msn: '251308', unitName: 'Fjordskyss Billetter på nett' },
          { ...nettbutikk, unitName: null },
          { ...roasteryEntity, merchantName: null },
        ],
      },
    });
    expect(await sortedCalls(stack)).toStrictEqual([
      merchantCall(roastery),
      unitCall('204117'),
      unitCall('251308'),
    ]);
  });

  it('never harm the others, whatever JSON stands where a key should be', async ({ stack }) => {
    await entities(stack, [
      { __typename: 'SalesUnit', msn: '204117' },
      { __typename: 'Merchant', businessIdentifier: roastery },
    ]);
    await stack.clearCalls();
    const key = fc.jsonValue().filter((value) => {
      const json = JSON.stringify(value);
      // The body parser refuses such a body as a whole, and a text that looks right would be asked for upstream.
      return !/__proto__|constructor/.test(json) && !/^"\d{4,10}"$/.test(json);
    });
    const field = fc.constantFrom('msn', 'id', 'businessIdentifier', 'scheme');
    const typename = fc.constantFrom('SalesUnit', 'Merchant');
    await fc.assert(
      fc.asyncProperty(typename, field, key, async (__typename, name, value) => {
        const { data, errors } = await entities(stack, [
          { __typename: 'SalesUnit', msn: '204117' },
          { __typename, [name]: value },
          { __typename: 'Merchant', businessIdentifier: roastery },
        ]);
        expect(data).toStrictEqual({ _entities: [nettbutikk, null, roasteryEntity] });
        expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toStrictEqual([
          { path: ['_entities', 1], code: 'BAD_USER_INPUT' },
        ]);
      }),
      { numRuns: 200 },
    );
    expect(await stack.calls()).toStrictEqual([]);
  });
});

function entities(stack: Stack, representations: readonly object[]): Promise<GraphAnswer<unknown>> {
  return stack.askText(entitiesQuery, { representations });
}

async function idsOf(stack: Stack, msn: string, businessIdentifier: { scheme: string; id: string }) {
  const answer = await stack.askText(
    `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on SalesUnit { id } ... on Merchant { id } }
    }`,
    {
      representations: [
        { __typename: 'SalesUnit', msn },
        { __typename: 'Merchant', businessIdentifier },
      ],
    },
  );
  const [unit, merchant] = idsIn(answer);
  if (unit === undefined || merchant === undefined) throw new Error('no ids');
  return { unit, merchant };
}

function idsIn(answer: GraphAnswer<unknown>): string[] {
  const { _entities: found } = answer.data as { readonly _entities: readonly { readonly id: string }[] };
  return found.map(({ id }) => id);
}

function badReference(index: number, message: string, argument: readonly string[]) {
  return {
    message,
    locations: [{ line: 2, column: 3 }],
    path: ['_entities', index],
    extensions: { code: 'BAD_USER_INPUT', argument },
  };
}

/** References are answered side by side, so their errors come in any order. */
function errorsByIndex({ errors = [] }: GraphAnswer<unknown>) {
  return errors.toSorted((one, other) => Number(one.path?.[1]) - Number(other.path?.[1]));
}

async function sortedCalls(stack: Stack): Promise<string[]> {
  return [...(await stack.calls())].sort();
}
