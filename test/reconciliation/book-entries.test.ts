import { describe, expect, it } from 'vitest';
import { readAccounts } from '../../resolvers/reconciliation/close-input.js';
import { bookEntries } from '../../src/reconciliation/book-entries.js';
import { accounts } from './accounts.js';
import { disturbed } from './disturbed.js';
import { faults, D0, D1, D4, World } from './faults.js';
import { booked, close, line, moneyOf, plans, refundOf, sale, type Day } from './history.js';

/** The balance of each account behind a period; every entry must balance. */
async function balances(days: readonly Day[], from: string, to: string) {
  const sums = new Map<string, number>();
  const closed = await close(days, from, to);
  for (const { lines } of closed.flatMap((date) => bookEntries(date, accounts))) {
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount);
  }
  return { closed, of: (account: string) => sums.get(account) ?? 0 };
}

describe('double entries of a close', () => {
  it('are those of an example, worked out by hand', async () => {
    const [date] = await close(booked(new World().plans), D1, D1);
    if (date === undefined) throw new Error('nothing was closed');
    // Baskets: 195.00 with 25 %, 100.00 with 14 %, 40.00 with 0 %, and 150.00 with 15 %; open amount 250.00; cash 70.00.
    expect(bookEntries(date, accounts)).toEqual([
      {
        date: D1,
        kind: 'SALES',
        lines: [
          { account: 'clearing', amount: 73_500, vatRate: null },
          { account: 'cash', amount: 7_000, vatRate: null },
          { account: 'sales 1500', amount: -13_043, vatRate: 1_500 },
          { account: 'VAT 1500', amount: -1_957, vatRate: 1_500 },
          { account: 'sales 2500', amount: -15_600, vatRate: 2_500 },
          { account: 'VAT 2500', amount: -3_900, vatRate: 2_500 },
          { account: 'sales 1400', amount: -8_772, vatRate: 1_400 },
          { account: 'VAT 1400', amount: -1_228, vatRate: 1_400 },
          { account: 'sales 0', amount: -4_000, vatRate: 0 },
          { account: 'sales null', amount: -32_000, vatRate: null },
        ],
      },
      {
        date: D1,
        kind: 'SETTLEMENT',
        lines: [
          { account: 'receivable', amount: 73_500, vatRate: null },
          { account: 'clearing', amount: -73_500, vatRate: null },
        ],
      },
      {
        date: D1,
        kind: 'FEES',
        lines: [
          { account: 'fees', amount: 1_470, vatRate: null },
          { account: 'fees payable', amount: -1_470, vatRate: null },
        ],
      },
      {
        date: D1,
        kind: 'FEES_SETTLED',
        lines: [
          { account: 'fees payable', amount: 1_470, vatRate: null },
          { account: 'receivable', amount: -1_470, vatRate: null },
        ],
      },
      {
        date: D1,
        kind: 'PAYOUTS',
        lines: [
          { account: 'receivable', amount: -72_030, vatRate: null },
          { account: 'bank', amount: 72_030, vatRate: null },
        ],
      },
    ]);
  });

  it('leave clearing at zero when the period is balanced, and the balances of the ledger on their accounts', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const made = plans(`books ${seed}`, D0, 40);
      // Sales and money on two sides of midnight, either way, within the period and at its ends.
      for (let day = 1; day < 39; day += 1) {
        const sold = made[day]?.sales.pop();
        if (sold !== undefined) made[day + (day % 2 === 0 ? 1 : -1)]?.sales.push(sold);
      }
      const days = booked(made, 1_234);
      const { closed, of } = await balances(days, days[2]?.date ?? '', days[37]?.date ?? '');
      expect(closed.map(({ state }) => state)).toEqual(closed.map(() => 'BALANCED'));
      expect(of('clearing')).toBe(0);
      const [first, last] = [closed[0], closed.at(-1)];
      expect(of('receivable')).toBe((last?.closingBalance ?? 0) - (first?.openingBalance ?? 0));
      expect(of('fees payable')).toBe((last?.feesClosing ?? 0) - (first?.feesOpening ?? 0));
    }
  });

  it('leave clearing at zero on every date that is balanced, whatever does not fit on those around', async () => {
    let count = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      for (const date of await close(disturbed(`clearing ${seed}`, D0, 40), '2026-09-08', '2026-10-14')) {
        if (date.state !== 'BALANCED') continue;
        count += 1;
        const lines = bookEntries(date, accounts).flatMap((entry) => entry.lines);
        const clearing = lines.filter(({ account }) => account === 'clearing');
        expect(clearing.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it('book a line that takes something off the others as such', async () => {
    const world = new World();
    const sold = sale('voucher', D1, [line(10_000, 2_500), line(-2_500, 2_500)]);
    world.on(D1).sales = [sold];
    world.on(D1).funds = [moneyOf(sold)];
    world.on(D1).fees = [];
    const { of } = await balances(booked(world.plans), D1, D1);
    expect([of('sales 2500'), of('VAT 2500'), of('sales null')]).toEqual([-6_000, -1_500, 0]);
  });

  it('take no sale that has VAT for one without, where no line tells the rate', async () => {
    const world = new World();
    const total = { ...sale('total', D1, 12_500), net: 10_000, vat: 2_500 };
    const refund = { ...refundOf(total, D1), gross: 6_250, net: 5_000, vat: 1_250 };
    // One line of two tells its VAT, and the total that of both.
    const half = sale('half', D1, [line(10_000, 2_500), line(11_500, 1_500)]);
    Object.assign(half.lines[1] ?? {}, { vatRate: null, vatAmount: null, lineTotalNet: null });
    world.on(D1).sales = [total, refund, half];
    world.on(D1).funds = [total, refund, half].map((each) => moneyOf(each));
    world.on(D1).fees = [];
    const { closed, of } = await balances(booked(world.plans), D1, D1);
    expect(closed.map(({ state }) => state)).toEqual(['BALANCED']);
    expect(closed[0]?.figures.soldVat).toBe(2_500 - 1_250 + 3_500);
    expect([of('sales null'), of('VAT null')]).toEqual([0, 0]);
    expect([of('sales UNKNOWN'), of('VAT UNKNOWN')]).toEqual([-5_000 - 10_000, -1_250 - 1_500]);
    expect([of('sales 2500'), of('VAT 2500'), of('clearing')]).toEqual([-8_000, -2_000, 0]);
  });

  it('use no lines that are not all of the sale', async () => {
    const world = new World();
    const part = { ...sale('part', D1, [line(16_000, 2_500)]), gross: 10_000, net: 8_000, vat: 2_000 };
    Object.assign(part, { hasLineItems: false, hasVatBreakdown: false });
    world.on(D1).sales = [part];
    world.on(D1).funds = [moneyOf(part)];
    world.on(D1).fees = [];
    const { closed, of } = await balances(booked(world.plans), D1, D1);
    expect(closed.flatMap(({ differences }) => differences)).toEqual([]);
    expect([of('sales 2500'), of('sales null'), of('sales UNKNOWN'), of('VAT UNKNOWN')]).toEqual([
      0, 0, -8_000, -2_000,
    ]);
  });

  it('are on the accounts of other rates where the rate is not known, and apart where there is no VAT', () => {
    const given = { ...accounts, sales: '3050', vat: '2750', salesWithoutVat: '3100' };
    const rates = [{ vatRateBasisPoints: 2_500, sales: '3000', vat: '2700' }];
    const { sales, vat } = readAccounts({ ...given, rates });
    expect([2_500, 1_500, 'UNKNOWN' as const, null].map((rate) => [sales(rate), vat(rate)])).toEqual([
      ['3000', '2700'],
      ['3050', '2750'],
      ['3050', '2750'],
      ['3100', '2750'],
    ]);
  });

  it.each(faults)('balance, whatever does not fit: $what', async ({ plan, spoil }) => {
    const world = new World();
    plan?.(world);
    const days = booked(world.plans);
    spoil?.(days);
    const { closed, of } = await balances(days, D0, D4);
    const [first, last] = [closed[0], closed.at(-1)];
    expect(of('receivable')).toBe((last?.closingBalance ?? 0) - (first?.openingBalance ?? 0));
    expect(of('fees payable')).toBe((last?.feesClosing ?? 0) - (first?.feesOpening ?? 0));
  });

  it('leave on clearing what was sold and has no money', async () => {
    const world = new World();
    world.unsettle(world.basket);
    expect((await balances(booked(world.plans), D0, D4)).of('clearing')).toBe(33_500);
  });
});
