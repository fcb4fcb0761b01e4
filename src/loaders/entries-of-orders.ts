import type { Topic } from '../clients/report.js';
import type { Clock } from '../clock.js';
import { joinKey } from '../cache/cache-key.js';
import type { DateReport } from './date-report.js';
import type { DatedEntry } from './entries-of-events.js';
import { addDays } from '../dates.js';
import { localDate } from './ledger-dates.js';
import { DATE_CALL, type ReportLoaders } from './report.js';
import { giveWay, type ScanScope } from './scan.js';
import { SharedReads } from './SharedReads.js';

/** An order whose entries are wanted. */
export interface OrderEntriesWanted {
  readonly ledgerId: string;
  readonly reference: string;
  readonly currency: string | null;
  /** First date to look at; null for the last `days` dates. */
  readonly from: string | null;
  /** How many dates. */
  readonly days: number;
}

/** What was found on the dates that were looked at. */
export interface OrderEntries {
  readonly entries: readonly DatedEntry[];
  readonly fromDate: string;
  readonly toDate: string;
  /** All these dates are closed. */
  readonly isComplete: boolean;
}

export type EntriesOfOrder = (wanted: OrderEntriesWanted) => Promise<OrderEntries>;

/** The dates that an order is looked for on, with their entries: the same for many orders. */
interface ReadDates {
  readonly dates: readonly string[];
  readonly reports: readonly DateReport[];
  readonly isComplete: boolean;
}

/**
 * The entries of orders, joined by `reference`. The Report API can't be asked for one, and tells no dates of it, so each
 * date is read whole: once for all orders of a ledger, and closed ones from the cache. Dates that have not begun are left
 * out. The calls are bounded by the dates, never by the number of orders; dates looked up per order by the budget of items.
 */
export function entriesOfOrders(
  topic: Topic,
  report: Pick<ReportLoaders, 'wholeDate'>,
  clock: Clock,
  scope: ScanScope,
): EntriesOfOrder {
  const read = new SharedReads<ReadDates>();
  return async ({ ledgerId, reference, currency, from, days }) => {
    const today = localDate(clock.now(), currency) ?? new Date(clock.now()).toISOString().slice(0, 10);
    const fromDate = from ?? addDays(today, 1 - days);
    const key = joinKey(ledgerId, fromDate, String(days), today);
    const { dates, reports, isComplete } = await read.once(key, () =>
      readDates(ledgerId, datesFrom(fromDate, days, today)),
    );
    await giveWay(scope, dates.length, DATE_CALL);
    scope.budget?.scan(dates.length);
    return {
      entries: reports.flatMap((on) =>
        (on.byReference.get(reference) ?? []).map((entry) => ({ entry, isDateComplete: on.isComplete })),
      ),
      fromDate,
      toDate: dates.at(-1) ?? fromDate,
      isComplete,
    };
  };

  async function readDates(ledgerId: string, dates: readonly string[]): Promise<ReadDates> {
    const reports = await Promise.all(dates.map((date) => report.wholeDate({ ledgerId, topic, date })));
    return {
      dates,
      reports,
      isComplete: dates.length > 0 && reports.every(({ isComplete }) => isComplete),
    };
  }
}

function datesFrom(from: string, days: number, today: string): readonly string[] {
  return Array.from({ length: days }, (_, day) => addDays(from, day)).filter((date) => date <= today);
}
