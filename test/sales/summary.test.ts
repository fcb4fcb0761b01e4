import { describe, expect } from 'vitest';
import { seededLedgers } from '../../src/sandbox/seed/ledgers.js';
import { freshStack } from '../support/fixture.js';
import { salesOfDate, seededLedger } from '../support/seeded-sales.js';
import type { Stack } from '../support/stack.js';

const NOW = '2026-06-10T10:00:00Z';
const it = freshStack({ now: NOW });

it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze(NOW);
  await stack.askText('{ ledgers { nodes { ledgerId } } }');
  await stack.clearCalls();
});

type Sale = ReturnType<typeof salesOfDate>[number];

/** What one event adds to the sums of a group. */
interface Share {
  readonly traits: Readonly<Record<string, unknown>>;
  readonly gross: number;
  readonly net: number;
  readonly vat: number;
  readonly grossWithoutVat: number;
}

const GROUPINGS = {
  DATE: 'date',
  VAT_RATE: 'vatRateBasisPoints',
  PAYMENT_TYPE: 'paymentType',
  SALES_CATEGORY: 'salesCategory',
  SOLUTION: 'solution',
  ENTRY_TYPE: 'entryType',
} as const;
type Grouping = keyof typeof GROUPINGS;

/** The shares of a sale, by the rates of its lines where these are asked for. */
function sharesOf(sale: Sale, date: string, ledgerId: string, by: readonly Grouping[]): readonly Share[] {
  const sign = sale.entryType === 'refund' ? -1 : 1;
  const all = {
    date,
    paymentType: sale.paymentType,
    salesCategory: sale.salesCategory,
    solution: sale.solution,
    entryType: sale.entryType.toUpperCase(),
  };
  const share = (vatRateBasisPoints: number | null, gross: number, net: number | null): Share => ({
    traits: {
      ...Object.fromEntries(
        Object.entries(GROUPINGS).map(([grouping, name]) => [
          name,
          by.some((each) => each === grouping) ? { ...all, vatRateBasisPoints }[name] : null,
        ]),
      ),
      currency: seededLedger(ledgerId).currency,
    },
    gross: sign * gross,
    net: sign * (net ?? 0),
    vat: net === null ? 0 : sign * (gross - net),
    grossWithoutVat: net === null ? sign * gross : 0,
  });
  const taxed = sale.lines.filter(({ vatAmount }) => vatAmount !== null);
  if (taxed.length === 0) return [share(null, sale.gross, sale.net)];
  const rates = [...new Set(sale.lines.map(({ vatRate }) => vatRate))];
  return rates.map((rate) => {
    const lines = sale.lines.filter(({ vatRate }) => vatRate === rate);
    const gross = lines.reduce((sum, line) => sum + line.lineTotalGross, 0);
    return share(
      rate,
      gross,
      rate === null ? null : lines.reduce((sum, line) => sum + (line.lineTotalNet ?? 0), 0),
    );
  });
}

interface Sum extends Record<string, unknown> {
  eventCount: number;
  gross: { value: number };
  net: { value: number };
  vat: { value: number };
  grossWithoutVat: { value: number };
}

