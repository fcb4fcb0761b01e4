import DataLoader from 'dataloader';
import type { Topic, WireEntry } from '../clients/report.js';
import type { Clock } from '../clock.js';
import { joinKey } from '../cache/cache-key.js';
import { addDays, localDate } from './ledger-dates.js';
import type { DateReport } from './date-report.js';
import type { ReportLoaders } from './report.js';

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
 * Dates that have not begun are left out. So the calls are bounded by the dates, never by the number of events.
 */
export function entriesOfEvents(
  topic: Topic,
  report: Pick<ReportLoaders, 'wholeDate'>,
  clock: Clock,
): EntriesOfEvents {
  return new DataLoader<EntriesWanted, readonly DatedEntry[], string>(
    async (wanted) => {
      const reports = new Map<string, PromiseSettledResult<DateReport>>();
      const rows = wanted.map((event) => ({ event, dates: ownDates(event, clock) }));
      await readDates(rows, reports);
      const missing = rows.filter(
        ({ event, dates }) => event.expected && found(event, dates, reports)?.length === 0,
      );
      for (const row of missing) row.dates = withNeighbours(row.event, row.dates, clock);
      await readDates(missing, reports);
      return rows.map(({ event, dates }) => found(event, dates, reports) ?? failure(event, dates, reports));
    },
    {
      cacheKeyFn: ({ ledgerId, pspReference, ledgerDate, laterDays }) =>
        joinKey(ledgerId, pspReference, ledgerDate ?? '', String(laterDays)),
    },
  );

  async function readDates(
    rows: readonly { event: EntriesWanted; dates: readonly string[] }[],
    reports: Map<string, PromiseSettledResult<DateReport>>,
  ): Promise<void> {
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

function ownDates({ time, ledgerDate, currency, laterDays }: EntriesWanted, clock: Clock): readonly string[] {
  const date = ledgerDate ?? (time === null ? null : localDate(Date.parse(time), currency));
  if (date === null) return [];
  const later = Array.from({ length: laterDays }, (_, days) => addDays(date, days + 1));
  return [date, ...begun(later, currency, clock)];
}

function withNeighbours(
  { currency }: EntriesWanted,
  dates: readonly string[],
  clock: Clock,
): readonly string[] {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return dates;
  return [addDays(first, -1), ...dates, ...begun([addDays(last, 1)], currency, clock)];
}

function begun(dates: readonly string[], currency: string | null, clock: Clock): readonly string[] {
  const today = localDate(clock.now(), currency);
  return dates.filter((date) => today === null || date <= today);
}

/** The entries on these dates; undefined when one of them could not be read. */
function found(
  event: EntriesWanted,
  dates: readonly string[],
  reports: ReadonlyMap<string, PromiseSettledResult<DateReport>>,
): readonly DatedEntry[] | undefined {
  const entries: DatedEntry[] = [];
  for (const date of dates) {
    const result = reports.get(dateKey(event, date));
    if (result?.status !== 'fulfilled') return undefined;
    const { byPspReference, isComplete } = result.value;
    for (const entry of byPspReference.get(event.pspReference) ?? [])
      entries.push({ entry, isDateComplete: isComplete });
  }
  return entries;
}

function failure(
  event: EntriesWanted,
  dates: readonly string[],
  reports: ReadonlyMap<string, PromiseSettledResult<DateReport>>,
): Error {
  for (const date of dates) {
    const result = reports.get(dateKey(event, date));
    if (result?.status === 'rejected' && result.reason instanceof Error) return result.reason;
  }
  return new Error('a date was not read');
}
