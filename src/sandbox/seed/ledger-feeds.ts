import { LRUCache } from 'lru-cache';
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
  const salesOf = (day: number): readonly StoredSale[] =>
    Array.from({ length: salesOn(ledger, day) }, (_, index) => saleAt(ledger, day, index));
  return feedOf(isCovered ? starts : starts.map(() => 0), (day) => kept(salesDays, ledger, day, salesOf));
}

/** The entries of one topic of a ledger. */
export function entriesFeed(ledger: SeededLedger, topic: Topic): SeededFeed<StoredEntry> {
  const { starts, counts } = courseOf(ledger);
  const entriesOf = (day: number): Entries => {
    const start = starts[day];
    return start === undefined ? { funds: [], fees: [] } : ledgerDay(ledger, day, start).entries;
  };
  return feedOf(counts[topic], (day) => kept(entriesDays, ledger, day, entriesOf)[topic]);
}

type Entries = ReturnType<typeof ledgerDay>['entries'];

/** Days used last, of all ledgers: feeds are read in order, and again after each reset. */
const KEPT_DAYS = 200;
const salesDays = new LRUCache<string, readonly StoredSale[]>({ max: KEPT_DAYS });
const entriesDays = new LRUCache<string, Entries>({ max: KEPT_DAYS });

function kept<Day extends object>(
  days: LRUCache<string, Day>,
  { ledgerId }: SeededLedger,
  day: number,
  make: (day: number) => Day,
): Day {
  const key = `${ledgerId} ${String(day)}`;
  let known = days.get(key);
  if (known === undefined) days.set(key, (known = make(day)));
  return known;
}

function feedOf<Item>(
  starts: readonly number[],
  itemsOf: (day: number) => readonly Item[],
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
      const index = place - (starts[low] ?? 0);
      const item = itemsOf(low)[index];
      if (item === undefined) throw new RangeError(`No item ${String(index)} on day ${String(low)}`);
      return item;
    },
  };
}
