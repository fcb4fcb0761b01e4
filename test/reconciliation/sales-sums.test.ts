import { describe, expect, it } from 'vitest';
import { reviveSalesEvent, type WireSalesEvent } from '../../src/clients/sales.js';
import { addSums, DaySums, NOTHING, type SalesCell } from '../../src/reconciliation/sales-sums.js';
import { randomFrom } from '../support/random.js';

const event = (json: Readonly<Record<string, unknown>>): WireSalesEvent =>
  reviveSalesEvent({ json: { entryType: 'capture', currency: 'NOK', ...json } });
const sumsOf = (...events: readonly WireSalesEvent[]) => {
  const sums = new DaySums();
  for (const each of events) sums.add(each);
  return sums.result;
};
const rates = (...events: readonly WireSalesEvent[]) =>
  sumsOf(...events).cells.map(({ vatRate, parts, events: count, gross, net, vat, grossWithoutVat }) => [
    vatRate,
    parts,
    count,
    gross,
    net,
    vat,
    grossWithoutVat,
  ]);
const line = (vatRate: number | null, gross: number | null, net: number | null, vat: number | null) => ({
  vatRate,
  lineTotalGross: gross,
  lineTotalNet: net,
  vatAmount: vat,
});

describe('the sums of a date', () => {
  it('split an event by the rates of its lines, which count it once', () => {
    const lines = [line(2_500, 1_250, 1_000, 250), line(1_200, 560, 500, 60), line(2_500, 125, 100, 25)];
    expect(rates(event({ amounts: { gross: 1_935, net: 1_600, vat: 335 }, lines }))).toEqual([
      [2_500, 1, 1, 1_375, 1_100, 275, 0],
      [1_200, 1, 0, 560, 500, 60, 0],
    ]);
  });

  it('keep rates apart that are near each other, and the zero rate from none', () => {
    const lines = [line(1_350, 1, 1, 0), line(1_400, 2, 2, 0), line(0, 3, 3, 0), line(null, 4, null, null)];
    expect(rates(event({ amounts: { gross: 10, net: null, vat: null }, lines }))).toEqual([
      [1_350, 1, 1, 1, 1, 0, 0],
      [1_400, 1, 0, 2, 2, 0, 0],
      [0, 1, 0, 3, 3, 0, 0],
      [null, 1, 0, 4, 0, 0, 4],
    ]);
  });

  it('use no lines that are not all of an event, unless they add up to it', () => {
    const amounts = { gross: 1_400, net: 1_120, vat: 280 };
    const completeness = { hasLineItems: false };
    const some = [line(2_500, 1_250, 1_000, 250)];
    expect(rates(event({ amounts, lines: some, completeness }))).toEqual([
      [null, 1, 1, 1_400, 1_120, 280, 0],
    ]);
    const all = [...some, line(2_500, 150, 120, 30)];
    expect(rates(event({ amounts, lines: all, completeness }))).toEqual([
      [2_500, 1, 1, 1_400, 1_120, 280, 0],
    ]);
  });

  it('put what the lines leave over, or have too much, where no rate is given', () => {
    const lines = [line(2_500, 1_250, 1_000, 250), line(2_500, 100, null, null)];
    expect(rates(event({ amounts: { gross: 1_400, net: 1_120, vat: 280 }, lines }))).toEqual([
      [2_500, 1, 1, 1_250, 1_000, 250, 0],
      [null, 1, 0, 150, 120, 30, 0],
    ]);
    expect(rates(event({ amounts: { gross: 1_000, net: 800, vat: 200 }, lines: lines.slice(0, 1) }))).toEqual(
      [
        [2_500, 1, 1, 1_250, 1_000, 250, 0],
        [null, 1, 0, -250, -200, -50, 0],
      ],
    );
  });

  it('sign refunds by their kind, whatever they come with, and lines with their event', () => {
    const lines = [line(2_500, 1_500, 1_200, 300), line(2_500, -250, -200, -50)];
    const amounts = { gross: 1_250, net: 1_000, vat: 250 };
    const turned = lines.map((each) =>
      line(each.vatRate, -(each.lineTotalGross ?? 0), -(each.lineTotalNet ?? 0), -(each.vatAmount ?? 0)),
    );
    const negative = { gross: -1_250, net: -1_000, vat: -250 };
    const expected = [[2_500, 1, 1, -1_250, -1_000, -250, 0]];
    for (const entryType of ['refund', 'return', 'REFUND']) {
      expect(rates(event({ entryType, amounts, lines }))).toEqual(expected);
      expect(rates(event({ entryType, amounts: negative, lines: turned }))).toEqual(expected);
      expect(rates(event({ entryType, amounts: negative, lines }))).toEqual(expected);
      expect(rates(event({ entryType, amounts, lines: turned }))).toEqual(expected);
    }
    expect(rates(event({ amounts, lines }))).toEqual([[2_500, 1, 1, 1_250, 1_000, 250, 0]]);
  });

  it('are those of the events for random ones, in any pages and any order', () => {
    const random = randomFrom('sales sums');
    const upTo = (most: number): number => Math.floor(random() * most);
    for (let run = 0; run < 60; run += 1) {
      let [gross, known] = [0, 0];
      const events = Array.from({ length: 40 }, () => {
        const lines = Array.from({ length: upTo(4) }, () => {
          const [total, vat] = [upTo(9_000) - 500, upTo(900)];
          const has = random() < 0.8;
          return line(
            has ? upTo(3) * 1_250 : null,
            random() < 0.95 ? total : null,
            has ? total - vat : null,
            has ? vat : null,
          );
        });
        const total = upTo(20_000);
        const vat = random() < 0.6 ? upTo(2_000) : null;
        const isRefund = random() < 0.3;
        gross += isRefund ? -total : total;
        known += 1;
        return event({
          entryType: isRefund ? 'refund' : 'capture',
          paymentType: ['CARD', 'CASH', null][upTo(3)],
          amounts: { gross: total, net: vat === null ? null : total - vat, vat },
          lines,
        });
      });
      const whole = sumsOf(...events);
      const all = { ...NOTHING };
      for (const cell of whole.cells) addSums(all, cell);
      expect([all.gross, all.net + all.vat + all.grossWithoutVat, all.events]).toEqual([gross, gross, known]);
      // Pages of any size, summed one by one and put together.
      const byTraits = new Map<string, SalesCell>();
      const size = 1 + upTo(12);
      const shuffled = events.map((each) => [random(), each] as const).sort(([one], [other]) => one - other);
      for (let at = 0; at < events.length; at += size) {
        for (const cell of sumsOf(...shuffled.slice(at, at + size).map(([, each]) => each)).cells) {
          const key = JSON.stringify([cell.entryType, cell.paymentType, cell.vatRate]);
          const sum = { ...(byTraits.get(key) ?? { ...cell, ...NOTHING }) };
          addSums(sum, cell);
          byTraits.set(key, sum);
        }
      }
      const sorted = (cells: Iterable<SalesCell>) => [...cells].map((cell) => JSON.stringify(cell)).sort();
      expect(sorted(byTraits.values())).toEqual(sorted(whole.cells));
    }
  });
});
