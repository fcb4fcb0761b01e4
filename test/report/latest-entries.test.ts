import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-09-14T16:00:00Z' });
it.beforeEach(({ stack }) => stack.sandbox.clock.freeze('2026-09-14T16:00:00Z'));

const LEDGER = '418806';

interface Page {
  readonly isComplete: boolean | null;
  readonly nodes: readonly {
    readonly entryType: string;
    readonly pspReference: string | null;
    readonly reference: string | null;
    readonly ledgerDate: string;
    readonly isDateComplete: boolean | null;
  }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
}

async function page(
  stack: Stack,
  topic: 'funds' | 'fees',
  args: string,
  ledgerId = LEDGER,
): Promise<Page | null> {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { ${topic}(${args}) { isComplete nodes { entryType pspReference reference ledgerDate ${args.includes('date') ? 'isDateComplete' : ''} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  return (data as unknown as { ledger: Record<typeof topic, Page | null> }).ledger[topic];
}

const date = (topic: string, day: string, ledgerId = LEDGER): string =>
  `GET /report/v2/ledgers/${ledgerId}/${topic}/dates/2026-${day}`;

describe('a connection of a date', () => {
  it('says whether the date is closed, also without entries, and costs no call for it', async ({ stack }) => {
    const closed = await page(stack, 'funds', 'date: "2026-05-20", first: 2');
    expect(closed).toMatchObject({ isComplete: true, pageInfo: { hasNextPage: true } });
    expect(closed?.nodes.map(({ isDateComplete }) => isDateComplete)).toEqual([true, true]);
    const rest = await page(
      stack,
      'funds',
      `date: "2026-05-20", first: 5, after: "${closed?.pageInfo.endCursor}"`,
    );
    expect(rest?.isComplete).toBe(true);
    const empty = await page(stack, 'funds', 'date: "2026-05-20"', '700031');
    expect(empty).toMatchObject({ isComplete: true, nodes: [] });
    const open = await page(stack, 'fees', 'date: "2026-09-14", first: 1');
    expect(open?.isComplete).toBe(false);
    const openAndEmpty = await page(stack, 'fees', 'date: "2026-09-14"', '700031');
    expect(openAndEmpty).toMatchObject({ isComplete: false, nodes: [] });
    expect(await stack.calls()).toEqual([
      date('funds', '05-20'),
      date('funds', '05-20', '700031'),
      date('fees', '09-14'),
      date('fees', '09-14', '700031'),
    ]);
  });

  it('says so on later pages of the API and from the end, too', async ({ stack }) => {
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 50 });
    const open = await page(stack, 'funds', 'date: "2026-09-14", first: 55');
    expect(open?.isComplete).toBe(false);
    expect(open?.nodes).toHaveLength(55);
    const latest = await page(stack, 'funds', 'date: "2026-05-20", last: 3');
    expect(latest?.isComplete).toBe(true);
    expect(latest?.nodes.map(({ isDateComplete }) => isDateComplete)).toEqual([true, true, true]);
  });

  it('does not say so without a date, and a date without a report has none', async ({ stack }) => {
    expect((await page(stack, 'funds', 'first: 1'))?.isComplete).toBeNull();
    expect((await page(stack, 'funds', 'last: 1'))?.isComplete).toBeNull();
    await stack.sandbox.quirks.set({ openDateNotFound: true });
    expect(await page(stack, 'fees', 'date: "2026-09-14"')).toBeNull();
  });
});

describe('the latest entries of a ledger', () => {
  it('come from the end of today, and from dates before as far as needed', async ({ stack }) => {
    const feed = await page(stack, 'funds', 'first: 10000, entryType: CAPTURE, date: "2026-09-14"');
    await stack.clearCalls();
    const latest = await page(stack, 'funds', 'last: 5');
    expect(latest?.nodes.map(({ pspReference }) => pspReference)).toEqual(
      feed?.nodes.slice(-5).map(({ pspReference }) => pspReference),
    );
    expect(latest?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await stack.calls()).toEqual([]);
    const before = await page(stack, 'funds', `last: 150, before: "${latest?.pageInfo.startCursor}"`);
    expect(before?.nodes).toHaveLength(150);
    expect(before?.pageInfo.hasNextPage).toBe(true);
    expect(await stack.calls()).toEqual([date('funds', '09-13')]);
  });

  it('of one kind cost a call per date until there are enough, at most twice as many at once as before', async ({
    stack,
  }) => {
    const payouts = await page(stack, 'funds', 'last: 3, entryType: PAYOUT_SCHEDULED');
    expect(payouts?.nodes.map(({ entryType, ledgerDate }) => [entryType, ledgerDate])).toEqual([
      ['PAYOUT_SCHEDULED', '2026-09-11'],
      ['PAYOUT_SCHEDULED', '2026-09-12'],
      ['PAYOUT_SCHEDULED', '2026-09-13'],
    ]);
    expect(await stack.calls()).toEqual(
      ['09-14', '09-13', '09-12', '09-11', '09-10'].map((day) => date('funds', day)),
    );
  });

  it('pass over dates without a report, and are null for an unknown ledger after a look at the list', async ({
    stack,
  }) => {
    await stack.sandbox.quirks.set({ openDateNotFound: true });
    const latest = await page(stack, 'funds', 'last: 1');
    expect(latest?.nodes).toEqual([
      expect.objectContaining({ entryType: 'PAYOUT_SCHEDULED', ledgerDate: '2026-09-13' }),
    ]);
    await stack.clearCalls();
    expect(await page(stack, 'fees', 'last: 5', '999999')).toBeNull();
    expect(await stack.calls()).toEqual([date('fees', '09-14', '999999')]);
  });
});

describe('entries by kind and reference', () => {
  it('of a date are picked from it', async ({ stack }) => {
    const all = (await page(stack, 'funds', 'date: "2026-05-20", first: 1000'))?.nodes ?? [];
    await stack.clearCalls();
    const [sample] = all;
    const { reference, pspReference } = sample ?? { reference: '', pspReference: '' };
    const pick = async (args: string) =>
      (await page(stack, 'funds', `date: "2026-05-20", first: 1000, ${args}`))?.nodes;
    const refunds = all.filter(({ entryType }) => entryType === 'REFUND');
    expect(refunds.length).toBeGreaterThan(0);
    expect(await pick('entryType: REFUND')).toEqual(refunds);
    expect(await pick(`reference: "${reference}"`)).toEqual(
      all.filter((each) => each.reference === reference),
    );
    expect(await pick(`pspReference: "${pspReference}"`)).toEqual([sample]);
    expect(await pick(`pspReference: "${pspReference}", entryType: REFUND`)).toEqual([]);
    expect(await stack.calls()).toEqual([]);
  });

  it('of fees share the references of their capture', async ({ stack }) => {
    const [capture] = (await page(stack, 'funds', 'date: "2026-05-20", first: 2'))?.nodes.slice(1) ?? [];
    const fees = await page(
      stack,
      'fees',
      `date: "2026-05-20", entryType: CAPTURE_FEE, pspReference: "${capture?.pspReference}"`,
    );
    expect(fees?.nodes.length).toBeGreaterThan(0);
    expect(new Set(fees?.nodes.map(({ reference }) => reference))).toEqual(new Set([capture?.reference]));
  });

  it('of the whole feed are read from ten calls at most, and gone on from where that ended', async ({
    stack,
  }) => {
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 20 });
    const none = await page(stack, 'fees', 'first: 5, reference: "none"');
    expect(none).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    const calls = await stack.calls();
    expect(calls).toHaveLength(10);
    expect(calls[0]).toBe(`GET /report/v2/ledgers/${LEDGER}/fees/feed`);
    await stack.clearCalls();
    await page(stack, 'fees', `first: 5, reference: "none", after: "${none?.pageInfo.endCursor}"`);
    expect(await stack.calls()).toHaveLength(10);
    expect((await stack.calls())[0]).toContain('/fees/feed?cursor=');
  });

  it('refuse what can be no reference before any call', async ({ stack }) => {
    for (const argument of ['reference', 'pspReference']) {
      const { errors } = await stack.askText(
        `{ ledger(ledgerId: "${LEDGER}") { funds(${argument}: "a/b") { nodes { time } } } }`,
      );
      expect(errors).toEqual([
        expect.objectContaining({
          message: `${argument} must be a text of 1 to 100 characters without slashes and line breaks, such as "48200917733".`,
          extensions: { code: 'BAD_USER_INPUT', argument: [argument] },
        }),
      ]);
    }
    expect(await stack.calls()).toEqual([]);
  });
});
