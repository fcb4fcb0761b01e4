import { dateOf, dayCount, dayOf, hourMs, midnight } from './calendar.js';
import type { Goods } from './catalogues.js';
import type { SeededLedger } from './ledgers.js';
import { createRandom } from './random.js';

/** A line of a sale. */
export interface StoredLine {
  readonly lineId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceGross: number;
  readonly unitPriceNet: number | null;
  readonly discountTotal: number;
  readonly lineTotalGross: number;
  readonly lineTotalNet: number | null;
  readonly vatRate: number | null;
  readonly vatAmount: number | null;
  readonly category: string;
}

/** A capture or a refund. Amounts of refunds are positive here; how they go out is a quirk. */
export interface StoredSale {
  readonly entryType: 'capture' | 'refund';
  readonly timeMs: number;
  readonly orderTimeMs: number;
  readonly pspReference: string | null;
  readonly reference: string;
  readonly recipientHandle: string;
  readonly paymentType: 'CARD' | 'CASH' | 'WALLET';
  readonly solution: 'VARIABLE_AMOUNT' | 'SHOPPING_BASKET' | 'MPOS';
  readonly salesCategory: string | null;
  readonly gross: number;
  readonly net: number | null;
  readonly vat: number | null;
  readonly lines: readonly StoredLine[];
}

/** The days from which on the platform has data of each kind of sale. */
const tillsFrom = dayOf('2026-03-10');
const openAmountsFrom = dayOf('2026-03-17');
const basketsFrom = dayOf('2026-04-23');

/** How many sales and refunds a ledger has on a seeded day. */
export function salesOn(ledger: SeededLedger, day: number): number {
  const from = ledger.trade === 'till' ? tillsFrom : openAmountsFrom;
  if (day < from || day >= dayCount || ledger.perDay === 0) return 0;
  return Math.ceil(ledger.perDay * (0.75 + random(ledger, day, 9_999)() / 2));
}

/**
 * The sale in place `index` of a day. It depends on nothing but its place, so any part of the feed can be made when
 * it is asked for, and is the same in every run.
 */
export function saleAt(ledger: SeededLedger, day: number, index: number): StoredSale {
  const original = refundedBy(ledger, day, index);
  return original === undefined ? captureAt(ledger, day, index) : refundOf(ledger, original, day, index);
}

/** The places of all sales with this reference, oldest first: a capture and at most one refund. */
export function placesOf(ledger: SeededLedger, reference: string): [day: number, index: number][] {
  const place = placeIn(ledger, '9', reference);
  if (!place || refundedBy(ledger, ...place)) return [];
  const [day, index] = place;
  const refundDay = day + daysToRefund(index);
  const isRefunded = index < salesOn(ledger, refundDay) && refundedBy(ledger, refundDay, index) !== undefined;
  return isRefunded ? [place, [refundDay, index]] : [place];
}

/** The place of the sale with this PSP reference. */
export function placeOf(
  ledger: SeededLedger,
  pspReference: string,
): [day: number, index: number] | undefined {
  return placeIn(ledger, '48', pspReference);
}

function placeIn(ledger: SeededLedger, head: string, id: string): [number, number] | undefined {
  const start = `${head}${String(ledger.no + 10)}`;
  if (!id.startsWith(start) || !/^\d{7}$/.test(id.slice(start.length))) return undefined;
  const [day, index] = [Number(id.slice(-7, -4)), Number(id.slice(-4))];
  return index < salesOn(ledger, day) ? [day, index] : undefined;
}

function idAt(ledger: SeededLedger, head: string, day: number, index: number): string {
  return `${head}${String(ledger.no + 10)}${String(day).padStart(3, '0')}${String(index).padStart(4, '0')}`;
}

/** Refunds come one to three days after the sale. That each place has one distance keeps a sale from two refunds. */
function daysToRefund(index: number): number {
  return 1 + (index % 3);
}

/** The day of the sale that the refund in this place takes back; undefined when it is no refund. */
function refundedBy(ledger: SeededLedger, day: number, index: number): number | undefined {
  const saleDay = day - daysToRefund(index);
  if (!looksLikeRefund(ledger, day, index) || index >= salesOn(ledger, saleDay)) return undefined;
  return refundedBy(ledger, saleDay, index) === undefined ? saleDay : undefined;
}

function looksLikeRefund(ledger: SeededLedger, day: number, index: number): boolean {
  return random(ledger, day, index + 20_000)() < 0.04;
}

