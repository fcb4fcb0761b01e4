import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { FakeClock, Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-05-23T10:00:00Z' });

/** Settled every Monday; every day; without a sale. */
const [WEEKLY, DAILY, QUIET] = ['420177', '418914', '700031'];
/** A web shop, which the Sales API does not cover, and its unit. */
const [SHOP, MSN] = ['421006', '251308'];

const dates = (ledgerId: string, ...days: readonly number[]): readonly string[] =>
  days.map((day) => `GET /report/v2/ledgers/${ledgerId}/funds/dates/2026-05-${String(day).padStart(2, '0')}`);
const reads = async (stack: Stack): Promise<readonly string[]> =>
  (await stack.calls()).filter((call) => !call.includes('/settlement/'));
const funds = (ledgerId: string, day: string, fields: string): string =>
  `{ ledger(ledgerId: "${ledgerId}") { funds(date: "${day}", first: 1000) { nodes { ${fields} } } } }`;
async function nodesOf(stack: Stack, query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { data, errors } = await stack.askText(query);
  expect(errors).toBeUndefined();
  return (data as unknown as { ledger: { funds: { nodes: Readonly<Record<string, unknown>>[] } } }).ledger
    .funds.nodes;
}

it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze('2026-05-23T10:00:00Z');
  await stack.clearCalls();
});

