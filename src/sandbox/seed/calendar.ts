/** The countries with merchants. */
export type Country = 'NO' | 'DK' | 'FI';

/** An hour in milliseconds. */
export const hourMs = 3_600_000;
/** A day in milliseconds. */
export const dayMs = 24 * hourMs;

/** The seeded days, counted from 0; the last one is 2026-09-14. Sales data of the platform begins on the first. */
export const firstDate = '2026-03-09';
export const dayCount = 190;

/** Asked for with every sale. */
const dates = Array.from({ length: dayCount }, (_, day) => dateFar(day));

/** The date of a seeded day, or of one before or after them. */
export function dateOf(day: number): string {
  return dates[day] ?? dateFar(day);
}

function dateFar(day: number): string {
  return new Date(Date.parse(firstDate) + day * dayMs).toISOString().slice(0, 10);
}

/** The number of a date; outside 0 to `dayCount - 1` when it is not a seeded day. */
export function dayOf(date: string): number {
  return Math.round((Date.parse(date) - Date.parse(firstDate)) / dayMs);
}

/** When a date begins where the merchant is, in milliseconds since 1970. */
export function midnight(date: string, country: Country): number {
  const year = Number(date.slice(0, 4));
  const isSummer = date > lastSunday(year, 3) && date <= lastSunday(year, 10);
  const winterHours = country === 'FI' ? 2 : 1;
  return Date.parse(date) - (winterHours + (isSummer ? 1 : 0)) * hourMs;
}

/** The date that a moment falls on where the merchant is. */
export function dateAt(timeMs: number, country: Country): string {
  const guess = new Date(timeMs).toISOString().slice(0, 10);
  const next = new Date(Date.parse(guess) + dayMs).toISOString().slice(0, 10);
  return midnight(next, country) <= timeMs ? next : guess;
}

/** The first date after `date` on which its money is paid out: the next day, the next Monday or the next 1st. */
export function payoutDateAfter(date: string, frequency: 'daily' | 'weekly' | 'monthly'): string {
  for (let time = Date.parse(date) + dayMs; ; time += dayMs) {
    const next = new Date(time);
    if (frequency === 'weekly' && next.getUTCDay() !== 1) continue;
    if (frequency === 'monthly' && next.getUTCDate() !== 1) continue;
    return next.toISOString().slice(0, 10);
  }
}

/** Asked for with every sale, and of a few years only. */
const lastSundays = new Map<number, string>();

/** Clocks change in the night to the last Sunday of March and of October. */
function lastSunday(year: number, month: number): string {
  const key = 12 * year + month;
  let sunday = lastSundays.get(key);
  if (sunday === undefined) {
    const end = new Date(Date.UTC(year, month, 0));
    sunday = new Date(end.getTime() - end.getUTCDay() * dayMs).toISOString().slice(0, 10);
    lastSundays.set(key, sunday);
  }
  return sunday;
}
