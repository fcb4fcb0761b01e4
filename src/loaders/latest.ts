import type { FailedCall } from '../http/failures.js';
import { addDays } from '../dates.js';
import { beforeScan, type ScanScope } from './scan.js';

/** A place in what was booked by date: in front of item `index` of a date, or behind all of it when that is null. */
export interface DatedPlace {
  readonly date: string;
  readonly index: number | null;
}

/** What is read date by date. */
export interface DatedItems<Item> {
  /** Everything of a date, in the order in which it came; null when the API knows none of it. */
  readonly on: (date: string) => Promise<readonly Item[] | null>;
  /** Why a date of which the API knows nothing can't be passed over, when others are known; undefined = it can. */
  readonly gap: (date: string) => Error | undefined;
  /** Nothing is looked for before it. */
  readonly firstDate: string;
  /** Asked when the API knows nothing of the first date: then no more dates are read in vain. */
  readonly isUnknown: () => Promise<boolean>;
  /** Only these items are wanted. Then a slice also ends when it has looked through as many as one list may. */
  readonly keep?: ((item: Item) => boolean) | undefined;
  /** How errors name what is read. */
  readonly call: FailedCall;
}

/** The last items in front of a place, oldest first. */
export interface LatestSlice<Item> {
  readonly items: readonly Item[];
  /** In front of each of them. */
  readonly places: readonly DatedPlace[];
  /** In front of all that was looked at. */
  readonly start: DatedPlace;
  /** There may be more in front of it. */
  readonly hasMore: boolean;
}

/** Most dates of one slice: a quarter of a year. */
const MAX_DATES = 92;

/**
 * The last items in front of a place. Feeds can be read from their start only, but dates from either end: so dates are read
 * backwards, each whole. As many at once as those before let expect, and at most twice as many as the time before: a date
 * of many sales is one call, and three months without any are seven turns. After 92 dates there may be fewer than `last`, and
 * where only some are wanted after a fifth of what the request may look through.
 * Null when what is read does not exist.
 * @throws what `gap` says of a date that must be there; GraphError COST_LIMIT_EXCEEDED when it looks through more items
 * than the request may, of which each date counts as one too
 */
export async function readLatest<Item>(
  dated: DatedItems<Item>,
  before: DatedPlace,
  last: number,
  scope: ScanScope,
): Promise<LatestSlice<Item> | null> {
  const { on, firstDate, isUnknown, keep } = dated;
  const items: Item[] = [];
  const places: DatedPlace[] = [];
  let place = before;
  let datesRead = 0;
  let turn = 1;
  let looked = 0;
  const most = (keep && scope.budget?.scanShare) ?? Infinity;
  const isFull = (): boolean => items.length === last || looked >= most;
  const isDone = (): boolean => isFull() || place.date < firstDate;
  while (!isDone() && datesRead < MAX_DATES) {
    const first = place.date;
    const dates = Array.from({ length: Math.min(turn, MAX_DATES - datesRead) }, (_, day) =>
      addDays(first, -day),
    );
    const wanted = dates.filter((date) => date >= firstDate);
    const lists = await Promise.all(wanted.map((date) => on(date)));
    if (datesRead === 0 && lists[0] === null && (await isUnknown())) return null;
    datesRead += wanted.length;
    for (const list of lists) {
      const gap = list === null ? dated.gap(place.date) : undefined;
      if (gap !== undefined) throw gap;
      await beforeScan(scope, list?.length ?? 1, dated.call);
      place = takeBackwards(list ?? [], place);
      if (isDone()) break;
    }
    const perDate = items.length / datesRead;
    const datesForRest = Math.ceil((most - looked) / Math.max(looked / datesRead, 1));
    turn = Math.min(turn * 2, Math.ceil((last - items.length) / Math.max(perDate, 0.1)), datesForRest);
    turn = Math.max(1, turn);
  }
  items.reverse();
  places.reverse();
  return { items, places, start: place, hasMore: place.date > firstDate || hasFront(place, firstDate) };

  /** Takes what is wanted of a date, from its end on, and gives the place in front of it. */
  function takeBackwards(list: readonly Item[], { date, index }: DatedPlace): DatedPlace {
    const end = Math.min(index ?? list.length, list.length);
    looked += 1;
    for (let at = end - 1; at >= 0; at -= 1) {
      const item = list[at];
      looked += 1;
      if (item !== undefined && keep?.(item) !== false) {
        items.push(item);
        places.push({ date, index: at });
      }
      if (!isFull()) continue;
      scope.budget?.scan(1 + end - at);
      return { date, index: at };
    }
    scope.budget?.scan(1 + end);
    return { date: addDays(date, -1), index: null };
  }
}

function hasFront({ date, index }: DatedPlace, firstDate: string): boolean {
  return date === firstDate && (index === null || index > 0);
}
