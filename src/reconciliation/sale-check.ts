import type { WireSalesEvent, WireSalesLine } from '../clients/sales.js';
import { whole } from './amounts.js';
import { differenceOf, type Difference } from './difference.js';
import type { BookedRate, RateSum } from './figures.js';
import { saleKind } from './sale-kinds.js';
import { sumOfLines, wholeLines } from './whole-lines.js';

/** The sign that the books give an event: the API does not publish the one of its amounts. */
export function signOf({ entryType, gross }: WireSalesEvent): 1 | -1 {
  const kind = entryType === null ? null : saleKind(entryType);
  if (kind !== null) return kind === 'CAPTURE' ? 1 : -1;
  return (gross ?? 0) < 0 ? -1 : 1;
}

/** What messages call an event, or what money is for. */
export function saleWord({ entryType }: { readonly entryType: string | null }): 'sale' | 'refund' {
  return entryType !== null && saleKind(entryType) === 'REFUND' ? 'refund' : 'sale';
}

/** The amount of an event as the ledger should have it; null where the API gives none. */
export function bookedGross(event: WireSalesEvent): number | null {
  const gross = whole(event.gross);
  return gross === null ? null : signOf(event) * Math.abs(gross);
}

/** What of an event does not add up. */
export interface SaleFault {
  readonly difference: Difference;
  /** What the lines add up to, where they do not make the event, without the sign of a refund. */
  readonly makes?: number;
}

/**
 * What of an event does not add up; undefined when all does. One fault shows in several sums, so one difference is told:
 * of the lines, else of VAT. Amounts are those of the event itself, without the sign of a
 * refund.
 */
export function saleFault(event: WireSalesEvent, date: string): SaleFault | undefined {
  const { lines } = event;
  for (const line of lines) {
    const expected = expectedTotal(line);
    const total = magnitude(line.lineTotalGross);
    if (expected === undefined || total === null) continue;
    const off = total - expected.total;
    if (Math.abs(off) <= expected.tolerance) continue;
    const message = `Line ${name(line)} is ${total}, but its price, quantity and discount make ${expected.total}.`;
    return { difference: differenceOf('LINES_DO_NOT_ADD_UP', date, off, event, message) };
  }
  const gross = magnitude(event.gross);
  const totals = magnitude(known(lines.map(({ lineTotalGross }) => whole(lineTotalGross))));
  if (event.hasLineItems && lines.length > 0 && totals !== null && gross !== null && totals !== gross) {
    const message = `The lines add up to ${totals}, but the ${saleWord(event)} is ${gross}.`;
    const difference = differenceOf('LINES_DO_NOT_ADD_UP', date, totals - gross, event, message);
    return { difference, makes: totals };
  }
  const difference = lines.length > 0 || event.vat !== null ? vatFault(event, date) : undefined;
  return difference && { difference };
}

/** VAT per line is what the merchant typed: it may be missing, but what is there must fit. */
function vatFault(event: WireSalesEvent, date: string): Difference | undefined {
  const { lines } = event;
  for (const line of lines) {
    const [gross, vat, rate] = [
      magnitude(line.lineTotalGross),
      magnitude(line.vatAmount),
      whole(line.vatRate),
    ];
    if (gross === null || vat === null || rate === null || rate < 0) continue;
    const expected = vatIn(gross, rate);
    if (Math.abs(vat - expected) <= roundingOf(line)) continue;
    const message = `VAT of line ${name(line)} is ${vat}, but ${rate / 100} % of ${gross} is ${expected}.`;
    return differenceOf('VAT_DOES_NOT_FIT_RATE', date, vat - expected, event, message);
  }
  const vat = magnitude(event.vat);
  const sum = magnitude(known(lines.map((line) => vatOf(line))));
  if (event.hasVatBreakdown && lines.length > 0 && sum !== null && vat !== null && sum !== vat) {
    const message = `VAT of the lines adds up to ${sum}, but that of the ${saleWord(event)} is ${vat}.`;
    return differenceOf('VAT_DOES_NOT_ADD_UP', date, sum - vat, event, message);
  }
  const [gross, net] = [magnitude(event.gross), magnitude(event.net)];
  if (gross === null || net === null || vat === null || net + vat === gross) return undefined;
  const message = `Net ${net} and VAT ${vat} do not make ${gross}.`;
  return differenceOf('VAT_DOES_NOT_ADD_UP', date, net + vat - gross, event, message);
}

