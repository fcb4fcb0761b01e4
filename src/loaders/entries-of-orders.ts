import type { Topic } from '../clients/report.js';
import type { Clock } from '../clock.js';
import type { DatedEntry } from './entries-of-events.js';
import { addDays, localDate } from './ledger-dates.js';
import type { ReportLoaders } from './report.js';

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

/**
 * The entries of orders, joined by `reference`. The Report API can't be asked for one, and tells no dates of it, so each
 * date is read whole: once for all orders of a ledger, and closed ones from the cache. Dates that have not begun are left
 * out. The calls are bounded by the dates, never by the number of orders.
 */
export function entriesOfOrders(
  topic: Topic,
  report: Pick<ReportLoaders, 'wholeDate'>,
  clock: Clock,
): EntriesOfOrder {
  return async ({ ledgerId, reference, currency, from, days }) => {
    const today = localDate(clock.now(), currency) ?? new Date(clock.now()).toISOString().slice(0, 10);
    const fromDate = from ?? addDays(today, 1 - days);
    const dates = Array.from({ length: days }, (_, day) => addDays(fromDate, day)).filter(
      (date) => date <= today,
    );
    const reports = await Promise.all(dates.map((date) => report.wholeDate({ ledgerId, topic, date })));
    return {
      entries: reports.flatMap(({ byReference, isComplete }) =>
        (byReference.get(reference) ?? []).map((entry) => ({ entry, isDateComplete: isComplete })),
      ),
      fromDate,
      toDate: dates.at(-1) ?? fromDate,
      isComplete: dates.length > 0 && reports.every(({ isComplete }) => isComplete),
    };
  };
}
