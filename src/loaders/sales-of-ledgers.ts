import type { Clock } from '../clock.js';
import { readChain } from './chained-feeds.js';
import { datesBetween } from './dates-between.js';
import type { FeedPlace, FeedSlice } from './feed.js';
import { latestDate, localDate } from './ledger-dates.js';
import type { SalesFeedPage } from './repeated-events.js';
import { FIRST_SALES_DATE, type EventFilter, type SalesLoaders } from './sales.js';

/** From when to when: `from` is in it, `to` is not. In milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The events of which ledgers, and of which date or time. */
export interface SalesOfLedgers {
  readonly ledgers: readonly string[];
  readonly span: string | TimeRange;
  /** What to throw of a ledger that the API does not know; null = the whole list does not exist. */
  readonly unknown: (ledgerId: string) => Error | null;
}

/** A page of one of several ledgers. */
export interface SalesPageOfLedger extends SalesFeedPage {
  readonly ledgerId: string;
}

/** Part of the events of several ledgers or dates: date by date, and on each ledger by ledger. */
export type ReadSalesOfLedgers = (
  of: SalesOfLedgers,
  after: FeedPlace,
  first: number,
  filter?: EventFilter,
) => Promise<FeedSlice<SalesPageOfLedger> | null>;

/** A ledger's day may end up to so long before or behind midnight. */
const CUT_OFF_MS = 12 * 3_600_000;

/**
 * The events of several ledgers, or of a time: the API can be asked for one date of one ledger, so each of these is a feed
 * of its own, and a time has the dates that its days may be booked on.
 */
export function salesOfLedgers(sales: Pick<SalesLoaders, 'date'>, clock: Clock): ReadSalesOfLedgers {
  return ({ ledgers, span, unknown }, after, first, filter) => {
    const dates = typeof span === 'string' ? [span] : datesOf(span, clock);
    const feedOf = (feed: number) => ({
      ledgerId: ledgers[feed % ledgers.length] ?? '',
      // Dates that begin later come behind all others.
      date: dates[Math.floor(feed / ledgers.length)] ?? '',
    });
    return readChain(
      {
        count: ledgers.length * dates.length,
        read: async (feed, place, count) => {
          const { ledgerId, date } = feedOf(feed);
          const slice = await sales.date(ledgerId, date, place, count, filter);
          return slice && { ...slice, ...ofLedger(slice, ledgerId) };
        },
        missing: (feed) => unknown(feedOf(feed).ledgerId),
      },
      after,
      first,
    );
  };
}

function ofLedger(
  { parts, lastPage }: FeedSlice<SalesFeedPage>,
  ledgerId: string,
): Pick<FeedSlice<SalesPageOfLedger>, 'parts' | 'lastPage'> {
  return {
    parts: parts.map((part) => ({ ...part, page: { ...part.page, ledgerId } })),
    lastPage: lastPage && { ...lastPage, ledgerId },
  };
}

/** The dates that events of a time may be booked on: none from before the API has sales, and none that has not begun. */
function datesOf({ from, to }: TimeRange, clock: Clock): readonly string[] {
  const first = localDate(from - CUT_OFF_MS, null) ?? FIRST_SALES_DATE;
  const last = localDate(to - 1 + CUT_OFF_MS, null) ?? first;
  const today = latestDate(clock.now());
  const begin = first < FIRST_SALES_DATE ? FIRST_SALES_DATE : first;
  return datesBetween(begin, last < today ? last : today, Infinity);
}