function timeAt(ledger: SeededLedger, day: number, index: number): number {
  const share = (index + 0.1 + 0.8 * random(ledger, day, index + 40_000)()) / salesOn(ledger, day);
  return Math.floor(midnight(dateOf(day), ledger.country) + (8 + 13 * share) * hourMs);
}

function captureAt(ledger: SeededLedger, day: number, index: number): StoredSale {
  const next = random(ledger, day, index);
  const isBasket = ledger.trade === 'basket' && day >= basketsFrom && next() < 0.9;
  const hasLines = isBasket || ledger.trade === 'till';
  const paymentType =
    ledger.trade === 'till' ? pick(['CARD', 'CARD', 'WALLET', 'CASH'] as const, next) : 'WALLET';
  const lines = hasLines ? linesOf(ledger.goods, next) : [];
  const timeMs = timeAt(ledger, day, index);
  return {
    entryType: 'capture',
    timeMs,
    orderTimeMs: timeMs - Math.floor(next() * 90_000),
    pspReference: paymentType === 'CASH' ? null : idAt(ledger, '48', day, index),
    reference: idAt(ledger, '9', day, index),
    recipientHandle: pick(ledger.pointsOfSale, next).recipientHandle,
    paymentType,
    solution: isBasket ? 'SHOPPING_BASKET' : ledger.trade === 'till' ? 'MPOS' : 'VARIABLE_AMOUNT',
    salesCategory: hasLines || next() < 0.4 ? null : pick(['Medlemsavgift', 'Dugnad', 'Kiosk', 'Gave'], next),
    ...(hasLines ? totalsOf(lines) : { gross: 1_000 + Math.floor(next() * 300) * 100, net: null, vat: null }),
    lines,
  };
}

/** Half of the refunds take back the first line only, where there are several. */
function refundOf(ledger: SeededLedger, saleDay: number, day: number, index: number): StoredSale {
  const sale = captureAt(ledger, saleDay, index);
  const isPartial = sale.lines.length > 1 && index % 2 === 0;
  const lines = isPartial ? sale.lines.slice(0, 1) : sale.lines;
  return {
    ...sale,
    ...(isPartial && totalsOf(lines)),
    entryType: 'refund',
    timeMs: timeAt(ledger, day, index),
    pspReference: sale.pspReference === null ? null : idAt(ledger, '48', day, index),
    lines,
  };
}

function linesOf(goods: readonly Goods[], next: () => number): StoredLine[] {
  const count = 1 + Math.floor(next() * 3);
  const from = Math.floor(next() * goods.length);
  return Array.from({ length: count }, (_, at) => {
    const [name, price, vatRate, category, byWeight] =
      goods[(from + at) % goods.length] ?? goods[0] ?? fallback;
    // Hundredths of a kilo at a price in whole hundreds make whole minor units.
    const quantity = byWeight ? (15 + Math.floor(next() * 200)) / 100 : 1 + Math.floor(next() * 3);
    const full = Math.round(price * quantity);
    const discountTotal = next() < 0.1 ? Math.floor(full / 10) : 0;
    const lineTotalGross = full - discountTotal;
    const lineTotalNet = vatRate === null ? null : withoutVat(lineTotalGross, vatRate);
    return {
      lineId: String(at + 1),
      name,
      quantity,
      unitPriceGross: price,
      unitPriceNet: vatRate === null ? null : withoutVat(price, vatRate),
      discountTotal,
      lineTotalGross,
      lineTotalNet,
      vatRate,
      vatAmount: lineTotalNet === null ? null : lineTotalGross - lineTotalNet,
      category,
    };
  });
}

const fallback: Goods = ['Vare', 10_000, 2_500, 'GOODS'];

function withoutVat(gross: number, vatRate: number): number {
  return Math.round((gross * 10_000) / (10_000 + vatRate));
}

/** Totals of the lines; without the VAT of every line there is no VAT total. */
function totalsOf(lines: readonly StoredLine[]) {
  const gross = lines.reduce((sum, line) => sum + line.lineTotalGross, 0);
  if (lines.some(({ vatAmount }) => vatAmount === null)) return { gross, net: null, vat: null };
  const vat = lines.reduce((sum, line) => sum + (line.vatAmount ?? 0), 0);
  return { gross, net: gross - vat, vat };
}

function pick<Item>(items: readonly Item[], next: () => number): Item {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
}

/** Numbers that belong to one place. The seed is mixed first, as neighbouring seeds begin alike. */
function random({ no }: SeededLedger, day: number, index: number): () => number {
  let seed = (no * 200 + day) * 65_536 + index;
  seed = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  seed = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  return createRandom(seed ^ (seed >>> 16));
}
