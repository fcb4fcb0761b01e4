import { describe, expect } from 'vitest';
import { addFigures, noFigures, type Figures } from '../../src/reconciliation/figures.js';
import { dateOf, dayCount } from '../../src/sandbox/seed/calendar.js';
import { courseOf, ledgerDay } from '../../src/sandbox/seed/ledger-entries.js';
import { seededLedgers, type SeededLedger } from '../../src/sandbox/seed/ledgers.js';
import { saleAt, salesOn } from '../../src/sandbox/seed/sales-events.js';
import { it } from '../support/fixture.js';
import { fakeClock } from '../support/stack.js';
import { closesOf } from './closing.js';

const FROM = dateOf(0);
const TO = dateOf(dayCount - 1);

/** What a ledger has of each kind, added up from the data that the sandbox makes its answers of. */
function sumsOf(ledger: SeededLedger) {
  const sums = new Map<string, number>();
  const add = (kind: string, amount: number): void => {
    sums.set(kind, (sums.get(kind) ?? 0) + amount);
  };
  const { starts } = courseOf(ledger);
  for (let day = 0; day < dayCount; day += 1) {
    const start = starts[day];
    if (start === undefined) throw new RangeError(`no day ${String(day)}`);
    const { funds, fees } = ledgerDay(ledger, day, start).entries;
    for (const { entryType, amount } of funds) add(`funds ${entryType}`, amount);
    for (const { entryType, amount } of fees) add(`fees ${entryType}`, amount);
    if (ledger.trade === 'webShop') continue;
    for (let index = 0; index < salesOn(ledger, day); index += 1) {
      const { entryType, gross, vat, lines, paymentType } = saleAt(ledger, day, index);
      const sign = entryType === 'refund' ? -1 : 1;
      add('sold', sign * gross);
      if (paymentType === 'CASH') add('cash', sign * gross);
      const known = lines.reduce((sum, { vatAmount }) => sum + (vatAmount ?? 0), 0);
      add('vat', sign * (vat ?? known));
      add('events', 1);
    }
  }
  return { of: (kind: string) => sums.get(kind) ?? 0, end: starts[dayCount] };
}

const shown = (figures: Readonly<Figures>) => {
  const { captures, refunds, feesRetained, corrections, disputes, topUps, payouts, other, breaks } = figures;
  const { captureFees, otherFees, feesSettled, sold, soldForCash, soldVat, settledNotSold, salesEvents } =
    figures;
  const { differences, unexplained } = figures;
  const funds = { captures, refunds, feesRetained, corrections, disputes, topUps, payouts, other, breaks };
  const fees = { captureFees, otherFees, feesSettled };
  return { funds, fees, sold, soldForCash, soldVat, settledNotSold, salesEvents, differences, unexplained };
};

describe('the whole sandbox', () => {
  it.for(seededLedgers().map((ledger) => ({ id: ledger.ledgerId, ledger })))(
    'has every closed date of $id balanced, with the sums of its own data',
    async ({ ledger }, { startServices }) => {
      const { services, sandbox } = await startServices({}, fakeClock(Date.parse('2026-11-01T10:00:00Z')));
      await sandbox.ledgers.put(ledger.ledgerId, { granted: true });
      const { currency } = ledger;
      const total = noFigures();
      let [closing, fees]: (number | null)[] = [null, null];
      for await (const day of closesOf(services).days(ledger.ledgerId, { from: FROM, to: TO, currency })) {
        expect(day.differences).toEqual([]);
        expect(day).toMatchObject({ state: 'BALANCED', isComplete: true });
        if (closing !== null) expect(day.openingBalance).toBe(closing);
        ({ closingBalance: closing, feesClosing: fees } = day);
        addFigures(total, day.figures);
      }
      const { of, end } = sumsOf(ledger);
      const expected: ReturnType<typeof shown> = {
        funds: {
          captures: of('funds capture'),
          refunds: of('funds refund'),
          feesRetained: of('funds fees-retained'),
          corrections: of('funds correction'),
          disputes: of('funds retained-disputed-capture') + of('funds returned-disputed-capture'),
          topUps: 0,
          payouts: of('funds payout-scheduled'),
          other: 0,
          breaks: 0,
        },
        fees: {
          captureFees: of('fees capture-fee'),
          otherFees: of('fees service-fee') + of('fees credit-note') + of('fees correction'),
          feesSettled: of('fees fees-retained') + of('fees fees-invoiced'),
        },
        sold: of('sold'),
        soldForCash: of('cash'),
        soldVat: of('vat'),
        settledNotSold: ledger.trade === 'webShop' ? of('funds capture') + of('funds refund') : 0,
        salesEvents: of('events'),
        differences: 0,
        unexplained: 0,
      };
      expect(shown(total)).toEqual(expected);
      expect({ closing, fees }).toEqual(
        ledger.perDay === 0 ? { closing: null, fees: null } : { closing: end?.funds, fees: end?.fees },
      );
    },
  );
});
