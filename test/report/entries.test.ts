import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const LEDGER = '436220';
const amount = z.object({ value: z.number(), currency: z.string() });
const entry = z.object({
  entryType: z.string().nullable(),
  entryTypeRaw: z.string().nullable(),
  pspReference: z.string().nullable(),
  reference: z.string().nullable(),
  time: z.string().nullable(),
  ledgerDate: z.string().nullable(),
  amount: amount.nullable(),
  balanceBefore: amount.nullable(),
  balanceAfter: amount.nullable(),
  recipientHandle: z.string().nullable(),
  isDateComplete: z.boolean().nullable(),
});
const fields =
  'entryType entryTypeRaw pspReference reference time ledgerDate amount { value currency } balanceBefore { value currency } balanceAfter { value currency } recipientHandle isDateComplete';

async function entries(stack: Stack, topic: 'funds' | 'fees', args: string, ledgerId = LEDGER) {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { ${topic}(${args}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  const page = z.object({
    nodes: z.array(entry),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
  });
  return page.parse(z.object({ ledger: z.record(z.string(), z.unknown()) }).parse(data).ledger[topic]);
}

async function reportCalls(stack: Stack): Promise<readonly string[]> {
  const calls = (await stack.calls()).filter((call) => call.includes('/report/v2/'));
  await stack.clearCalls();
  return calls;
}

describe('the entries of a closed date', () => {
  it('explain its payout: balances add up, and the last entry empties the ledger', async ({ stack }) => {
    const { nodes } = await entries(stack, 'funds', 'date: "2026-06-11", first: 100');
    const { nodes: fees } = await entries(stack, 'fees', 'date: "2026-06-11", first: 100');
    let balance = 0;
    for (const { amount: moved, balanceBefore, balanceAfter, ledgerDate, isDateComplete } of nodes) {
      expect({ before: balanceBefore?.value, ledgerDate, isDateComplete }).toEqual({
        before: balance,
        ledgerDate: '2026-06-11',
        isDateComplete: true,
      });
      balance += moved?.value ?? Number.NaN;
      expect(balanceAfter).toEqual({ value: balance, currency: 'NOK' });
    }
    expect(
      nodes
        .slice(-2)
        .map(({ entryType, reference, recipientHandle }) => ({ entryType, reference, recipientHandle })),
    ).toEqual([
      { entryType: 'FEES_RETAINED', reference: null, recipientHandle: null },
      {
        entryType: 'PAYOUT_SCHEDULED',
        reference: expect.stringMatching(/^Utb\. \d+ Vippsnr \d+$/),
        recipientHandle: null,
      },
    ]);
    expect(nodes.at(-1)?.pspReference).toMatch(/^436220-\d{7}$/);
    expect(balance).toBe(0);
    const retained = fees.at(-1);
    expect(retained?.entryType).toBe('FEES_RETAINED');
    expect(retained?.amount?.value).toBe(-(nodes.at(-2)?.amount?.value ?? 0));
    expect(fees.slice(0, -1).reduce((sum, fee) => sum + (fee.amount?.value ?? 0), 0)).toBe(
      nodes.at(-2)?.amount?.value,
    );
  });

  it('are read once and kept', async ({ stack, clock }) => {
    await entries(stack, 'funds', 'date: "2026-06-11", first: 5');
    expect(await reportCalls(stack)).toEqual([`GET /report/v2/ledgers/${LEDGER}/funds/dates/2026-06-11`]);
    clock.advance(6 * 86_400);
    await entries(stack, 'funds', 'date: "2026-06-11", first: 50');
    expect(await reportCalls(stack)).toEqual([]);
  });

  it('come in pages of the size the API decides', async ({ stack }) => {
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 4 });
    const all = (await entries(stack, 'funds', 'date: "2026-06-11", first: 100')).nodes;
    expect(await reportCalls(stack)).toHaveLength(Math.ceil(all.length / 4));
    const { nodes, pageInfo } = await entries(stack, 'funds', 'date: "2026-06-11", first: 6');
    expect(nodes).toEqual(all.slice(0, 6));
    const rest = await entries(
      stack,
      'funds',
      `date: "2026-06-11", first: 100, after: "${pageInfo.endCursor}"`,
    );
    expect(rest.nodes).toEqual(all.slice(6));
  });

  it('have the words of today where the API has older ones, and UTC where it has offsets', async ({
    stack,
  }) => {
    await stack.sandbox.quirks.set({ payoutsByOldName: true, entryTimesWithOffset: true });
    const { nodes } = await entries(stack, 'funds', 'date: "2026-06-11", first: 100');
    expect(nodes.at(-1)).toMatchObject({
      entryType: 'PAYOUT_SCHEDULED',
      entryTypeRaw: 'scheduled-for-payout',
      time: '2026-06-11T22:00:00.000204Z',
      ledgerDate: '2026-06-11',
    });
  });
});