/**
 * What an event adds to the books, by VAT rate. It always adds up to the amount of the event: what is on no line that
 * tells its VAT is of an unknown rate as far as the VAT of the event is more than that of the lines, else without VAT.
 */
export function ratesOf(event: WireSalesEvent, gross: number): ReadonlyMap<BookedRate, RateSum> {
  const sign = signOf(event);
  // The API does not publish the sign of the lines either; one that takes something off the others goes on doing so.
  const signOfLines = sumOfLines(event.lines) < 0 ? -sign : sign;
  const rates = new Map<BookedRate, RateSum>();
  const eventVat = magnitude(event.vat);
  let rest = gross;
  let restVat = eventVat === null ? 0 : sign * eventVat;
  const add = (rate: BookedRate, net: number, vat: number): void => {
    const sum = rates.get(rate) ?? { net: 0, vat: 0 };
    sum.net += net;
    sum.vat += vat;
    rates.set(rate, sum);
  };
  for (const line of wholeLines(event)) {
    const [total, vat, rate] = [whole(line.lineTotalGross), vatOf(line), whole(line.vatRate)];
    if (total === null || vat === null || rate === null) continue;
    add(rate, signOfLines * (total - vat), signOfLines * vat);
    rest -= signOfLines * total;
    restVat -= signOfLines * vat;
  }
  // VAT that the rest can not have is told as a difference.
  const hasVat = rest * restVat > 0 && Math.abs(restVat) < Math.abs(rest);
  if (hasVat) add('UNKNOWN', rest - restVat, restVat);
  else if (rest !== 0) add(null, rest, 0);
  return rates;
}

/** VAT in an amount that includes it, in integers only: halves round up. */
export function vatIn(gross: number, rate: number): number {
  const [amount, whole] = [BigInt(gross) * 20_000n, 10_000n + BigInt(rate)];
  return gross - Number((amount + whole) / (2n * whole));
}

/** Tills round per piece or per line, up or down. */
function roundingOf({ quantity }: WireSalesLine): number {
  const pieces = Number(quantity ?? 1);
  return Number.isFinite(pieces) ? Math.max(1, Math.ceil(Math.min(Math.abs(pieces), 1_000) / 2)) : 1;
}

/** What price, quantity and discount make; undefined where one of them is not told. */
function expectedTotal(line: WireSalesLine): { total: number; tolerance: number } | undefined {
  const [price, discount] = [magnitude(line.unitPriceGross), magnitude(line.discountTotal)];
  const parts = /^-?(\d{1,15})(?:\.(\d{1,9}))?$/.exec(line.quantity ?? '');
  if (price === null || discount === null || parts === null) return undefined;
  const [, pieces = '0', fraction = ''] = parts;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(price) * BigInt(pieces + fraction);
  const total = Number((2n * scaled + scale) / (2n * scale)) - discount;
  return { total, tolerance: scaled % scale === 0n ? 0 : 1 };
}

/** VAT of a line, with the sign of the line. */
function vatOf({ vatAmount, lineTotalGross }: WireSalesLine): number | null {
  const vat = magnitude(vatAmount);
  return vat !== null && (lineTotalGross ?? 0) < 0 ? -vat : vat;
}

function magnitude(amount: number | null): number | null {
  const value = whole(amount);
  return value === null ? null : Math.abs(value);
}

function known(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}

function name(line: WireSalesLine): string {
  return line.lineId ?? line.name ?? '';
}
