import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { sharedStack } from '../support/fixture.js';
import type { GraphAnswer, Stack } from '../support/stack.js';

const compiled = sharedStack({ env: { CACHE_MAX_BYTES: '0' } });
const byApollo = sharedStack({ env: { CACHE_MAX_BYTES: '0', COMPILE_QUERIES: 'false' } });

type Body = Exclude<FaultInput['body'], undefined>;

const UNITS = '/management/v1/sales-units';
const UNIT = `${UNITS}/204117`;
const LEDGERS = '/settlement/v1/ledgers';

const ofUnits = '{ salesUnits { totalCount nodes { msn configuration { captureType } } } }';
const ofMerchant = '{ salesUnit(msn: "204117") { msn merchant { name } } }';
const ofLedgers = '{ ledgers { totalCount nodes { funds(first: 1) { totalCount: isComplete } } } }';
const unusable = 'it holds an id that nothing can be asked by';

type Case = readonly [what: string, path: string, query: string, body: Body];

/** Bodies that look right but for an id. */
const ids: readonly Case[] = [
  ...['..', '.', '', '../../x', '204117.5', ' 204117 ', 'a?b#c', '\ud800'].map((msn): Case => [
    `the MSN ${JSON.stringify(msn)}`,
    UNITS,
    ofUnits,
    [{ msn, name: 'A' }],
  ]),
  ['an MSN with blanks', UNIT, ofMerchant, { msn: ' 204117 ' }],
  ...['', '.', '..', '\udc00', ' 311204173'].flatMap((id): readonly Case[] => [
    [
      `the organisation ${JSON.stringify(id)}`,
      UNIT,
      ofMerchant,
      { msn: '204117', businessIdentifier: { scheme: 'business:NO:ORG', id } },
    ],
    [
      `the scheme ${JSON.stringify(id)}`,
      UNIT,
      ofMerchant,
      { msn: '204117', businessIdentifier: { scheme: id, id: '311204173' } },
    ],
    [`the ledger ${JSON.stringify(id)}`, LEDGERS, ofLedgers, { items: [{ ledgerId: id }], cursor: null }],
    [
      `the owner ${JSON.stringify(id)}`,
      LEDGERS,
      ofLedgers,
      { items: [{ ledgerId: '418806', owner: { scheme: 'business:NO:ORG', id } }], cursor: null },
    ],
  ]),
];

const lists: Readonly<Record<string, readonly [path: string, query: string, body: Body]>> = {
  salesUnits: [UNITS, '{ salesUnits { totalCount } }', []],
  ledgers: [LEDGERS, '{ ledgers { totalCount } }', { items: [], cursor: null }],
  'a date': [
    '/report/v2/ledgers/418806/funds/dates/2026-09-14',
    '{ ledger(ledgerId: "418806") { funds(date: "2026-09-14") { isComplete nodes { time } } } }',
    { items: [], hasMore: false, tryLater: false },
  ],
};

