import { describe, expect, it } from 'vitest';
import type { WireEntry } from '../../src/clients/report.js';
import { abortOf, PayoutRule, payoutsOf, type FundsDay } from '../../src/reconciliation/payouts.js';
import { randomFrom } from '../support/random.js';

/** Books entries one behind the other, so that the chain of balances holds. */
class Account {
  readonly days: FundsDay[] = [];
  #number = 0;

  constructor(public balance = 0) {}

  on(date: string, ...booked: readonly (readonly [entryType: string, amount: number])[]): this {
    this.days.push({
      date,
      entries: booked.map(([entryType, amount]) => this.#entry(date, entryType, amount)),
    });
    return this;
  }

  #entry(ledgerDate: string, entryType: string, amount: number): WireEntry {
    this.#number += 1;
    const balanceBefore = this.balance;
    this.balance += amount;
    return {
      pspReference: `psp-${String(this.#number)}`,
      time: `${ledgerDate}T12:00:00Z`,
      ledgerDate,
      entryType,
      reference: null,
      currency: 'NOK',
      amount,
      balanceBefore,
      balanceAfter: this.balance,
      recipientHandle: null,
    };
  }
}

const payout = (amount: number) => ['payout-scheduled', -amount] as const;
const told = (days: readonly FundsDay[]) =>
  [...payoutsOf(days)].map(({ payout: { amount }, place, from, ...rest }) => ({
    amount,
    place: `${place.date}.${String(place.index)}`,
    from: `${from.date}.${String(from.index)}`,
    ...rest,
  }));

