import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';

/** The entries of one topic on one date. */
export interface DateEntries {
  readonly entries: readonly WireEntry[];
  /** What was given once more, alike in everything: it is not among the entries. */
  readonly repeats: readonly WireEntry[];
  /** The date is closed: nothing will be added to it. */
  readonly isComplete: boolean;
}

/** Where the engine reads from: one date of one topic at a time, each once. */
export interface CloseSource {
  funds(date: string): Promise<DateEntries>;
  fees(date: string): Promise<DateEntries>;
  sales(date: string): Promise<readonly WireSalesEvent[]>;
  /** Whether a date has begun: there is nothing to read of one that has not. */
  hasBegun(date: string): boolean;
}

/** What a date holds. */
export interface DateContent {
  readonly funds: readonly WireEntry[];
  readonly fees: readonly WireEntry[];
  readonly sales: readonly WireSalesEvent[];
}

/** All that there is of a date. */
export interface DateData extends DateContent {
  readonly date: string;
  readonly repeatedFunds: readonly WireEntry[];
  readonly repeatedFees: readonly WireEntry[];
  readonly isFundsComplete: boolean;
  readonly isFeesComplete: boolean;
}

/** What there is of a date that has not begun. */
export const NOTHING: Omit<DateData, 'date'> = {
  funds: [],
  fees: [],
  sales: [],
  repeatedFunds: [],
  repeatedFees: [],
  isFundsComplete: false,
  isFeesComplete: false,
};

/** Dates are read this far ahead while one is worked on. */
const AHEAD = 3;

/** Reads dates in order, some of them at once. What was read and is not wanted any more is let go. */
export async function* readDates(
  source: CloseSource,
  dates: readonly string[],
): AsyncGenerator<DateData, void, undefined> {
  const reads: Promise<DateData>[] = [];
  let next = 0;
  for (let at = 0; at < dates.length; at += 1) {
    for (; next < dates.length && next <= at + AHEAD; next += 1) {
      const date = dates[next];
      if (date === undefined) break;
      const read = readDate(source, date);
      // Whoever waits for an earlier one that fails never comes to this.
      read.catch(() => undefined);
      reads.push(read);
    }
    const read = reads.shift();
    if (read !== undefined) yield await read;
  }
}

async function readDate(source: CloseSource, date: string): Promise<DateData> {
  if (!source.hasBegun(date)) return { ...NOTHING, date };
  const [funds, fees, sales] = await Promise.all([source.funds(date), source.fees(date), source.sales(date)]);
  return {
    date,
    funds: funds.entries,
    fees: fees.entries,
    sales,
    repeatedFunds: funds.repeats,
    repeatedFees: fees.repeats,
    isFundsComplete: funds.isComplete,
    isFeesComplete: fees.isComplete,
  };
}
