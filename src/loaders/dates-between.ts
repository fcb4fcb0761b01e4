import type { Clock } from '../clock.js';
import { addDays, countDates } from '../dates.js';
import { localDate } from './ledger-dates.js';

/** Today's date where the currency is used. */
export function todayIn(currency: string | null, clock: Clock): string {
  const now = clock.now();
  return localDate(now, currency) ?? new Date(now).toISOString().slice(0, 10);
}

/** The dates from one to another, both included; the first `most` of them. */
export function datesBetween(from: string, to: string, most: number): readonly string[] {
  return Array.from({ length: Math.max(0, Math.min(countDates(from, to), most)) }, (_, day) =>
    addDays(from, day),
  );
}
