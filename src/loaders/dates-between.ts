import type { Clock } from '../clock.js';
import { addDays, localDate } from './ledger-dates.js';

/** Today's date where the currency is used. */
export function todayIn(currency: string | null, clock: Clock): string {
  const now = clock.now();
  return localDate(now, currency) ?? new Date(now).toISOString().slice(0, 10);
}

/** The dates from one to another, both included; the first `most` of them. */
export function datesBetween(from: string, to: string, most: number): readonly string[] {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return Array.from({ length: Math.max(0, Math.min(days, most)) }, (_, day) => addDays(from, day));
}
