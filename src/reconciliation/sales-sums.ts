import type { WireSalesEvent, WireSalesLine } from '../clients/sales.js';
import { addAmounts } from './amounts.js';
import { saleKind } from './sale-kinds.js';
import { sumOfLines, wholeLines } from './whole-lines.js';

/** What sales are told apart by, in the words of the API. */
export interface SalesTraits {
  readonly entryType: string | null;
  readonly paymentType: string | null;
  readonly solution: string | null;
  readonly salesCategory: string | null;
  readonly currency: string;
  /** In basis points; null for what the merchant gave no rate of. */
  readonly vatRate: number | null;
}

/** Sums in minor units, signed: refunds are negative. */
export interface SalesSums {
  /** Events that have a part in these sums: one with lines of two rates has a part in two. */
  readonly parts: number;
  /** Events whose first part is in these sums: so each is counted once over all rates. */
  readonly events: number;
  readonly gross: number;
  readonly net: number;
  readonly vat: number;
  /** The part of `gross` of which VAT is not known: it is in neither `net` nor `vat`. */
  readonly grossWithoutVat: number;
}

/** What was sold with the same traits. */
export interface SalesCell extends SalesTraits, SalesSums {}

/** What was sold on one date of a ledger, summed by all traits: a few dozen numbers, however many events there were. */
export interface SalesOfDay {
  readonly cells: readonly SalesCell[];
  /** Events in no sum: of an unknown kind, whose sign is not known, or without an amount or a currency. */
  readonly omitted: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A part of an event: what has one VAT rate. */
interface Part {
  gross: number;
  net: number;
  vat: number;
  grossWithoutVat: number;
}

/**
 * Adds up the events of a date, one after the other, and keeps none. Whole numbers only: nothing is rounded, so it makes no
 * difference in which pages they come.
 */
export class DaySums {
  readonly #cells = new Map<string, Mutable<SalesCell>>();
  #omitted = 0;

  add(event: WireSalesEvent): void {
    const { entryType, paymentType, solution, salesCategory, currency } = event;
    const sign = signOf(event);
    if (sign === null || currency === null) {
      this.#omitted += 1;
      return;
    }
    let events = 1;
    for (const [vatRate, part] of partsOf(event)) {
      const traits = { entryType, paymentType, solution, salesCategory, currency, vatRate };
      const key = JSON.stringify(Object.values(traits));
      let cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, (cell = { ...traits, ...NOTHING }));
      addSums(cell, {
        parts: 1,
        events,
        gross: sign * part.gross,
        net: sign * part.net,
        vat: sign * part.vat,
        grossWithoutVat: sign * part.grossWithoutVat,
      });
      events = 0;
    }
  }

  get result(): SalesOfDay {
    return { cells: [...this.#cells.values()], omitted: this.#omitted };
  }
}

/** No sales. */
export const NOTHING: SalesSums = { parts: 0, events: 0, gross: 0, net: 0, vat: 0, grossWithoutVat: 0 };

/** Adds sums to others. What is beyond a number's exact range becomes NaN, as any amount that can't be shown. */
export function addSums(to: Mutable<SalesSums>, { parts, events, ...amounts }: SalesSums): void {
  to.parts += parts;
  to.events += events;
  to.gross = addAmounts(to.gross, amounts.gross) ?? Number.NaN;
  to.net = addAmounts(to.net, amounts.net) ?? Number.NaN;
  to.vat = addAmounts(to.vat, amounts.vat) ?? Number.NaN;
  to.grossWithoutVat = addAmounts(to.grossWithoutVat, amounts.grossWithoutVat) ?? Number.NaN;
}

/**
 * What makes the amounts of an event those of the books. The API does not publish which sign refunds come with, so the
 * total tells, and all lines follow it: one that takes something off the others goes on doing so. Null where it is not known.
 */
function signOf({ entryType, gross }: WireSalesEvent): 1 | -1 | null {
  const kind = entryType === null ? null : saleKind(entryType);
  if (kind === null || !isKnown(gross)) return null;
  return (kind === 'CAPTURE') === gross >= 0 ? 1 : -1;
}

/**
 * An event by VAT rate: the lines whose rate and VAT the merchant gave, and under null the rest, so that all parts always
 * make the totals of the event.
 */
function partsOf(event: WireSalesEvent): ReadonlyMap<number | null, Part> {
  const { gross: total, net, vat } = event;
  const lines = wholeLines(event);
  const parts = new Map<number | null, Part>();
  const gross = total ?? 0;
  const split = splitOf(gross, net, vat);
  const rest: Part = { gross, net: split?.net ?? 0, vat: split?.vat ?? 0, grossWithoutVat: 0 };
  const sign = areTurned(lines, gross) ? -1 : 1;
  for (const line of lines) {
    const { vatRate, lineTotalGross } = line;
    if (!isKnown(vatRate) || !isKnown(lineTotalGross)) continue;
    const own = splitOf(lineTotalGross, line.lineTotalNet, line.vatAmount);
    if (own === null) continue;
    const part = parts.get(vatRate) ?? { gross: 0, net: 0, vat: 0, grossWithoutVat: 0 };
    part.gross += sign * lineTotalGross;
    part.net += sign * own.net;
    part.vat += sign * own.vat;
    parts.set(vatRate, part);
    rest.gross -= sign * lineTotalGross;
    if (split === null) continue;
    rest.net -= sign * own.net;
    rest.vat -= sign * own.vat;
  }
  if (split === null) rest.grossWithoutVat = rest.gross;
  if (parts.size === 0 || rest.gross !== 0 || rest.net !== 0 || rest.vat !== 0) parts.set(null, rest);
  return parts;
}

/** Whether the lines add up to the total with the other sign: of a refund one of the two may have that of the sale. */
function areTurned(lines: readonly WireSalesLine[], gross: number): boolean {
  const sum = sumOfLines(lines);
  return sum !== 0 && gross !== 0 && sum < 0 !== gross < 0;
}

/** Without and of VAT, as far as one of them is given; null where neither is. */
function splitOf(gross: number, net: number | null, vat: number | null): { net: number; vat: number } | null {
  if (isKnown(net)) return { net, vat: isKnown(vat) ? vat : gross - net };
  return isKnown(vat) ? { net: gross - vat, vat } : null;
}

/** NaN stands for what is there, but is no whole number. */
function isKnown(value: number | null): value is number {
  return value !== null && !Number.isNaN(value);
}
