import DataLoader from 'dataloader';
import type { Topic, WireEntry } from '../clients/report.js';
import type { Clock } from '../clock.js';
import { joinKey } from '../cache/cache-key.js';
import { asError } from '../errors/as-error.js';
import { addDays } from '../dates.js';
import { localDate } from './ledger-dates.js';
import type { DateReport } from './date-report.js';
import { DATE_CALL, type ReportLoaders } from './report.js';
import { giveWay, type ScanScope } from './scan.js';

/** A capture or refund whose entries are wanted, known by its sale or by another entry. */
export interface EntriesWanted {
  readonly ledgerId: string;
  readonly pspReference: string;
  readonly time: string | null;
  /** Its own ledger date, where that is known; else that of its time is taken. */
  readonly ledgerDate?: string | null;
  readonly currency: string | null;
  /** Days behind its own date that are looked at too. */
  readonly laterDays: number;
  /** Whether there should be an entry: without one, more dates are looked at. */
  readonly expected: boolean;
}

/** An entry with what its date tells. */
export interface DatedEntry {
  readonly entry: WireEntry;
  readonly isDateComplete: boolean;
}

/** An event on its way to its entries. */
interface Row {
  readonly event: EntriesWanted;
  dates: readonly string[];
  outcome: readonly DatedEntry[] | Error;
}

type Reports = Map<string, PromiseSettledResult<DateReport>>;

export type EntriesOfEvents = DataLoader<EntriesWanted, readonly DatedEntry[], string>;

/**
 * The entries of captures and refunds, joined by `pspReference`.
 *
 * The Report API can't be asked for one payment: only for a whole date, or for a feed that starts years back. So all
 * wanted events of a request are put together by ledger and date, and every (ledger, topic, date) is read once: a
 * thousand events of three dates cost three calls for `funds` (one more per further thousand entries of a date), and
 * closed dates come from the cache from then on. Fewer calls are not possible: no call covers two dates.
 *
 * The date is that of the event's time where the merchant is. Which dates are read:
 * 1. the event's own date and `laterDays` after it: fees may land on a later date than their capture;
 * 2. one date before and one after those, only for events without any entry so far that should have one: a ledger's
 *    day may end some hours off midnight, and that moves an event by one date at most.
 * Dates that have not begun are left out. So the calls are bounded by the dates, never by the number of events; dates looked
 * up per event by the budget of items.
 */
export function entriesOfEvents(
  topic: Topic,
  report: Pick<ReportLoaders, 'wholeDate'>,
  clock: Clock,
  scope: ScanScope,
): EntriesOfEvents {
  return new DataLoader<EntriesWanted, readonly DatedEntry[], string>(
    async (wanted) => {
      const reports: Reports = new Map();
      const datesOf = new DatesOfEvents(clock);
      const rows = wanted.map((event): Row => ({ event, dates: [], outcome: [] }));
      await forEach(rows, (row) => {
        lookOn(row, datesOf.own(row.event));
      });
      await readDates(rows, reports);
      await forEach(rows, (row) => {
        row.outcome = entriesOf(row, reports);
      });
      const missing = rows.filter(
        ({ event, outcome }) => event.expected && !(outcome instanceof Error) && outcome.length === 0,
      );
      await forEach(missing, (row) => {
        lookOn(row, datesOf.withNeighbours(row.event, row.dates));
      });
      await readDates(missing, reports);
      await forEach(missing, (row) => {
        row.outcome = entriesOf(row, reports);
      });
      return rows.map(({ outcome }) => outcome);
    },
    {
      cacheKeyFn: ({ ledgerId, pspReference, ledgerDate, laterDays }) =>
        joinKey(ledgerId, pspReference, ledgerDate ?? '', String(laterDays)),
    },
  );

  /** Leaves everything else its turns. What comes behind the end of the time or the budget has that for an outcome. */
  async function forEach(rows: readonly Row[], does: (row: Row) => void): Promise<void> {
    let over: Error | undefined;
    for (const row of rows) {
      if (row.outcome instanceof Error) continue;
      try {
        if (over === undefined) {
          await giveWay(scope, 1 + row.event.laterDays, DATE_CALL);
          does(row);
        }
      } catch (error) {
        over = asError(error);
      }
      if (over === undefined) continue;
      row.dates = [];
      row.outcome = over;
    }
  }

  function lookOn(row: Row, dates: readonly string[]): void {
    scope.budget?.scan(dates.length);
    row.dates = dates;
  }

  async function readDates(rows: readonly Row[], reports: Reports): Promise<void> {
    const asked = new Map<string, Promise<DateReport>>();
    for (const { event, dates } of rows) {
      for (const date of dates) {
        const key = dateKey(event, date);
        if (reports.has(key) || asked.has(key)) continue;
        asked.set(key, report.wholeDate({ ledgerId: event.ledgerId, topic, date }));
      }
    }
    const settled = await Promise.allSettled(asked.values());
    [...asked.keys()].forEach((key, index) => {
      const result = settled[index];
      if (result !== undefined) reports.set(key, result);
    });
  }
}

function dateKey({ ledgerId }: EntriesWanted, date: string): string {
  return `${ledgerId}|${date}`;
}

/** The dates of events, made once for all that share them. */
class DatesOfEvents {
  readonly #begun = new Map<string, readonly string[]>();

  constructor(private readonly clock: Clock) {}

  own({ time, ledgerDate, currency, laterDays }: EntriesWanted): readonly string[] {
    const date = ledgerDate ?? (time === null ? null : localDate(Date.parse(time), currency));
    if (date === null) return [];
    return laterDays === 0 ? [date] : [date, ...this.#laterThan(date, laterDays, currency)];
  }

  withNeighbours({ currency }: EntriesWanted, dates: readonly string[]): readonly string[] {
    const [first, last] = [dates[0], dates.at(-1)];
    if (first === undefined || last === undefined) return dates;
    return [addDays(first, -1), ...dates, ...this.#laterThan(last, 1, currency)];
  }

  #laterThan(date: string, days: number, currency: string | null): readonly string[] {
    const key = `${date}|${days}|${currency}`;
    let found = this.#begun.get(key);
    if (found === undefined) {
      const today = localDate(this.clock.now(), currency);
      found = Array.from({ length: days }, (_, day) => addDays(date, day + 1)).filter(
        (later) => today === null || later <= today,
      );
      this.#begun.set(key, found);
    }
    return found;
  }
}

/** The entries on its dates, or why one of them could not be read. */
function entriesOf({ event, dates }: Row, reports: Reports): readonly DatedEntry[] | Error {
  const entries: DatedEntry[] = [];
  for (const date of dates) {
    const result = reports.get(dateKey(event, date));
    if (result?.status !== 'fulfilled') {
      const reason: unknown = result?.reason;
      return reason instanceof Error ? reason : new Error('a date was not read');
    }
    const { byPspReference, isComplete } = result.value;
    for (const entry of byPspReference.get(event.pspReference) ?? [])
      entries.push({ entry, isDateComplete: isComplete });
  }
  return entries;
}
