import { joinKey } from '../cache/cache-key.js';
import type { WireEntry } from '../clients/report.js';
import type { Clock } from '../clock.js';
import { abortOf, type EntryPlace } from '../reconciliation/payouts.js';
import { datesBetween, todayIn } from './dates-between.js';
import { FundsDates, payoutAt, type FoundPayout, type OfLedger } from './funds-dates.js';
import { addDays } from '../dates.js';
import { readPaidDates, type PaidDates } from './paid-dates.js';
import { DATE_CALL, type ReportLoaders } from './report.js';
import { giveWay, type ScanScope } from './scan.js';
import { SharedReads } from './SharedReads.js';

/** An entry whose payout is wanted. */
export interface PayoutWanted extends OfLedger {
  readonly date: string;
  /** Dates behind its own to look at too. */
  readonly laterDays: number;
  /** Tells the entry from others of its date. Asked only when something was booked behind a payout. */
  readonly isEntry: (entry: WireEntry) => boolean;
}

/** The payouts of some dates. */
export interface PayoutSlice {
  readonly payouts: readonly FoundPayout[];
  /** Where to go on: in front of what was not looked at, or may still come. */
  readonly end: EntryPlace;
  readonly hasMore: boolean;
  /** All dates that were looked at are closed. */
  readonly isComplete: boolean;
}

/**
 * Payouts and what they pay. The API can't be asked for either, so whole dates of `funds` are read: each once for all that
 * ask, and closed ones from the cache from then on.
 */
export interface PayoutLoaders {
  /** Payouts up to a date, from a place on: so many dates at once as payouts are missing, and 92 at most. */
  between(of: OfLedger, start: EntryPlace, to: string, first: number): Promise<PayoutSlice>;
  /** The payout that pays an entry; null while there is none on the dates that were looked at. */
  ofEntry(wanted: PayoutWanted): Promise<FoundPayout | null>;
  /** What a payout pays: see paid-dates.ts for what it costs. */
  paidBy(payout: FoundPayout): Promise<PaidDates>;
  /** The entry that gives a payout up, if one is booked on its date or up to so many dates behind it. */
  abortOf(payout: FoundPayout, laterDays: number): Promise<WireEntry | null>;
}

/** Most dates of one answer: a quarter of a year. */
const MAX_DATES = 92;

/** @param report reads the dates */
export function createPayoutLoaders(
  report: Pick<ReportLoaders, 'wholeDate' | 'feed'>,
  clock: Clock,
  scope: ScanScope,
): PayoutLoaders {
  const later = new SharedReads<FoundPayout | null>();
  const paid = new SharedReads<PaidDates>();
  const funds = new FundsDates(report, scope);

  const between: PayoutLoaders['between'] = async (of, start, to, first) => {
    const today = todayIn(of.currency, clock);
    const end = to < today ? to : today;
    const payouts: FoundPayout[] = [];
    let next = start.date;
    /** The first one behind the last payout that may still get one. */
    let open: EntryPlace | undefined;
    // Of dates that have not begun nothing is looked at.
    let isComplete = start.date > to || start.date <= today;
    for (let left = MAX_DATES; left > 0 && next <= end && payouts.length < first;) {
      const dates = datesBetween(next, end, Math.min(left, first - payouts.length));
      for (const on of await funds.read(of, dates)) {
        const date = next;
        if (!on.isComplete) isComplete = false;
        let index = date === start.date ? start.index : 0;
        for (const at of await funds.payoutsOn(on)) {
          if (at < index) continue;
          if (payouts.length === first) return { payouts, end: { date, index }, hasMore: true, isComplete };
          const found = payoutAt(of, on, { date, index: at });
          if (found !== null) payouts.push(found);
          index = at + 1;
          open = undefined;
        }
        if (!on.isComplete) open ??= { date, index };
        next = addDays(date, 1);
      }
      left -= dates.length;
    }
    const behind = { date: next, index: 0 };
    const hasMore = next <= end;
    // Who goes on must get on, also where dates stay open for ever.
    return { payouts, end: hasMore ? behind : (open ?? behind), hasMore, isComplete };
  };

  const ofEntry: PayoutLoaders['ofEntry'] = async (wanted) => {
    const { ledgerId, currency, date, laterDays, isEntry } = wanted;
    await giveWay(scope, 1, DATE_CALL);
    scope.budget?.scan(1);
    const [on] = await funds.read(wanted, [date]);
    if (on === undefined) return null;
    const own = await funds.payoutsOn(on);
    // By the rule there is one, at the end, which pays all of the date.
    const from = own.length === 0 || own[0] === on.entries.length - 1 ? 0 : on.entries.findIndex(isEntry);
    const index = own.find((at) => at >= from);
    if (index !== undefined) return payoutAt({ ledgerId, currency }, on, { date, index });
    const key = joinKey(ledgerId, date, String(laterDays));
    return later.once(key, () => firstBehind({ ledgerId, currency }, date, laterDays));
  };

  /** So many dates at once as were looked at before: a week is three turns with its first date, a month five. */
  async function firstBehind(of: OfLedger, date: string, laterDays: number): Promise<FoundPayout | null> {
    const today = todayIn(of.currency, clock);
    let next = addDays(date, 1);
    for (let left = laterDays, turn = 2; left > 0 && next <= today; turn *= 2) {
      const dates = datesBetween(next, today, Math.min(turn, left));
      for (const on of await funds.read(of, dates)) {
        const [index] = await funds.payoutsOn(on);
        if (index !== undefined) return payoutAt(of, on, { date: next, index });
        next = addDays(next, 1);
      }
      left -= dates.length;
    }
    return null;
  }

  const abort: PayoutLoaders['abortOf'] = async (payout, laterDays) => {
    const { place, entry } = payout;
    const last = addDays(place.date, laterDays);
    const today = todayIn(payout.currency, clock);
    const dates = datesBetween(place.date, last < today ? last : today, laterDays + 1);
    const behind: WireEntry[] = [];
    for (const [day, on] of (await funds.read(payout, dates)).entries()) {
      await funds.goThrough(on);
      const start = day === 0 ? place.index + 1 : 0;
      for (let index = start; index < on.entries.length; index += 1) {
        const each = on.entries[index];
        if (each !== undefined) behind.push(each);
      }
    }
    return abortOf(entry, behind);
  };

  return {
    between,
    ofEntry,
    paidBy: (payout) => {
      const { date, index } = payout.place;
      return paid.once(joinKey(payout.ledgerId, date, String(index)), () => readPaidDates(payout, funds));
    },
    abortOf: abort,
  };
}