describe('the payout of an entry', () => {
  it('is looked for from its own date on, once for all: a week costs seven calls, and none again', async ({
    stack,
  }) => {
    const query = funds(WEEKLY, '2026-05-04', 'payout { ledgerDate entry { entryType } }');
    const nodes = await nodesOf(stack, query);
    expect(nodes.length).toBeGreaterThan(5);
    const payout = { ledgerDate: '2026-05-10', entry: { entryType: 'PAYOUT_SCHEDULED' } };
    expect(nodes).toEqual(nodes.map(() => ({ payout })));
    expect(await reads(stack)).toEqual(dates(WEEKLY, 4, 5, 6, 7, 8, 9, 10));
    await stack.clearCalls();
    expect(await nodesOf(stack, `${query} `)).toEqual(nodes);
    expect(await stack.calls()).toEqual([]);
  });

  it('costs no call beyond its own date with daily settlement; of a payout it is itself', async ({
    stack,
  }) => {
    const nodes = await nodesOf(stack, funds(DAILY, '2026-05-20', 'entryType payout { ledgerDate }'));
    expect(nodes.at(-1)).toEqual({ entryType: 'PAYOUT_SCHEDULED', payout: { ledgerDate: '2026-05-20' } });
    expect(new Set(nodes.map(({ payout }) => JSON.stringify(payout))).size).toBe(1);
    expect(await reads(stack)).toEqual(dates(DAILY, 20));
  });

  it('is null while there is none on the dates that were looked at, and those have an end', async ({
    stack,
  }) => {
    const nodes = await nodesOf(
      stack,
      funds(WEEKLY, '2026-05-19', 'none: payout(laterDays: 2) { number } open: payout { number }'),
    );
    expect(nodes.length).toBeGreaterThan(5);
    expect(nodes).toEqual(nodes.map(() => ({ none: null, open: null })));
    // The 23rd is today.
    expect(await reads(stack)).toEqual(dates(WEEKLY, 19, 20, 21, 22, 23));
  });

  it('waits while the balance is below zero, leaves a reserve, and may lack its bank reference', async ({
    stack,
    clock,
  }) => {
    const book = (...entries: readonly [string, number][]) =>
      stack.sandbox.ledgers.addEntries(
        QUIET,
        'funds',
        entries.map(([entryType, amount]) => ({
          entryType,
          amount,
          pspReference: `${entryType}${String(amount)}`,
        })),
      );
    await book(['refund', -500]);
    await nextDay(stack, clock);
    await book(['top-up', 400], ['capture', 60]);
    await nextDay(stack, clock);
    await book(['capture', 1_000]);
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'payout-scheduled', amount: -900, pspReference: `${QUIET}-2014001` },
    ]);
    const fields =
      'ledgerDate number bankReference fromDate isWhole isComplete amount { value } openingBalance { value } closingBalance { value } sums { entryType count amount { value } } unexplained { value } faults entries { nodes { pspReference } }';
    const [refund] = await nodesOf(stack, funds(QUIET, '2026-05-23', `payout { ${fields} }`));
    expect(refund).toEqual({
      payout: {
        ledgerDate: '2026-05-25',
        number: '2014001',
        bankReference: null,
        fromDate: '2026-05-23',
        isWhole: true,
        isComplete: false,
        amount: { value: 900 },
        openingBalance: { value: 0 },
        closingBalance: { value: 60 },
        sums: [
          { entryType: 'REFUND', count: 1, amount: { value: -500 } },
          { entryType: 'TOP_UP', count: 1, amount: { value: 400 } },
          { entryType: 'CAPTURE', count: 2, amount: { value: 1_060 } },
        ],
        unexplained: { value: 0 },
        faults: [],
        entries: {
          nodes: ['refund-500', 'top-up400', 'capture60', 'capture1000'].map((pspReference) => ({
            pspReference,
          })),
        },
      },
    });
  });

  it('that was given up leads to the entry that says so, and on to the payout that pays that', async ({
    stack,
    clock,
  }) => {
    const payout = (number: number, amount: number) => ({
      entryType: 'payout-scheduled',
      amount,
      pspReference: `${QUIET}-${String(number)}`,
    });
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'capture', amount: 700, pspReference: 'sale' },
      payout(1, -700),
    ]);
    await nextDay(stack, clock);
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'payout-aborted', amount: 700, pspReference: 'back' },
      payout(2, -700),
    ]);
    const query = funds(
      QUIET,
      '2026-05-23',
      'pspReference payout { number abortedBy { pspReference payout { number abortedBy { id } } } }',
    );
    const again = { pspReference: 'back', payout: { number: '2', abortedBy: null } };
    expect(await nodesOf(stack, query)).toEqual([
      { pspReference: 'sale', payout: { number: '1', abortedBy: again } },
      { pspReference: `${QUIET}-1`, payout: { number: '1', abortedBy: again } },
    ]);
  });

  it('of what was booked behind a payout on its date is the next one', async ({ stack, clock }) => {
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'capture', amount: 700, pspReference: 'sale' },
      { entryType: 'payout-scheduled', amount: -700, pspReference: `${QUIET}-1` },
      { entryType: 'capture', amount: 5, pspReference: 'late' },
    ]);
    await nextDay(stack, clock);
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'payout-scheduled', amount: -5, pspReference: `${QUIET}-2` },
    ]);
    const found = await nodesOf(
      stack,
      funds(QUIET, '2026-05-23', 'payout { number faults fromDate entries { nodes { pspReference } } }'),
    );
    const one = {
      number: '1',
      faults: ['NOT_LAST_OF_DATE'],
      fromDate: '2026-05-23',
      entries: { nodes: [{ pspReference: 'sale' }] },
    };
    const two = { ...one, number: '2', faults: [], entries: { nodes: [{ pspReference: 'late' }] } };
    expect(found).toEqual([{ payout: one }, { payout: one }, { payout: two }]);
  });
});

async function nextDay(stack: Stack, clock: FakeClock): Promise<void> {
  clock.advance(86_400);
  await stack.sandbox.clock.advance(86_400);
}

