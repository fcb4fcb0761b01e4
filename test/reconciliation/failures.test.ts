import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const DATE = '2026-08-02';
const NOW = '2026-10-20T10:00:00Z';

// Where the machine is slow nothing else may time out.
const SLOW = { UPSTREAM_ATTEMPT_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '60000' };
const it = freshStack({
  now: NOW,
  env: { ...SLOW, UPSTREAM_RETRIES: '1', UPSTREAM_RETRY_BASE_MS: '1' },
});
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze(NOW);
  await stack.sandbox.ledgers.put(LEDGER, { pageSize: 50 });
});

const FUNDS = `/report/v2/ledgers/${LEDGER}/funds/dates/${DATE}`;
const FEES = `/report/v2/ledgers/${LEDGER}/fees/dates/${DATE}`;
const SALES = `/sales/report/v1/ledgers/${LEDGER}/dates/${DATE}`;

const ask = (stack: Stack) =>
  stack.askText(`{ ledger(ledgerId: "${LEDGER}") { close(from: "${DATE}", to: "${DATE}") { state hash } } }`);

describe('a close that can not read all', () => {
  const cases: readonly (readonly [what: string, fault: FaultInput, code: string])[] = [
    [
      'an error on the third page',
      { path: FUNDS, status: 500, skip: 2, times: null },
      'UPSTREAM_UNAVAILABLE',
    ],
    ['no more calls', { path: FEES, rateLimit: { retryAfterSeconds: 60 }, times: null }, 'RATE_LIMITED'],
    ['half an answer', { path: SALES, reset: 'within', times: null }, 'UPSTREAM_UNAVAILABLE'],
    [
      'a page that leads back',
      {
        path: FUNDS,
        status: 200,
        body: { items: [], hasMore: true, tryLater: false, cursor: 'a' },
        times: null,
      },
      'UPSTREAM_BAD_RESPONSE',
    ],
    ['a date of sales that is none', { path: SALES, status: 404, times: null }, 'UPSTREAM_BAD_RESPONSE'],
    ['a date that is none', { path: FEES, status: 404, times: null }, 'UPSTREAM_BAD_RESPONSE'],
  ];

  it.for(cases)('is an error and no part of one: %s', async ([, fault, code], { stack }) => {
    await stack.sandbox.faults.add(fault);
    expect(await ask(stack)).toMatchObject({
      data: { ledger: { close: null } },
      errors: [{ path: ['ledger', 'close'], extensions: { code } }],
    });
  });

  it('is one as soon as that has passed', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: FUNDS, status: 500, skip: 2, times: 2 });
    expect(await ask(stack)).toMatchObject({ data: { ledger: { close: null } } });
    expect(await ask(stack)).toMatchObject({ data: { ledger: { close: { state: 'BALANCED' } } } });
  });

  it('does not wait for ever', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_RETRIES: '0', REQUEST_TIMEOUT_MS: '1500' } });
    await stack.sandbox.faults.add({ path: SALES, hang: true, times: null });
    expect(await ask(stack)).toMatchObject({
      data: { ledger: { close: null } },
      errors: [{ path: ['ledger', 'close'], extensions: { code: 'UPSTREAM_TIMEOUT' } }],
    });
  });
});

it('tells of an entry that the API gives twice, on two pages, and counts it once', async ({ stack }) => {
  const entry = (pspReference: string, balanceBefore: number, amount: number) => ({
    pspReference,
    time: `${DATE}T10:00:00Z`,
    ledgerDate: DATE,
    entryType: 'capture',
    reference: `order ${pspReference}`,
    currency: 'NOK',
    amount,
    balanceBefore,
    balanceAfter: balanceBefore + amount,
    recipientHandle: null,
  });
  const [one, two, three] = [entry('a', 0, 500), entry('b', 500, 200), entry('c', 700, 10)];
  const path = `/report/v2/ledgers/700031/funds/dates/${DATE}`;
  for (const body of [
    { items: [one, two], hasMore: true, tryLater: false, cursor: 'next' },
    { items: [two, three], hasMore: false, tryLater: false },
  ])
    await stack.sandbox.faults.add({ path, status: 200, body });
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "700031") { close(from: "${DATE}", to: "${DATE}") { state totals { captures { value } closingBalance { value } unexplained { value } } nodes { differences { kind amount { value } references message } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    ledger: {
      close: {
        state: 'OFF',
        totals: { captures: { value: 710 }, closingBalance: { value: 710 }, unexplained: { value: 200 } },
        nodes: [
          {
            differences: [
              {
                kind: 'DUPLICATE',
                amount: { value: 200 },
                references: ['b', 'order b'],
                message: 'It is given twice on `funds`, and counted once.',
              },
            ],
          },
        ],
      },
    },
  });
});

it('says whose fault it is that amounts are too large to be added', async ({ stack }) => {
  const entry = (pspReference: string) => ({
    pspReference,
    time: `${DATE}T10:00:00Z`,
    ledgerDate: DATE,
    entryType: 'capture',
    currency: 'NOK',
    amount: Number.MAX_SAFE_INTEGER,
  });
  await stack.sandbox.faults.add({
    path: `/report/v2/ledgers/700031/funds/dates/${DATE}`,
    status: 200,
    body: { items: [entry('a'), entry('b')], hasMore: false, tryLater: false },
  });
  expect(
    await stack.askText(`{ ledger(ledgerId: "700031") { close(from: "${DATE}", to: "${DATE}") { state } } }`),
  ).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }] });
});
