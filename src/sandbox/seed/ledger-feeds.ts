import { dayCount } from './calendar.js';
import { courseOf, ledgerDay, type StoredEntry, type Topic } from './ledger-entries.js';
import type { SeededLedger } from './ledgers.js';
import { saleAt, salesOn, type StoredSale } from './sales-events.js';

/** A long list that is made by the day: only its counts are kept. */
export interface SeededFeed<Item> {
  readonly length: number;
  /** Place of the first item of a day; `length` behind the last day. */
  startOf(day: number): number;
  at(place: number): Item;
}

/** The sales of a ledger. A web shop's are not in the Sales API, though its money is in the Report API. */
export function salesFeed(ledger: SeededLedger): SeededFeed<StoredSale> {
  const starts = [0];
  for (let day = 0; day < dayCount; day += 1) starts.push((starts[day] ?? 0) + salesOn(ledger, day));
  const isCovered = ledger.trade !== 'webShop';
  return feedOf(isCovered ? starts : starts.map(() => 0), (day, index) => saleAt(ledger, day, index));
}

/** The entries of one topic of a ledger. The two days used last are kept: feeds are read in order. */
export function entriesFeed(ledger: SeededLedger, topic: Topic): SeededFeed<StoredEntry> {
  const { starts, counts } = courseOf(ledger);
  const recent = new Map<number, readonly StoredEntry[]>();
  const entriesOn = (day: number): readonly StoredEntry[] => {
    let entries = recent.get(day);
    const start = starts[day];
    if (entries || !start) return entries ?? [];
    entries = ledgerDay(ledger, day, start).entries[topic];
    if (recent.size > 1) recent.clear();
    recent.set(day, entries);
    return entries;
  };
  return feedOf(counts[topic], (day, index) => {
    const entry = entriesOn(day)[index];
    if (!entry) throw new RangeError(`No entry ${String(index)} on day ${String(day)}`);
    return entry;
  });
}

function feedOf<Item>(
  starts: readonly number[],
  make: (day: number, index: number) => Item,
): SeededFeed<Item> {
  const length = starts.at(-1) ?? 0;
  return {
    length,
    startOf: (day) => (day <= 0 ? 0 : (starts[day] ?? length)),
    at: (place) => {
      let [low, high] = [0, dayCount];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= place) low = middle;
        else high = middle;
      }
      return make(low, place - (starts[low] ?? 0));
    },
  };
}