describe.each([
  ['compiled', compiled],
  ['by Apollo Server', byApollo],
])("what can't be used of an answer, %s", (_way, it) => {
  it.beforeEach(({ stack }) => stack.sandbox.faults.clear());

  it.for(ids)('is the fault of its API: %s', async ([, path, query, body], { stack }) => {
    await stack.sandbox.faults.add({ path, method: 'GET', times: null, status: 200, body });
    expect(await codesOf(stack, query)).toEqual([
      { message: expect.stringContaining(`${unusable}.`) as string, code: 'UPSTREAM_BAD_RESPONSE' },
    ]);
    expect(stack.logs.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('does not begin with the number of an account, by which nothing is asked', async ({ stack }) => {
    const body = { msn: '204117', settlementBankAccount: { scheme: 'bank:NO', id: '' } };
    await stack.sandbox.faults.add({ path: UNIT, method: 'GET', status: 200, body });
    expect(await stack.askText('{ salesUnit(msn: "204117") { settlementBankAccount { id } } }')).toEqual({
      data: { salesUnit: { settlementBankAccount: { id: '' } } },
    });
  });

  it.for(
    Object.entries(lists).flatMap(([name, of]) =>
      [201, 202, 203, 206, 207, 226].map((status) => [name, status, of] as const),
    ),
  )('is a list that comes with another status than 200: %s, %i', async ([, status, of], { stack }) => {
    const [path, query, body] = of;
    await stack.sandbox.faults.add({ path, method: 'GET', times: null, status, body });
    expect(await codesOf(stack, query)).toEqual([
      {
        message: expect.stringContaining(
          `it came with the status ${String(status)} instead of 200.`,
        ) as string,
        code: 'UPSTREAM_BAD_RESPONSE',
      },
    ]);
  });

  it('is a list whose own cursor is refused', async ({ stack }) => {
    const body = { items: [{ ledgerId: '418806' }], cursor: 'same' };
    await stack.sandbox.faults.add({ path: LEDGERS, method: 'GET', status: 200, body });
    await stack.sandbox.faults.add({ path: LEDGERS, method: 'GET', status: 400, body: { title: 'no' } });
    expect(await codesOf(stack, '{ ledgers { totalCount } }')).toEqual([
      {
        message: expect.stringContaining('it refuses the cursor that it gave.') as string,
        code: 'UPSTREAM_BAD_RESPONSE',
      },
    ]);
  });

  it('is an amount in what is no currency, and a time that is none: each an error at its field', async ({
    stack,
  }) => {
    const [path, sales] = [
      '/report/v2/ledgers/418806/funds/dates/2026-09-14',
      '/sales/report/v1/ledgers/418806/dates/2026-09-14',
    ];
    const query = `{ ledger(ledgerId: "418806") {
      funds(date: "2026-09-14") { nodes { reference amount { value } time } }
      salesEvents(date: "2026-09-14") { nodes { reference amounts { gross { value } } time } } } }`;
    const odd = [{ currency: 5 }, { currency: 'N' }, { time: 5 }, { time: '2026-13-45' }];
    const missing = [
      { currency: null, time: null },
      { currency: '', time: '' },
    ];
    const items = (amount: object) =>
      [...odd, ...missing].map((each, index) => ({
        reference: String(index),
        currency: 'NOK',
        time: '2026-09-14T10:00:00Z',
        ...amount,
        ...each,
      }));
    const body = { items: items({ amount: 1 }), hasMore: false, tryLater: false };
    await stack.sandbox.faults.add({ path, method: 'GET', status: 200, body });
    const events = { items: items({ amounts: { gross: 1 } }), hasMore: false };
    await stack.sandbox.faults.add({ path: sales, method: 'GET', status: 200, body: events });
    const { data, errors = [] }: GraphAnswer<unknown> = await stack.askText(query);
    const time = '2026-09-14T10:00:00Z';
    const nodes = (amount: (value: object | null) => object) =>
      [
        { ...amount(null), time },
        { ...amount(null), time },
        { ...amount({ value: '1' }), time: null },
        { ...amount({ value: '1' }), time: null },
        { ...amount(null), time: null },
        { ...amount(null), time: null },
      ].map((each, index) => ({ reference: String(index), ...each }));
    expect(
      JSON.parse(
        JSON.stringify(data).replaceAll('"value":1}', '"value":"1"}').replaceAll('"time":""', '"time":null'),
      ),
    ).toEqual({
      ledger: {
        funds: { nodes: nodes((amount) => ({ amount })) },
        salesEvents: { nodes: nodes((gross) => ({ amounts: { gross } })) },
      },
    });
    expect(
      errors.map(({ path: at, extensions }) => `${at?.join('.') ?? ''} ${String(extensions['code'])}`).sort(),
    ).toEqual(
      [0, 1]
        .flatMap((index) => [
          `ledger.funds.nodes.${String(index)}.amount UPSTREAM_BAD_RESPONSE`,
          `ledger.funds.nodes.${String(index + 2)}.time UPSTREAM_BAD_RESPONSE`,
          `ledger.salesEvents.nodes.${String(index)}.amounts.gross UPSTREAM_BAD_RESPONSE`,
          `ledger.salesEvents.nodes.${String(index + 2)}.time UPSTREAM_BAD_RESPONSE`,
        ])
        .sort(),
    );
  });

  it('is a price package that comes twice: it is shown once', async ({ stack }) => {
    const pricePackageId = '0c9b7c52-8a9e-4d0c-9d56-6c0f6a1b2e37';
    const body = ['A', 'B'].map((name) => ({ pricePackageId, name }));
    const path = '/management/v1/partners/price-packages';
    await stack.sandbox.faults.add({ path, method: 'GET', status: 200, body });
    expect(await stack.askText('{ pricePackages { pricePackageId name } }')).toEqual({
      data: { pricePackages: [{ pricePackageId, name: 'A' }] },
    });
  });
});

async function codesOf(stack: Stack, query: string): Promise<unknown> {
  const { errors = [] } = await stack.askText(query);
  return errors.map(({ message, extensions }) => ({ message, code: extensions['code'] }));
}