describe('the entries of an open date', () => {
  it('say so, and are whole once the date is closed', async ({ stack, clock }) => {
    await stack.sandbox.clock.freeze('2026-06-11T15:00:00Z');
    const { nodes } = await entries(stack, 'funds', 'date: "2026-06-11", first: 100');
    expect(nodes.length).toBeGreaterThan(3);
    expect(new Set(nodes.map(({ isDateComplete }) => isDateComplete))).toEqual(new Set([false]));
    await stack.sandbox.clock.freeze('2026-06-12T01:30:00Z');
    expect((await entries(stack, 'funds', 'date: "2026-06-11", first: 100')).nodes).toEqual(nodes);
    expect(await reportCalls(stack)).toHaveLength(1);
    clock.advance(10.5 * 3_600);
    const closed = (await entries(stack, 'funds', 'date: "2026-06-11", first: 100')).nodes;
    expect(closed.length).toBeGreaterThan(nodes.length);
    expect(closed.at(-1)).toMatchObject({ entryType: 'PAYOUT_SCHEDULED', isDateComplete: true });
    expect(await reportCalls(stack)).toHaveLength(1);
  });

  it('are asked for anew after half a minute, not before', async ({ stack, clock }) => {
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    const today = async () =>
      (await entries(stack, 'funds', 'date: "2026-09-20", first: 100', '700031')).nodes.length;
    await stack.sandbox.ledgers.addEntries('700031', 'funds', [{ amount: 1 }]);
    expect(await today()).toBe(1);
    await stack.sandbox.ledgers.addEntries('700031', 'funds', [{ amount: 2 }]);
    await reportCalls(stack);
    clock.advance(29);
    expect(await today()).toBe(1);
    expect(await reportCalls(stack)).toEqual([]);
    clock.advance(2);
    expect(await today()).toBe(2);
    expect(await reportCalls(stack)).toEqual(['GET /report/v2/ledgers/700031/funds/dates/2026-09-20']);
  });

  it('are null where the API answers 404 for it, as it once did', async ({ stack }) => {
    await stack.sandbox.clock.freeze('2026-06-11T15:00:00Z');
    await stack.sandbox.quirks.set({ openDateNotFound: true });
    expect(
      await stack.askText(
        `{ ledger(ledgerId: "${LEDGER}") { funds(date: "2026-06-11") { nodes { time } } } }`,
      ),
    ).toEqual({ data: { ledger: { funds: null } } });
  });
});

describe('the feed of entries', () => {
  it('knows whether the dates are complete, at one call per date', async ({ stack }) => {
    const { nodes } = await entries(stack, 'fees', 'first: 40');
    const dates = [...new Set(nodes.map(({ ledgerDate }) => ledgerDate))];
    expect(new Set(nodes.map(({ isDateComplete }) => isDateComplete))).toEqual(new Set([true]));
    expect(await reportCalls(stack)).toEqual([
      `GET /report/v2/ledgers/${LEDGER}/fees/feed`,
      ...dates.map((date) => `GET /report/v2/ledgers/${LEDGER}/fees/dates/${String(date)}`),
    ]);
  });

  it('takes unknown words, large amounts and missing fields as they come', async ({ stack }) => {
    const nothing = { time: null, ledgerDate: null, entryType: null, currency: null, amount: null };
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    await stack.sandbox.ledgers.addEntries('700031', 'funds', [
      { entryType: 'rolling-reserve', amount: 9_000_000_000, pspReference: 'x1', reference: '' },
      { ...nothing, pspReference: null, balanceBefore: null, balanceAfter: null },
    ]);
    const { nodes } = await entries(stack, 'funds', 'first: 10', '700031');
    const nok = (value: number) => ({ value, currency: 'NOK' });
    expect(nodes).toEqual([
      {
        entryType: 'UNKNOWN',
        entryTypeRaw: 'rolling-reserve',
        pspReference: 'x1',
        reference: null,
        time: '2026-09-20T10:00:00.000000Z',
        ledgerDate: '2026-09-20',
        amount: nok(9_000_000_000),
        balanceBefore: nok(0),
        balanceAfter: nok(9_000_000_000),
        recipientHandle: null,
        isDateComplete: false,
      },
      Object.fromEntries(Object.keys(entry.shape).map((name) => [name, null])),
    ]);
  });
});