describe('which entries a payout pays', () => {
  it('is all between the payout before and itself: whole dates, also those without a payout', () => {
    const { days } = new Account()
      .on('2026-09-14', ['capture', 1_000], ['refund', -200], ['fees-retained', -10], payout(790))
      .on('2026-09-15', ['capture', 300])
      .on('2026-09-16')
      .on('2026-09-17', ['capture', 50], ['capture', 7], payout(357));
    expect(told(days)).toEqual([
      {
        amount: -790,
        place: '2026-09-14.3',
        from: '2026-09-14.0',
        openingBalance: 0,
        closingBalance: 0,
        sums: [
          { entryType: 'capture', count: 1, amount: 1_000 },
          { entryType: 'refund', count: 1, amount: -200 },
          { entryType: 'fees-retained', count: 1, amount: -10 },
        ],
        unexplained: 0,
        faults: [],
      },
      {
        amount: -357,
        place: '2026-09-17.2',
        from: '2026-09-15.0',
        openingBalance: 0,
        closingBalance: 0,
        sums: [{ entryType: 'capture', count: 3, amount: 357 }],
        unexplained: 0,
        faults: [],
      },
    ]);
  });

  it('waits while the balance is below zero, and pays what is left when it has risen', () => {
    const { days } = new Account()
      .on('2026-09-14', ['refund', -500])
      .on('2026-09-15', ['capture', 400])
      .on('2026-09-16', ['top-up', 100], ['capture', 60], payout(60));
    expect(told(days)).toMatchObject([
      { amount: -60, from: '2026-09-14.0', openingBalance: 0, closingBalance: 0, unexplained: 0, faults: [] },
    ]);
  });

  it('leaves what a rolling reserve holds back, with which the next one begins', () => {
    const { days } = new Account(900)
      .on('2026-09-14', ['capture', 1_000], payout(800))
      .on('2026-09-15', ['capture', 100], payout(200));
    expect(told(days)).toMatchObject([
      { openingBalance: 900, closingBalance: 1_100, unexplained: 0, faults: [] },
      { openingBalance: 1_100, closingBalance: 1_000, unexplained: 0, faults: [] },
    ]);
  });

  it('is told by the older word too, and needs no reference, which Norway lacks', () => {
    const { days } = new Account().on('2026-09-14', ['capture', 5], ['scheduled-for-payout', -5]);
    expect(told(days)).toMatchObject([{ amount: -5, faults: [] }]);
  });

  it('does not reach what no payout has come for', () => {
    const { days } = new Account()
      .on('2026-09-14', ['capture', 5], payout(5))
      .on('2026-09-15', ['capture', 8], ['capture', 1], ['refund', -2]);
    const rule = new PayoutRule();
    expect(days.map((day) => rule.add(day).length)).toEqual([1, 0]);
    expect(rule.unpaid).toEqual([
      { entryType: 'capture', count: 2, amount: 9 },
      { entryType: 'refund', count: 1, amount: -2 },
    ]);
  });

  it('leaves what is booked behind it on its own date to the next one, and says that it is odd', () => {
    const { days } = new Account()
      .on('2026-09-14', ['capture', 5], payout(5), ['capture', 3])
      .on('2026-09-15', payout(3));
    expect(told(days)).toMatchObject([
      { place: '2026-09-14.1', faults: ['NOT_LAST_OF_DATE'] },
      { from: '2026-09-14.2', sums: [{ entryType: 'capture', count: 1, amount: 3 }], faults: [] },
    ]);
  });

  it('says so when a payout takes more than there is, or of nothing', () => {
    const { days } = new Account(-10)
      .on('2026-09-14', ['capture', 5], payout(5))
      .on('2026-09-15', ['capture', 20], payout(11));
    expect(told(days).map(({ faults }) => faults)).toEqual([['BEYOND_BALANCE'], ['BEYOND_BALANCE']]);
  });

  it('finds nothing odd about a payout of nothing, whatever the balance was before', () => {
    const { days } = new Account(-500).on('2026-09-14', ['capture', 500], payout(0));
    expect(told(days).map(({ faults }) => faults)).toEqual([[]]);
  });

  it('says so once, of the payout that took too much: those behind it carry that on', () => {
    const { days } = new Account()
      .on('2026-09-14', ['capture', 5], payout(6))
      .on('2026-09-15', ['capture', 20], payout(20))
      .on('2026-09-16', ['capture', 7], payout(8));
    expect(told(days).map(({ faults }) => faults)).toEqual([['BEYOND_BALANCE'], [], ['BEYOND_BALANCE']]);
  });

  it('tells by how much a payout is off when an entry is missing', () => {
    const { days } = new Account()
      .on('2026-09-14', payout(0))
      .on('2026-09-15', ['capture', 1_000], ['refund', -50], payout(950));
    const holed = days.map(({ date, entries }) => ({
      date,
      entries: entries.filter(({ entryType }) => entryType !== 'refund'),
    }));
    expect(told(holed).at(-1)).toMatchObject({ unexplained: -50, faults: ['DOES_NOT_ADD_UP'] });
  });

  it('begins with what the payout before left, also where the next entry begins with something else', () => {
    const { days } = new Account().on('2026-09-14', ['capture', 5], payout(5));
    const broken = new Account(40).on('2026-09-15', ['capture', 100], payout(140));
    expect(told([...days, ...broken.days]).at(-1)).toMatchObject({
      openingBalance: 0,
      closingBalance: 0,
      unexplained: 40,
      faults: ['DOES_NOT_ADD_UP'],
    });
  });

  it('knows no sum where an amount is missing, and none where it is no whole number', () => {
    const { days } = new Account().on('2026-09-14', ['capture', 5], ['capture', 6], payout(11));
    const changed = (amount: number | null) =>
      days.map(({ date, entries }) => ({
        date,
        entries: entries.map((entry, index) => (index === 0 ? { ...entry, amount } : entry)),
      }));
    expect(told(changed(null))).toMatchObject([{ sums: [{ count: 2, amount: null }], unexplained: null }]);
    expect(told(changed(Number.NaN))).toMatchObject([{ sums: [{ amount: Number.NaN }] }]);
  });

  it('covers every entry of random histories once, and the chain of balances holds over all payouts', () => {
    const random = randomFrom('payouts');
    for (let run = 0; run < 200; run += 1) {
      const account = new Account(Math.floor(random() * 100));
      const opening = account.balance;
      let entries = 0;
      for (let day = 0; day < 30; day += 1) {
        const booked = Array.from({ length: Math.floor(random() * 4) }, () => {
          const amount = Math.floor(random() * 200) - 60;
          return [amount < 0 ? 'refund' : 'capture', amount] as const;
        });
        entries += booked.length;
        const balance = booked.reduce((sum, [, amount]) => sum + amount, account.balance);
        const paysOut = balance > 0 && random() < 0.4;
        const date = new Date(Date.UTC(2026, 8, 1 + day)).toISOString().slice(0, 10);
        account.on(date, ...booked, ...(paysOut ? [payout(Math.ceil(balance * random()))] : []));
      }
      const rule = new PayoutRule();
      const paid = account.days.flatMap((day) => rule.add(day));
      expect(paid.flatMap(({ faults }) => faults)).toEqual([]);
      const count = [...paid.flatMap(({ sums }) => sums), ...rule.unpaid].reduce(
        (sum, one) => sum + one.count,
        0,
      );
      expect(count).toBe(entries);
      const left = paid.reduce(
        (sum, { sums, payout: { amount } }) =>
          sums.reduce((all, one) => all + (one.amount ?? 0), sum + (amount ?? 0)),
        opening,
      );
      expect(rule.unpaid.reduce((sum, one) => sum + (one.amount ?? 0), left)).toBe(account.balance);
    }
  });
});

describe('the entry that gives a payout up', () => {
  const { days } = new Account()
    .on('2026-09-14', ['capture', 100], payout(100))
    .on('2026-09-15', ['capture', 100], payout(100))
    .on('2026-09-16', ['payout-aborted', 100], ['capture', 1], payout(101));
  const entries = days.flatMap((day) => day.entries);
  const [, first, , second, abort] = entries;
  const behind = (entry: WireEntry | undefined) =>
    entries.slice(entry === undefined ? 0 : entries.indexOf(entry) + 1);
  const found = (entry: WireEntry | undefined, among = behind(entry)) => entry && abortOf(entry, among);

  it('is the next one of its amount, and of equal ones that of the latest payout', () => {
    expect(found(second)).toBe(abort);
    expect(found(first)).toBeNull();
    expect(found(entries.at(-1))).toBeNull();
  });

  it('is the one with its reference, where it has one', () => {
    const named = (pspReference: string | null | undefined, reference: string | null = null) =>
      behind(first).map((entry) =>
        entry === abort ? { ...entry, pspReference: pspReference ?? null, reference } : entry,
      );
    expect(found(first, named(first?.pspReference))).toMatchObject({ entryType: 'payout-aborted' });
    expect(found(first, named(second?.pspReference))).toBeNull();
    expect(first && abortOf({ ...first, reference: 'Utb. 1' }, named(null, 'Utb. 1'))).not.toBeNull();
  });
});
