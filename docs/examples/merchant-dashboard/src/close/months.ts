/** The first and the last date of a month, as 2026-08. */
export function datesOf(month: string): { readonly from: string; readonly to: string } {
  const [year, number] = numbersOf(month);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(days)}` };
}

/** The month so many behind another; in front of it with a negative count. */
export function monthBehind(month: string, count: number): string {
  const [year, number] = numbersOf(month);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

const inOslo = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
});

/** The month of a time, by the clock that the dates of ledgers go by. */
export function monthOf(time: Date): string {
  const parts = new Map(inOslo.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}`;
}

function numbersOf(month: string): readonly [number, number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
}
