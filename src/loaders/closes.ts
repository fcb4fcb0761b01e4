import type { Clock } from '../clock.js';
import { closeDays, type ClosedDate, type ClosePeriod } from '../reconciliation/close-days.js';
import { SumTooLarge } from '../reconciliation/figures.js';
import type { CloseSource } from '../reconciliation/source.js';
import { unreadable } from '../http/failures.js';
import { giveWay, type ScanScope } from './scan.js';
import { endOfDate, latestDate } from './ledger-dates.js';
import { DATE_CALL, FIRST_DATE, type PassedDate, type ReportLoaders } from './report.js';
import { FIRST_SALES_DATE, type SalesLoaders } from './sales.js';

/** Reconciles what was sold with what happened to the money. */
export interface CloseLoader {
  /**
   * The dates of a period, closed one by one: one chain of pages per date and topic, for the dates of the period and the one
   * in front of it. Closed dates come from the caches.
   */
  days(ledgerId: string, period: ClosePeriod): AsyncGenerator<ClosedDate, void, undefined>;
  /** Since when a date is over; null while it runs. */
  overSince(date: string, currency: string | null): string | null;
}

export interface CloseLoaderParts {
  readonly report: Pick<ReportLoaders, 'passDate'>;
  readonly sales: Pick<SalesLoaders, 'passDate'>;
  readonly clock: Clock;
  readonly scope: ScanScope;
}

const NOTHING: PassedDate = { entries: [], repeats: [], isComplete: true };

/** The close for one request. Every item that it reads counts as one that was looked through. */
export function createCloseLoader({ report, sales, clock, scope }: CloseLoaderParts): CloseLoader {
  async function counted<Items extends readonly unknown[]>(items: Items): Promise<Items> {
    await giveWay(scope, items.length, DATE_CALL);
    scope.budget?.scan(items.length);
    return items;
  }

  return {
    async *days(ledgerId, period) {
      const entriesOn = async (topic: 'funds' | 'fees', date: string): Promise<PassedDate> => {
        if (date < FIRST_DATE) return NOTHING;
        const passed = await report.passDate({ ledgerId, topic, date });
        await counted(passed.entries);
        return passed;
      };
      const source: CloseSource = {
        funds: (date) => entriesOn('funds', date),
        fees: (date) => entriesOn('fees', date),
        sales: async (date) => (date < FIRST_SALES_DATE ? [] : counted(await sales.passDate(ledgerId, date))),
        hasBegun: (date) => date <= latestDate(clock.now()),
      };
      try {
        yield* closeDays(source, period);
      } catch (error) {
        throw error instanceof SumTooLarge
          ? unreadable(DATE_CALL, 'has amounts too large to be added')
          : error;
      }
    },
    overSince: (date, currency) => {
      const end = endOfDate(date, currency);
      return end > clock.now() ? null : new Date(end).toISOString().replace('.000Z', 'Z');
    },
  };
}