describe('the payouts of a ledger', () => {
  it('that come later are found from the end of what was read, also on dates that were open then', async ({
    stack,
    clock,
  }) => {
    const read = async (after: string | null) => {
      const { data, errors } = await stack.askText(
        `query ($after: String) { ledger(ledgerId: "${QUIET}") { payouts(from: "2026-05-20", to: "2026-05-31", after: $after) {
          isComplete nodes { number ledgerDate } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      expect(errors).toBeUndefined();
      return (
        data as unknown as {
          ledger: { payouts: { nodes: unknown; isComplete: boolean; pageInfo: { endCursor: string } } };
        }
      ).ledger.payouts;
    };
    const first = await read(null);
    expect(first).toMatchObject({ nodes: [], isComplete: false, pageInfo: { hasNextPage: false } });
    expect(await reads(stack)).toEqual(dates(QUIET, 20, 21, 22, 23));
    await stack.sandbox.ledgers.addEntries(QUIET, 'funds', [
      { entryType: 'capture', amount: 700 },
      { entryType: 'payout-scheduled', amount: -700, pspReference: `${QUIET}-1` },
    ]);
    await nextDay(stack, clock);
    await stack.clearCalls();
    const second = await read(first.pageInfo.endCursor);
    expect(second.nodes).toEqual([{ number: '1', ledgerDate: '2026-05-23' }]);
    expect(await reads(stack)).toEqual(dates(QUIET, 23, 24));
    expect((await read(second.pageInfo.endCursor)).nodes).toEqual([]);
  });
});

describe('the payouts of an order', () => {
  const order = (fields: string): string =>
    `{ order(msn: "${MSN}", paymentType: ECOM, orderId: "9130720001") { payouts${fields} } }`;

  it('are one query: the list of ledgers, the dates that are named, and those up to the payout', async ({
    stack,
  }) => {
    const query = order(
      '(from: "2026-05-19", days: 2) { fromDate toDate isComplete nodes { ledgerDate number bankReference amount { decimal } } unpaidEntries { id } }',
    );
    const answer = await stack.askText(query);
    expect(answer).toEqual({
      data: {
        order: {
          payouts: {
            fromDate: '2026-05-19',
            toDate: '2026-05-20',
            isComplete: true,
            nodes: [
              {
                ledgerDate: '2026-05-20',
                number: '2003065',
                bankReference: 'Utb. 2003065 Vippsnr 251308',
                amount: { decimal: expect.stringMatching(/^\d+\.\d\d$/) as string },
              },
            ],
            unpaidEntries: [],
          },
        },
      },
    });
    expect(await stack.calls()).toEqual([
      'GET /settlement/v1/ledgers',
      'GET /settlement/v1/ledgers?cursor=eyJmcm9tIjoxMCwiZmlsdGVyIjpudWxsfQ%3D%3D',
      ...dates(SHOP, 19, 20),
    ]);
    await stack.clearCalls();
    expect(await stack.askText(`${query} `)).toEqual(answer);
    expect(await stack.calls()).toEqual([]);
  });

  it('are none while nothing is paid: then its entries are told', async ({ stack }) => {
    await stack.sandbox.ledgers.addEntries(SHOP, 'funds', [
      { entryType: 'capture', amount: 100, reference: '9130720001', pspReference: 'today' },
    ]);
    const { data } = await stack.askText(
      order('(from: "2026-05-23", days: 1) { isComplete nodes { number } unpaidEntries { pspReference } }'),
    );
    expect(data).toEqual({
      order: { payouts: { isComplete: false, nodes: [], unpaidEntries: [{ pspReference: 'today' }] } },
    });
  });
});

describe('what is asked wrongly of payouts', () => {
  it('is refused with its rule, before any call', async ({ stack }) => {
    await stack.askText('{ ledgers { nodes { id } } }');
    await stack.clearCalls();
    const payouts = (args: string): string =>
      `{ ledger(ledgerId: "${DAILY}") { payouts(${args}) { nodes { number } } } }`;
    const messages = async (query: string) =>
      (await stack.askText(query)).errors?.map(({ message, extensions }) => [extensions['code'], message]);
    expect(await messages(payouts('from: "2026-05-02", to: "2026-05-01"'))).toEqual([
      ['BAD_USER_INPUT', 'to must not be before from.'],
    ]);
    expect(await messages(payouts('from: "2025-01-01", to: "2026-05-01"'))).toEqual([
      ['BAD_USER_INPUT', 'from and to must span at most 400 days, not 486.'],
    ]);
    expect(await messages(payouts('from: "2026-05-01", to: "2026-05-01", first: 0'))).toEqual([
      ['BAD_USER_INPUT', 'first must be from 1 to 1000, not 0.'],
    ]);
    expect(await messages(payouts('from: "2026-05-01", to: "2026-05-01", after: "abc"'))).toEqual([
      ['BAD_USER_INPUT', 'after is not a cursor. Take it from `endCursor` or from an edge of the same list.'],
    ]);
    expect(
      await messages(
        `{ order(msn: "${MSN}", paymentType: ECOM, orderId: "1") { payouts(laterDays: 32) { fromDate } } }`,
      ),
    ).toEqual([['BAD_USER_INPUT', 'laterDays must be from 0 to 31, not 32.']]);
    expect(await stack.calls()).toEqual([]);
  });
});
