import { describe, expect } from 'vitest';
import { addDays } from '../../src/dates.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const NOW = '2026-10-20T10:00:00Z';
const ACCOUNTS = `{ rates: [{ vatRateBasisPoints: 2500, sales: "3000", vat: "2700" }], sales: "3050", vat: "2750",
  salesWithoutVat: "3100", clearing: "1579", receivable: "1570", fees: "7770", feesPayable: "2990",
  feesInvoiced: "2400", bank: "1920", cash: "1900", disputes: "1580", corrections: "7771" }`;

// Where the machine is slow a call is not made twice, so that calls can be counted.
const SLOW = { UPSTREAM_ATTEMPT_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '60000' };
const it = freshStack({ now: NOW, env: SLOW });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze(NOW);
});

/** The connection of a close, or the errors. */
async function closeOf(stack: Stack, args: string, selection: string, ledgerId = LEDGER) {
  const answer = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { close(${args}) { ${selection} } } }`,
  );
  const { data, errors } = answer as unknown as {
    data?: { ledger: { close: Record<string, never> | null } | null };
    errors?: readonly { message: string; extensions: Record<string, unknown> }[];
  };
  return { close: data?.ledger?.close, ledger: data?.ledger, errors };
}

/** One call per date and topic, in the order of their paths. */
function callsOf(topics: readonly string[], from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return topics.flatMap((topic) =>
    dates.map((date) =>
      topic === 'sales'
        ? `GET /sales/report/v1/ledgers/${LEDGER}/dates/${date}?pageSize=1000`
        : `GET /report/v2/ledgers/${LEDGER}/${topic}/dates/${date}`,
    ),
  );
}

/** In seconds. */
const DAY = 86_400;
const MONTH = 'from: "2026-08-01", to: "2026-08-31"';

describe('what a close costs', () => {
  it('is one call per date and topic of a month and of the date in front, and none again', async ({
    stack,
  }) => {
    const { close } = await closeOf(stack, MONTH, 'state nodes { date }');
    expect(close).toMatchObject({ state: 'BALANCED' });
    const list = ['GET /settlement/v1/ledgers', expect.stringMatching(/ledgers\?cursor=/)];
    const dates = callsOf(['fees', 'funds', 'sales'], '2026-07-31', '2026-08-31');
    // A refund of the first dates is of a sale of July: that one date more is read.
    const earlier = callsOf(['funds'], '2026-07-30', '2026-07-30');
    expect((await stack.calls()).toSorted()).toEqual(expect.arrayContaining([...dates, ...earlier, ...list]));
    expect(await stack.calls()).toHaveLength(3 * 32 + 1 + 2);
    await stack.clearCalls();
    expect((await closeOf(stack, MONTH, 'hash totals { captures { value } }')).errors).toBeUndefined();
    expect(await stack.calls()).toEqual([]);
  });

  it('is paid on pages too: those behind read one date again, from the cache', async ({ stack }) => {
    await closeOf(stack, `${MONTH}, first: 10`, 'pageInfo { endCursor }');
    await stack.clearCalls();
    const first = await closeOf(stack, `${MONTH}, first: 10`, 'pageInfo { endCursor }');
    const { endCursor } = first.close?.['pageInfo'] as unknown as { endCursor: string };
    await closeOf(stack, `${MONTH}, first: 10, after: "${endCursor}"`, 'state');
    expect((await stack.calls()).toSorted()).toEqual(
      callsOf(['fees', 'funds', 'sales'], '2026-08-11', '2026-08-20').toSorted(),
    );
  });

  it('is nothing for dates on which an API has no data', async ({ stack }) => {
    const { close } = await closeOf(stack, 'from: "2026-03-08", to: "2026-03-09"', 'state', '420177');
    expect(close).toEqual({ state: 'BALANCED' });
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/sales/'))).toEqual([
      'GET /sales/report/v1/ledgers/420177/dates/2026-03-09?pageSize=1000',
    ]);
    // No entry tells the balance before, so it is looked for on 31 dates of each topic.
    expect(calls.filter((call) => call.includes('/report/v2/'))).toHaveLength(2 * (2 + 31));
    await stack.clearCalls();
    await closeOf(stack, 'from: "2020-04-01", to: "2020-04-30"', 'state');
    expect((await stack.calls()).filter((call) => call.includes('/dates/'))).toEqual([]);
  });

  it('is nothing for arguments that can not be', async ({ stack }) => {
    const refused = async (args: string, selection = 'state') => {
      const { errors } = await closeOf(stack, args, selection);
      return errors?.map(({ message, extensions }) => [message, extensions['argument']]);
    };
    expect(await refused('from: "2026-08-02", to: "2026-08-01"')).toEqual([
      ['to must not be before from, which is 2026-08-02.', ['to']],
    ]);
    expect(await refused('from: "9999-12-30", to: "9999-12-31"')).toEqual([
      ['to must not be behind 9998-12-31.', ['to']],
    ]);
    expect(await refused('from: "2025-08-01", to: "2026-09-05"')).toEqual([
      ['to must be so that there are at most 400 dates, from and to included, not 401.', ['to']],
    ]);
    expect(await refused(`${MONTH}, first: 401`)).toEqual([
      ['first must be from 1 to 400, not 401.', ['first']],
    ]);
    expect(await refused(`${MONTH}, seals: ["x"]`)).toEqual([
      ['seals.0 is not a seal. Take it from `seal` of a close.', ['seals', '0']],
    ]);
    expect(await refused(`${MONTH}, after: "x"`)).toEqual([
      [expect.stringContaining('after is not'), ['after']],
    ]);
    expect((await stack.calls()).filter((call) => call.includes('/dates/'))).toEqual([]);
    const DAY_ONE = 'from: "2026-08-01", to: "2026-08-01"';
    const rates = (...of: readonly number[]) =>
      ACCOUNTS.replace(
        /\[.*?\]/,
        `[${of.map((rate) => `{ vatRateBasisPoints: ${rate}, sales: "1", vat: "2" }`).join()}]`,
      );
    const booked = (accounts: string) => refused(DAY_ONE, `bookEntries(accounts: ${accounts}) { kind }`);
    expect(await booked(rates(1_350, 1_400, 1_350))).toEqual([
      [
        'accounts.rates.2.vatRateBasisPoints must not be there twice, as 1350 is.',
        ['accounts', 'rates', '2', 'vatRateBasisPoints'],
      ],
    ]);
    expect(await booked(rates(-1))).toMatchObject([
      ['accounts.rates.0.vatRateBasisPoints must be from 0 to 10000, not -1.', {}],
    ]);
    expect(await booked(rates(...Array(21).keys()))).toMatchObject([
      ['accounts.rates must be 20 at most, not 21.', {}],
    ]);
    expect(await booked(ACCOUNTS.replace('"1920"', '"  "'))).toMatchObject([
      ['accounts.bank must be 1 to 64 characters without line breaks, and not blank.', {}],
    ]);
    expect(await booked(rates())).toBeUndefined();
    expect(await booked(rates(1_350, 1_400))).toBeUndefined();
    const bad = ACCOUNTS.replace('clearing: "1579"', 'clearing: ""');
    expect(
      await refused('from: "2026-08-01", to: "2026-08-01"', `bookEntries(accounts: ${bad}) { kind }`),
    ).toEqual([
      [
        'accounts.clearing must be 1 to 64 characters without line breaks, and not blank.',
        ['accounts', 'clearing'],
      ],
    ]);
  });

  it('is bounded by the calls that a request may start', async ({ start }) => {
    const stack = await start({ env: { QUERY_MAX_CALLS: '20' } });
    const { errors } = await closeOf(stack, MONTH, 'state');
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
    const scanning = await start({ env: { QUERY_MAX_SCANNED: '500' } });
    expect((await closeOf(scanning, MONTH, 'state')).errors).toMatchObject([
      { extensions: { code: 'COST_LIMIT_EXCEEDED' } },
    ]);
  });
});

describe('the close of a ledger', () => {
  it('does not depend on pages: of ours, nor of the API', async ({ stack }) => {
    const selection = 'state hash nodes { date hash figures { sold { value } closingBalance { value } } }';
    const whole = (await closeOf(stack, MONTH, selection)).close;
    const nodes: unknown[] = [];
    let after = '';
    let last: Readonly<Record<string, unknown>> = {};
    do {
      const { close } = await closeOf(
        stack,
        `${MONTH}, first: 7${after}`,
        `${selection} pageInfo { hasNextPage endCursor } edges { cursor }`,
      );
      last = close ?? {};
      nodes.push(...(last['nodes'] as unknown[]));
      const { hasNextPage, endCursor } = last['pageInfo'] as { hasNextPage: boolean; endCursor: string };
      after = hasNextPage ? `, after: "${endCursor}"` : '';
    } while (after !== '');
    expect(nodes).toEqual(whole?.['nodes']);
    expect(last['hash']).toBe(whole?.['hash']);
    expect(last['hash']).toMatch(/^[\da-f]{64}$/);
  });

  it('has the same hash and figures with small pages of the API, and in another process', async ({
    stack,
    start,
  }) => {
    const args = 'from: "2026-08-01", to: "2026-08-03"';
    const selection = 'hash totals { captures { value } unexplained { value } }';
    const one = await closeOf(stack, args, selection);
    const other = await start();
    await other.sandbox.ledgers.put(LEDGER, { pageSize: 7 });
    expect(await closeOf(other, args, selection)).toEqual(one);
    expect((await other.calls()).length).toBeGreaterThan(60);
  });

  it('is open while a date is not complete, and says which and since when', async ({ stack }) => {
    await stack.sandbox.clock.freeze('2026-09-10T08:00:00Z');
    const { close } = await closeOf(
      stack,
      'from: "2026-09-07", to: "2026-09-10"',
      'state openDate openSince hash nodes { date state isComplete }',
      '420177',
    );
    // It pays out on Mondays: the week is open until then.
    expect(close).toEqual({
      state: 'OPEN',
      openDate: '2026-09-07',
      openSince: '2026-09-07T22:00:00Z',
      hash: null,
      nodes: ['07', '08', '09', '10'].map((day) => ({
        date: `2026-09-${day}`,
        state: 'OPEN',
        isComplete: false,
      })),
    });
  });

  it('is off where something does not fit, and says what', async ({ stack, clock }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ pspReference: 'sold', reference: 'order' }], false);
    await stack.sandbox.ledgers.addEntries(LEDGER, 'fees', [
      { entryType: 'capture-fee', amount: -5, pspReference: 'fee', recipientHandle: null },
    ]);
    await stack.sandbox.clock.freeze('2026-10-23T10:00:00Z');
    clock.advance(3 * DAY);
    const { close } = await closeOf(
      stack,
      'from: "2026-10-20", to: "2026-10-20"',
      'state totals { unexplained { decimal } differenceCount } nodes { differences { kind date amount { value } references message } }',
    );
    expect(close).toEqual({
      state: 'OFF',
      totals: { unexplained: { decimal: '100.05' }, differenceCount: 2 },
      nodes: [
        {
          differences: [
            {
              kind: 'FEE_WITHOUT_CAPTURE',
              date: '2026-10-20',
              amount: { value: -5 },
              references: ['fee'],
              message: 'No capture on its date or the 31 before belongs to the fee.',
            },
            {
              kind: 'SOLD_NOT_SETTLED',
              date: '2026-10-20',
              amount: { value: -10_000 },
              references: ['sold', 'order'],
              message: 'Nothing on `funds` belongs to the sale.',
            },
          ],
        },
      ],
    });
  });

  it('tells what came for a sealed date as a delta, and keeps its figures and hash', async ({
    stack,
    clock,
  }) => {
    const args = 'from: "2026-10-19", to: "2026-10-20"';
    const selection =
      'hash seal state nodes { hash figures { captures { value } sold { value } lateEntries { value } closingBalance { value } } lateItems { kind pspReference reference amount { value } } }';
    const closed = async (more = '') =>
      (await closeOf(stack, args + more, selection)).close as unknown as {
        hash: string;
        seal: string;
        state: string;
        nodes: readonly { lateItems: unknown; figures: unknown }[];
      };
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ pspReference: 'first', reference: 'o1' }]);
    await stack.sandbox.clock.freeze('2026-10-23T10:00:00Z');
    clock.advance(3 * DAY);
    const before = await closed();
    expect(before).toMatchObject({ state: 'BALANCED', hash: expect.any(String), seal: expect.any(String) });
    // By its word the API adds nothing to a closed date: here it does, and the caches have forgotten what was there.
    await stack.sandbox.clock.freeze(NOW);
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ pspReference: 'late', reference: 'o2' }]);
    await stack.sandbox.clock.freeze('2026-10-31T10:00:00Z');
    clock.advance(8 * DAY);
    const sealed = await closed(`, seals: ["${before.seal}"]`);
    expect(sealed.hash).toBe(before.hash);
    expect(sealed.seal).toBe(before.seal);
    expect(sealed.state).toBe('BALANCED');
    const figures = {
      captures: { value: 10_000 },
      sold: { value: 10_000 },
      closingBalance: { value: 20_000 },
    };
    expect(sealed.nodes[1]?.figures).toEqual({ ...figures, lateEntries: { value: 10_000 } });
    expect(sealed.nodes[1]?.lateItems).toEqual([
      { kind: 'FUNDS', pspReference: 'late', reference: 'o2', amount: { value: 10_000 } },
      { kind: 'FEES', pspReference: 'late', reference: 'o2', amount: { value: -175 } },
      { kind: 'SALES', pspReference: 'late', reference: 'o2', amount: { value: 10_000 } },
    ]);
    const other = await closeOf(stack, `${args}, seals: ["${before.seal}"]`, 'state', '421390');
    expect(other.errors?.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      ['seals.0 is not a seal of this ledger. Take it from `seal` of a close.', 'BAD_USER_INPUT'],
    ]);
    const unsealed = await closed();
    expect(unsealed.hash).not.toBe(before.hash);
    expect(unsealed.nodes[1]).toMatchObject({ lateItems: [], figures: { captures: { value: 20_000 } } });
  });

  it('gives double entries on the accounts of the merchant, each of which balances', async ({ stack }) => {
    const { close } = await closeOf(
      stack,
      MONTH,
      `totals { unexplained { value } } bookEntries(accounts: ${ACCOUNTS}) { date kind lines { account amount { value } vatRateBasisPoints } }`,
    );
    const entries = close?.['bookEntries'] as unknown as readonly {
      kind: string;
      lines: readonly { account: string; amount: { value: number }; vatRateBasisPoints: number | null }[];
    }[];
    const sums = new Map<string, number>();
    for (const { lines } of entries) {
      expect(lines.reduce((sum, { amount }) => sum + amount.value, 0)).toBe(0);
      for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount.value);
    }
    expect(sums.get('1579')).toBe(0);
    expect(sums.get('1570')).toBe(0);
    expect(sums.get('1920')).toBe(267_159_149);
    expect(entries).toHaveLength(31 * 5);
    const rates = new Set(entries.flatMap(({ lines }) => lines.map((each) => each.vatRateBasisPoints)));
    expect([...rates].toSorted()).toEqual([0, 1_500, 2_500, null]);
  });

  it('begins with the balance that the first entry tells, also where dates in front of it have none', async ({
    stack,
  }) => {
    const selection =
      'nodes { figures { openingBalance { value } } } totals { openingBalance { value } feesOpeningBalance { value } }';
    const { close } = await closeOf(stack, 'from: "2026-03-10", to: "2026-03-18"', selection);
    expect(close?.['nodes']).toMatchObject([{ figures: { openingBalance: null } }, ...Array(8).fill({})]);
    expect(close?.['totals']).toEqual({ openingBalance: { value: 0 }, feesOpeningBalance: { value: 0 } });
  });

  it('is null for a ledger that the keys do not see', async ({ stack }) => {
    expect(await closeOf(stack, MONTH, 'state', '702244')).toEqual({ ledger: null, close: undefined });
    const answer = await stack.askText(
      `{ _entities(representations: [{ __typename: "Ledger", ledgerId: "702244" }]) { ... on Ledger { ledgerId close(${MONTH}) { state } } } }`,
    );
    expect(answer).toEqual({ data: { _entities: [{ ledgerId: '702244', close: null }] } });
  });
});
