import { addDays } from '../dates.js';

/** The time zones in which ledger dates are counted, by the currency of the ledger. Cut-offs may differ by hours. */
const ZONES: Readonly<Record<string, string>> = {
  NOK: 'Europe/Oslo',
  DKK: 'Europe/Copenhagen',
  EUR: 'Europe/Helsinki',
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date that a moment falls on where the currency is used, as YYYY-MM-DD. Null for what is no time. */
export function localDate(moment: number, currency: string | null): string | null {
  if (Number.isNaN(moment)) return null;
  const zone = ZONES[currency ?? ''] ?? 'Europe/Oslo';
  let format = formats.get(zone);
  if (format === undefined) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(moment);
}

/** Today's date where the day begins first, so that it is nowhere behind. */
export function latestDate(now: number): string {
  return localDate(now, 'EUR') ?? new Date(now).toISOString().slice(0, 10);
}

/** When a date ends where the currency is used, in ms since 1970: cut-offs of a ledger may be some hours later. */
export function endOfDate(date: string, currency: string | null): number {
  const next = addDays(date, 1);
  const end = Date.parse(next);
  // No zone in use is more than three hours ahead of UTC.
  const hours = [3, 2, 1, 0].find((ahead) => localDate(end - ahead * HOUR_MS, currency) === next) ?? 0;
  return end - hours * HOUR_MS;
}

const HOUR_MS = 3_600_000;
