import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
import type { Credentials } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable, type FailedCall } from '../http/failures.js';
import { DaySums, type SalesOfDay } from '../reconciliation/sales-sums.js';
import { cachesFor } from './caches.js';
import { datesBetween, todayIn } from './dates-between.js';
import type { OfLedger } from './funds-dates.js';
import { PageChain } from './PageChain.js';
import { sameEvent } from './repeated-events.js';
import { Repeats } from './repeats.js';
import { FIRST_SALES_DATE, isOpenSalesDate, MUST_BE_THERE, type SalesLoaderParts } from './sales.js';
import { beforeScan } from './scan.js';
import { seesLedger } from './visibility.js';

/** The dates that were summed. */
export interface SummedDates {
  /** Null when none of the period has begun. */
  readonly fromDate: string | null;
  readonly toDate: string | null;
  /** Nothing more is expected on any of them. */
  readonly isComplete: boolean;
}

/**
 * Sums the dates of a period, and hands them over one by one, oldest first; null when the API does not know the ledger.
 * One call per date and thousand events; dates from which nothing is out any more come from the cache from then on.
 */
export type SumSales = (
  of: OfLedger,
  from: string,
  to: string,
  each: (date: string, sales: SalesOfDay) => void,
) => Promise<SummedDates | null>;

const PAGE_SIZE = 1_000;
/** Most events of one date that are summed. */
const MAX_PAGES = 100;
/** So many dates are read at once: beyond that, one waits for another at the API. */
const AT_ONCE = 8;

const CALL: FailedCall = { api: vippsApis.sales, operation: 'getSalesEventsForDate', effect: 'read' };

/** Sums for one request. Pages are let go as soon as they are added, so a period takes no more memory than a page. */
export function createSalesSummaries(parts: SalesLoaderParts): SumSales {
  const { client, caches, tenant, scope, clock } = parts;
  const cached = cachesFor(caches, tenant);

  return async (of, from, to, each) => {
    if (!seesLedger(tenant, of.ledgerId)) return null;
    const keys = requiredKeys(tenant, client.descriptor, { ledgerId: of.ledgerId });
    const today = todayIn(of.currency, clock);
    const first = from < FIRST_SALES_DATE ? FIRST_SALES_DATE : from;
    const dates = datesBetween(first, to < today ? to : today, Infinity);
    for (let at = 0; at < dates.length; at += AT_ONCE) {
      const turn = dates.slice(at, at + AT_ONCE);
      const days = await Promise.all(turn.map((date) => readDay(keys, of.ledgerId, date)));
      if (at === 0 && days.every((day) => day === null) && days.length > 0) return null;
      for (const [index, day] of days.entries()) {
        if (day === null) throw unreadable(CALL, MUST_BE_THERE, 404);
        await beforeScan(scope, day.cells.length, CALL);
        scope.budget?.scan(1 + day.cells.length);
        each(turn[index] ?? first, day);
      }
    }
    return {
      fromDate: dates[0] ?? null,
      toDate: dates.at(-1) ?? null,
      isComplete:
        dates.length > 0 && dates.at(-1) === to && dates.every((date) => !isOpenSalesDate(date, clock)),
    };
  };

  async function readDay(keys: Credentials, ledgerId: string, date: string): Promise<SalesOfDay | null> {
    let pages = 0;
    const day = await cached(keys).salesSummary.read([ledgerId, date], scope, async (shared) => {
      const sums = await sumDate(keys, shared, ledgerId, date, () => {
        pages += 1;
      });
      if (sums === null) return null;
      const value = sums.result;
      return { value, bytes: JSON.stringify(value).length, open: isOpenSalesDate(date, clock) };
    });
    // The first one was counted where it was asked for.
    for (let page = 1; page < pages; page += 1) scope.budget?.take();
    return day;
  }

  async function sumDate(
    keys: Credentials,
    shared: CallScope,
    ledgerId: string,
    date: string,
    onPage: () => void,
  ): Promise<DaySums | null> {
    const sums = new DaySums();
    const repeats = new Repeats(sameEvent);
    const chain = new PageChain(CALL);
    for (let cursor: string | undefined; ;) {
      if (chain.pages === MAX_PAGES)
        throw unreadable(CALL, `holds more than ${String(MAX_PAGES * PAGE_SIZE)} items`);
      chain.enter(cursor);
      onPage();
      const page = await client
        .getDate(keys, shared, ledgerId, date, { cursor, pageSize: PAGE_SIZE })
        .catch((error: unknown) => {
          throw chain.failed(error);
        });
      if (page === null) return chain.missing();
      const { value } = page;
      for (const event of value.items) if (!repeats.isRepeat(event)) sums.add(event);
      if (!value.hasMore) return sums;
      cursor = chain.behind(value);
    }
  }
}
