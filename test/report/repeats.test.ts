import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const DATE = '2026-05-21';
const REPORT = `/report/v2/ledgers/${LEDGER}/funds`;

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const entry = (pspReference: string | null, more: Record<string, string | number | null> = {}) => ({
  pspReference,
  time: `${DATE}T10:00:00Z`,
  ledgerDate: DATE,
  entryType: 'capture',
  reference: 'order-1',
  currency: 'NOK',
  amount: 500,
  balanceBefore: 1000,
  balanceAfter: 1500,
  recipientHandle: null,
  ...more,
});
type Entry = ReturnType<typeof entry>;

const twice = ['a', 'b', 'a', 'c'].map((psp) => entry(psp));

async function answers(stack: Stack, path: string, bodies: readonly Record<string, unknown>[]) {
  for (const body of bodies)
    await stack.sandbox.faults.add({ path, status: 200, body: body as Record<string, never> });
}

const onDate = (stack: Stack, ...pages: readonly (readonly Entry[])[]) =>
  answers(
    stack,
    `${REPORT}/dates/${DATE}`,
    pages.map((items, index) => {
      const hasMore = index + 1 < pages.length;
      return { items, hasMore, tryLater: false, ...(hasMore && { cursor: `c${String(index)}` }) };
    }),
  );

const ask = (stack: Stack, args: string) =>
  stack.askText(
    `{ ledger(ledgerId: "${LEDGER}") { funds(${args}) { nodes { pspReference } pageInfo { hasNextPage } } } }`,
  );

const shown = (psps: readonly (string | null)[], hasNextPage = false) => ({
  data: {
    ledger: {
      funds: { nodes: psps.map((pspReference) => ({ pspReference })), pageInfo: { hasNextPage } },
    },
  },
});

const notices = (stack: Stack) =>
  stack.logs.filter(({ msg }) => typeof msg === 'string' && msg.includes('more than once'));

const notice = (operation: string) => ({
  level: 40,
  requestId: expect.any(String) as string,
  api: 'report',
  operation,
  ledgerId: LEDGER,
  repeats: 1,
  pspReference: 'a',
  msg: 'the API gave the same entry more than once: it is shown once',
});

describe('an entry that the API gives twice', () => {
  it('is one node of its date, and the log says so once per request', async ({ stack }) => {
    await onDate(stack, twice);
    expect(await ask(stack, `date: "${DATE}"`)).toEqual(shown(['a', 'b', 'c']));
    expect(notices(stack)).toMatchObject([notice('getEntriesForDate')]);
    const again = `ledger(ledgerId: "${LEDGER}") { funds(date: "${DATE}") { nodes { id } } }`;
    await stack.askText(`{ one: ${again} other: ${again} }`);
    expect(notices(stack)).toHaveLength(2);
  });

  it('is one node when it comes on another page of the date', async ({ stack }) => {
    await onDate(stack, [entry('a'), entry('b')], [entry('a'), entry('c')]);
    expect(await ask(stack, `date: "${DATE}"`)).toEqual(shown(['a', 'b', 'c']));
    expect(notices(stack)).toMatchObject([notice('getEntriesForDate')]);
  });

  it('does not count towards `first`', async ({ stack }) => {
    await onDate(stack, twice);
    expect(await ask(stack, `date: "${DATE}", first: 3`)).toEqual(shown(['a', 'b', 'c']));
  });

  it('is one node of the feed', async ({ stack }) => {
    await answers(stack, `${REPORT}/feed`, [
      { items: twice, cursor: 'x', tryLater: false },
      { items: [entry('b')], cursor: 'y', tryLater: false },
      { items: [], cursor: 'y', tryLater: true },
    ]);
    expect(await ask(stack, 'first: 10')).toEqual(shown(['a', 'b', 'c']));
    expect(notices(stack)).toMatchObject([{ ...notice('getEntriesFeed'), repeats: 2 }]);
  });

  it('is one of the newest', async ({ stack }) => {
    await onDate(stack, [entry('a'), entry('b')], [entry('a'), entry('c')]);
    expect(await ask(stack, `date: "${DATE}", last: 3`)).toMatchObject({
      data: { ledger: { funds: { nodes: ['a', 'b', 'c'].map((pspReference) => ({ pspReference })) } } },
    });
    expect(notices(stack)).toMatchObject([notice('getEntriesForDate')]);
  });

  it('is one entry of its sale, whose money is not doubled', async ({ stack }) => {
    await answers(stack, `/sales/report/v1/ledgers/${LEDGER}/psp-references/a`, [
      { items: [{ pspReference: 'a', time: `${DATE}T10:00:00Z`, currency: 'NOK' }], hasMore: false },
    ]);
    await onDate(stack, twice);
    expect(
      await stack.askText(
        `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "a") { fundsEntries { amount { value } isDateComplete } } }`,
      ),
    ).toEqual({
      data: { salesEvent: { fundsEntries: [{ amount: { value: 500 }, isDateComplete: true }] } },
    });
    expect(notices(stack)).toMatchObject([notice('getEntriesForDate')]);
  });

  it('without a PSP reference is known by its place on the account', async ({ stack }) => {
    await onDate(stack, [entry(null), entry(null)]);
    expect(await ask(stack, `date: "${DATE}"`)).toEqual(shown([null]));
  });
});

describe('entries that are not the same', () => {
  it.for([
    ['balanceBefore', { balanceBefore: 1500 }],
    ['balanceAfter', { balanceAfter: 2000 }],
    ['amount', { amount: 501 }],
    ['time', { time: `${DATE}T10:00:01Z` }],
    ['entryType', { entryType: 'refund' }],
    ['reference', { reference: 'order-2' }],
    ['currency', { currency: 'DKK' }],
    ['recipientHandle', { recipientHandle: 'NO:771204' }],
  ] as const)('stay two when they differ in %s alone', async ([, more], { stack }) => {
    await onDate(stack, [entry('a'), entry('a', more)]);
    expect(await ask(stack, `date: "${DATE}"`)).toEqual(shown(['a', 'a']));
    expect(notices(stack)).toEqual([]);
  });

  it('stay two when neither a PSP reference nor a balance tells them apart', async ({ stack }) => {
    const fee = entry(null, { balanceBefore: null });
    await onDate(stack, [fee, fee]);
    expect(await ask(stack, `date: "${DATE}"`)).toEqual(shown([null, null]));
    expect(notices(stack)).toEqual([]);
  });
});
