import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { movedBy } from './amounts.js';
import { contentHash } from './content-hash.js';
import { addExactly } from './figures.js';
import { bookedGross } from './sale-check.js';
import type { DateContent, DateData } from './source.js';

/** How much of a closed date was there when its figures were taken: things are only ever added behind what is there. */
export interface SealedDate {
  readonly funds: number;
  readonly fees: number;
  readonly sales: number;
  /** The beginning of the hash of its content. */
  readonly hash: string;
}

/** Something that came for a date after it was sealed. */
export interface LateItem {
  readonly date: string;
  readonly topic: 'funds' | 'fees' | 'sales';
  readonly pspReference: string | null;
  readonly reference: string | null;
  readonly amount: number | null;
}

/** A date as it was sealed, and what came later. */
export interface OpenedSeal {
  readonly content: DateContent;
  readonly late: readonly LateItem[];
  readonly lateFunds: number;
  readonly lateFees: number;
  /** What was there is there no more, or is another. */
  readonly isBroken: boolean;
}

/** As many characters of a hash as a seal keeps. */
export const SEAL_HASH_LENGTH = 8;

/** Takes a date apart by its seal; without one nothing is late. */
export function openSeal(data: DateData, seal: SealedDate | undefined): OpenedSeal {
  const { date, funds, fees, sales } = data;
  if (seal === undefined) return { content: data, late: [], lateFunds: 0, lateFees: 0, isBroken: false };
  const content = {
    funds: funds.slice(0, seal.funds),
    fees: fees.slice(0, seal.fees),
    sales: sales.slice(0, seal.sales),
  };
  const [moved, owed] = [funds.slice(seal.funds), fees.slice(seal.fees)];
  const late = [
    ...moved.map((entry) => lateEntry(date, 'funds', entry)),
    ...owed.map((entry) => lateEntry(date, 'fees', entry)),
    ...sales.slice(seal.sales).map((event) => lateSale(date, event)),
  ];
  const isBroken = contentHash(date, content).slice(0, SEAL_HASH_LENGTH) !== seal.hash;
  return { content, late, lateFunds: sum(moved), lateFees: sum(owed), isBroken };
}

function lateEntry(date: string, topic: 'funds' | 'fees', entry: WireEntry): LateItem {
  const { pspReference, reference } = entry;
  return { date, topic, pspReference, reference, amount: movedBy(entry) };
}

function lateSale(date: string, event: WireSalesEvent): LateItem {
  const { pspReference, reference } = event;
  return { date, topic: 'sales', pspReference, reference, amount: bookedGross(event) };
}

function sum(entries: readonly WireEntry[]): number {
  return entries.reduce((total, entry) => addExactly(total, movedBy(entry) ?? 0), 0);
}