/** The sums from the sandbox's own sales, in no order. */
function expectedSums(ledgerId: string, dates: readonly string[], by: readonly Grouping[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  const isByRate = by.includes('VAT_RATE');
  for (const date of dates) {
    for (const sale of salesOfDate(ledgerId, date)) {
      for (const [index, { traits, ...share }] of sharesOf(sale, date, ledgerId, by).entries()) {
        const key = JSON.stringify(traits);
        const zero = { value: 0 };
        const sum = sums.get(key) ?? {
          ...traits,
          ...{ eventCount: 0, gross: zero, net: zero, vat: zero, grossWithoutVat: zero },
        };
        sums.set(key, {
          ...sum,
          eventCount: sum.eventCount + (isByRate || index === 0 ? 1 : 0),
          gross: { value: sum.gross.value + share.gross },
          net: { value: sum.net.value + share.net },
          vat: { value: sum.vat.value + share.vat },
          grossWithoutVat: { value: sum.grossWithoutVat.value + share.grossWithoutVat },
        });
      }
    }
  }
  return [...sums.values()];
}

interface Summary {
  readonly fromDate: string | null;
  readonly toDate: string | null;
  readonly isComplete: boolean;
  readonly eventCount: number;
  readonly omittedEventCount: number;
  readonly groups: readonly Sum[];
}

async function summaryOf(
  stack: Stack,
  ledgerId: string,
  from: string,
  to: string,
  by: readonly Grouping[] = [],
): Promise<Summary> {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { salesSummary(from: "${from}", to: "${to}", groupBy: [${by.join()}]) {
      fromDate toDate isComplete eventCount omittedEventCount
      groups { ${Object.values(GROUPINGS).join(' ')} currency eventCount gross { value } net { value } vat { value } grossWithoutVat { value } }
    } } }`,
  );
  expect(errors).toBeUndefined();
  return (data as unknown as { ledger: { salesSummary: Summary } }).ledger.salesSummary;
}

const days = (month: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, day) => `${month}-${String(from + day).padStart(2, '0')}`);
const dateCalls = (ledgerId: string, dates: readonly string[]): readonly string[] =>
  dates.map((date) => `GET /sales/report/v1/ledgers/${ledgerId}/dates/${date}?pageSize=1000`);
const inAnyOrder = (sums: readonly Sum[]): readonly string[] =>
  sums
    .map((sum) => JSON.stringify(Object.entries(sum).sort(([one], [other]) => (one < other ? -1 : 1))))
    .sort();

describe('the sums of sales', () => {
  it('of every ledger are those of the sandbox itself, by all traits', async ({ stack }) => {
    const dates = days('2026-05', 18, 20);
    const by = Object.keys(GROUPINGS) as readonly Grouping[];
    let events = 0;
    for (const { ledgerId, granted } of seededLedgers()) {
      if (!granted) continue;
      const summary = await summaryOf(stack, ledgerId, '2026-05-18', '2026-05-20', by);
      expect(inAnyOrder(summary.groups)).toEqual(inAnyOrder(expectedSums(ledgerId, dates, by)));
      const count = dates.flatMap((date) => salesOfDate(ledgerId, date)).length;
      expect(summary).toMatchObject({ eventCount: count, omittedEventCount: 0, isComplete: true });
      events += count;
    }
    expect(events).toBeGreaterThan(1_000);
  });

  it('come by any grouping from the same calls: a month once, one per date, and none again', async ({
    stack,
  }) => {
    const [ledgerId, dates] = ['512208', days('2026-05', 1, 31)];
    const groupings: readonly (readonly Grouping[])[] = [
      [],
      ['VAT_RATE'],
      ['DATE', 'ENTRY_TYPE'],
      ['PAYMENT_TYPE', 'VAT_RATE'],
    ];
    for (const [index, by] of groupings.entries()) {
      const { groups } = await summaryOf(stack, ledgerId, '2026-05-01', '2026-05-31', by);
      expect(inAnyOrder(groups)).toEqual(inAnyOrder(expectedSums(ledgerId, dates, by)));
      expect(await stack.calls()).toEqual(index === 0 ? dateCalls(ledgerId, dates) : []);
      await stack.clearCalls();
    }
    const byDate = await summaryOf(stack, ledgerId, '2026-05-01', '2026-05-31', ['DATE']);
    expect(byDate.groups.map(({ date }) => date)).toEqual(dates);
  });

  it('are those of the sandbox for every choice of groupings', async ({ stack }) => {
    const [ledgerId, dates] = ['510334', days('2026-05', 11, 13)];
    const all = Object.keys(GROUPINGS) as readonly Grouping[];
    for (let choice = 0; choice < 2 ** all.length; choice += 1) {
      const by = all.filter((_, index) => (choice & (2 ** index)) !== 0);
      const { groups } = await summaryOf(stack, ledgerId, '2026-05-11', '2026-05-13', by);
      expect(inAnyOrder(groups)).toEqual(inAnyOrder(expectedSums(ledgerId, dates, by)));
    }
  });

  it('are an error, and nobody is blamed for it, where the API leads nowhere', async ({ stack }) => {
    const page = (cursor: string) => ({ items: [], hasMore: true, cursor });
    const ask = async (...pages: readonly ReturnType<typeof page>[]) => {
      const path = '/sales/report/v1/ledgers/700031/dates/2026-06-10';
      for (const body of pages) await stack.sandbox.faults.add({ path, status: 200, body });
      await stack.clearCalls();
      const { errors } = await stack.askText(
        '{ ledger(ledgerId: "700031") { salesSummary(from: "2026-06-10", to: "2026-06-10") { toDate } } }',
      );
      return [errors?.[0]?.extensions['code'], errors?.[0]?.message, (await stack.calls()).length];
    };
    const said = (what: string) =>
      `The Vipps MobilePay Sales API sent an answer that can't be used: it ${what}.`;
    const code = 'UPSTREAM_BAD_RESPONSE';
    expect(await ask(page('1'), page('1'))).toEqual([
      code,
      said('leads back to a page that was read already'),
      2,
    ]);
    // The sandbox does not know the cursor.
    expect(await ask(page('none'))).toEqual([code, said('refuses the cursor that it gave'), 2]);
    const empty = ['1', '2', '3', '4', '5', '6'].map(page);
    expect(await ask(...empty)).toEqual([code, said('promises more but gives empty pages only'), 5]);
  });

  it('are an error where one date is none beside others, and null where the API knows none of them', async ({
    stack,
  }) => {
    const ledger = '/sales/report/v1/ledgers/418806/dates';
    const ask = () =>
      stack.askText(
        '{ ledger(ledgerId: "418806") { salesSummary(from: "2026-05-05", to: "2026-05-07") { toDate } } }',
      );
    const { id } = await stack.sandbox.faults.add({ path: `${ledger}/2026-05-06`, status: 404, times: null });
    expect(await ask()).toMatchObject({
      data: { ledger: { salesSummary: null } },
      errors: [{ path: ['ledger', 'salesSummary'], extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }],
    });
    await stack.sandbox.faults.remove(id);
    await stack.sandbox.faults.add({ path: `${ledger}/*`, status: 404, times: null });
    const unread =
      '{ ledger(ledgerId: "418806") { salesSummary(from: "2026-04-25", to: "2026-04-26") { toDate } } }';
    expect(await stack.askText(unread)).toEqual({ data: { ledger: { salesSummary: null } } });
  });

  it('are the same whatever sign refunds come with, and in the short form', async ({ stack, clock }) => {
    const ledgerId = '510334';
    const by = ['ENTRY_TYPE', 'VAT_RATE'] as const;
    const one = await summaryOf(stack, ledgerId, '2026-05-11', '2026-05-17', by);
    expect(one.groups.some(({ entryType, gross }) => entryType === 'REFUND' && gross.value < 0)).toBe(true);
    // Past the time for which sums are kept.
    clock.advance(8 * 86_400);
    await stack.sandbox.quirks.set({ salesRefundsNegative: true, salesInShortForm: true });
    expect(await summaryOf(stack, ledgerId, '2026-05-11', '2026-05-17', by)).toEqual(one);
    expect((await stack.calls()).filter((call) => call.includes('/dates/'))).toHaveLength(14);
  });

  it('leave out what has not begun and what the API has not, and are made anew while a date is young', async ({
    stack,
  }) => {
    const ledgerId = '611583';
    const young = days('2026-06', 7, 10);
    const ask = () => summaryOf(stack, ledgerId, '2026-06-07', '2026-06-30');
    const before = await ask();
    expect(before).toMatchObject({ fromDate: '2026-06-07', toDate: '2026-06-10', isComplete: false });
    expect(await stack.calls()).toEqual(dateCalls(ledgerId, young));
    await stack.clearCalls();
    await stack.sandbox.ledgers.addEvents(ledgerId, [{ amounts: { gross: 500, net: 400, vat: 100 } }]);
    const after = await ask();
    expect((await stack.calls()).filter((call) => call.includes('/dates/'))).toEqual(
      dateCalls(ledgerId, young.slice(1)),
    );
    expect(after.eventCount).toBe(before.eventCount + 1);
    expect(after.groups[0]?.gross.value).toBe((before.groups[0]?.gross.value ?? 0) + 500);
    await stack.clearCalls();
    const none = { fromDate: null, toDate: null, isComplete: false, eventCount: 0, groups: [] };
    expect(await summaryOf(stack, ledgerId, '2026-01-01', '2026-03-08')).toMatchObject(none);
    expect(await summaryOf(stack, ledgerId, '2027-01-01', '2027-02-01')).toMatchObject(none);
    expect(await stack.calls()).toEqual([]);
  });

  it('of a date of many pages read them in one chain, and count what comes twice once', async ({ stack }) => {
    const ledgerId = '700031';
    const event = (index: number) => ({
      pspReference: `9${String(index)}`,
      reference: `8${String(index)}`,
      amounts: { gross: 1_000 + index, net: 800 + index, vat: 200 },
    });
    const events = Array.from({ length: 1_500 }, (_, index) => event(index));
    await stack.sandbox.ledgers.addEvents(ledgerId, [...events, event(3), event(1_400)], false);
    await stack.clearCalls();
    const { groups } = await summaryOf(stack, ledgerId, '2026-06-10', '2026-06-10');
    const total = (1_499 * 1_500) / 2;
    expect(groups).toMatchObject([
      {
        eventCount: 1_500,
        gross: { value: 1_500_000 + total },
        net: { value: 1_200_000 + total },
        vat: { value: 300_000 },
        grossWithoutVat: { value: 0 },
      },
    ]);
    const path = `GET /sales/report/v1/ledgers/${ledgerId}/dates/2026-06-10?`;
    expect(await stack.calls()).toEqual([
      `${path}pageSize=1000`,
      expect.stringMatching(/cursor=.*pageSize=1000$/) as string,
    ]);
  });

  it('tell of events that are in no sum', async ({ stack }) => {
    const ledgerId = '700031';
    await stack.sandbox.ledgers.addEvents(
      ledgerId,
      [
        { amounts: { gross: 100, net: null, vat: null } },
        { entryType: 'gift-card', amounts: { gross: 7, net: null, vat: null } },
        { amounts: { gross: null, net: null, vat: null } },
        { currency: '?', amounts: { gross: 5, net: null, vat: null } },
      ],
      false,
    );
    expect(await summaryOf(stack, ledgerId, '2026-06-10', '2026-06-10')).toMatchObject({
      eventCount: 1,
      omittedEventCount: 3,
      groups: [{ gross: { value: 100 }, grossWithoutVat: { value: 100 }, net: { value: 0 } }],
    });
  });

  it('are refused for a wrong period before any call, and are null for a ledger that is not there', async ({
    stack,
  }) => {
    const ask = (ledgerId: string, from: string, to: string) =>
      stack.askText(
        `{ ledger(ledgerId: "${ledgerId}") { salesSummary(from: "${from}", to: "${to}") { toDate } } }`,
      );
    const { errors } = await ask('418806', '2026-05-02', '2026-05-01');
    expect(errors).toMatchObject([
      { message: 'to must not be before from.', extensions: { code: 'BAD_USER_INPUT', argument: ['to'] } },
    ]);
    expect((await ask('418806', '2025-01-01', '2026-05-01')).errors?.[0]?.message).toBe(
      'from and to must span at most 400 days, not 486.',
    );
    expect(await ask('999999', '2026-05-01', '2026-05-02')).toEqual({ data: { ledger: null } });
    expect(await stack.calls()).toEqual([]);
  });
});
