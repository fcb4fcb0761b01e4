import type { WireEntry } from '../clients/report.js';
import { PayoutRule, type EntryPlace, type FundsDay, type PaidEntries } from '../reconciliation/payouts.js';
import type { DateReport } from './date-report.js';
import type { FoundPayout, FundsDates } from './funds-dates.js';
import { addDays } from '../dates.js';

/** The part of a date that a payout pays. */
export interface PaidDay extends FundsDay {
  /** Where on the date its first entry stands. */
  readonly start: number;
}

/** What a payout pays, with its dates. */
export interface PaidDates extends PaidEntries {
  /** Oldest first. */
  readonly days: readonly PaidDay[];
  /** The payout before was found, or the ledger begins here. */
  readonly isWhole: boolean;
  /** All of its dates are closed. */
  readonly isComplete: boolean;
}

/** The dates in front of a payout, oldest first. */
interface Before {
  readonly days: readonly { readonly date: string; readonly on: DateReport }[];
  readonly from: EntryPlace;
  /** The payout before. */
  readonly previous: WireEntry | undefined;
  readonly isWhole: boolean;
}

/** Most dates that are read for one payout: a quarter of a year. */
const MAX_DATES = 92;
/** So many dates without a payout are usual. Behind them it is asked when the ledger began. */
const USUAL_DATES = 7;

/**
 * What a payout pays. Reads backwards to the payout before, so many dates at once as were read before: a day is one turn, a
 * week three, a month five, and none of these reads a date too many.
 */
export async function readPaidDates(payout: FoundPayout, funds: FundsDates): Promise<PaidDates> {
  const { place } = payout;
  const { days, from, previous, isWhole } = await readBefore(payout, funds);
  const rule = new PayoutRule();
  if (previous !== undefined) rule.add({ date: from.date, entries: [previous] });
  const paidDays: PaidDay[] = [];
  let paid: PaidEntries | undefined;
  for (const { date, on } of days) {
    await funds.goThrough(on);
    const start = date === from.date ? from.index : 0;
    const isOwn = date === place.date;
    // What stands behind the payout on its own date tells the rule that it is not the last.
    [paid] = rule.add({ date, entries: on.entries.slice(start) });
    paidDays.push({ date, entries: on.entries.slice(start, isOwn ? place.index : undefined), start });
  }
  if (paid === undefined) throw new Error('no payout at the place of one');
  const isComplete = days.every(({ on }) => on.isComplete);
  return { ...paid, place, from, days: paidDays, isWhole, isComplete };
}

async function readBefore(payout: FoundPayout, funds: FundsDates): Promise<Before> {
  const { date, index } = payout.place;
  const days: { readonly date: string; readonly on: DateReport }[] = [];
  let from: EntryPlace = { date, index: 0 };
  let began: string | null = null;
  let looked = 0;
  // The first turn is its own date.
  for (let turn = 1, newest = date; looked <= MAX_DATES; newest = addDays(from.date, -1)) {
    if (looked > USUAL_DATES) began ??= await funds.firstDate(payout);
    if (began !== null && newest < began) return fromBeginning(days, began);
    const dates = datesBack(newest, Math.min(turn, 1 + MAX_DATES - looked), began);
    if (dates.length === 0) break;
    for (const [day, on] of (await funds.read(payout, dates)).entries()) {
      const at = dates[day] ?? newest;
      const last = (await funds.payoutsOn(on)).findLast((each) => at !== date || each < index);
      const start = last === undefined ? 0 : last + 1;
      if (start < on.entries.length || last === undefined) {
        from = { date: at, index: start };
        days.unshift({ date: at, on });
      }
      if (last !== undefined) return { days, from, previous: on.entries[last], isWhole: true };
    }
    turn = looked === 0 ? 1 : turn * 2;
    looked += dates.length;
  }
  return { days, from, previous: undefined, isWhole: false };
}

/** Without the dates from before the ledger began. */
function fromBeginning(days: Before['days'], began: string): Before {
  const since = days.filter(({ date }) => date >= began);
  const from = { date: since[0]?.date ?? began, index: 0 };
  return { days: since, from, previous: undefined, isWhole: true };
}

/** So many dates up to the newest, that first, and none from before the first one there is. */
function datesBack(newest: string, count: number, first: string | null): readonly string[] {
  const dates = Array.from({ length: count }, (_, day) => addDays(newest, -day));
  return first === null ? dates : dates.filter((date) => date >= first);
}
