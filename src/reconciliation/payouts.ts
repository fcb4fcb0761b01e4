import type { WireEntry } from '../clients/report.js';
import { addAmounts, movedBy } from './amounts.js';

/** What was booked on `funds` of a ledger on one date, in the order in which it was booked. */
export interface FundsDay {
  readonly date: string;
  readonly entries: readonly WireEntry[];
}

/** What entries of one kind add up to. */
export interface KindSum {
  /** The API's own word; null where it gives none. */
  readonly entryType: string | null;
  readonly count: number;
  /** In minor units, signed; null where an entry has no amount. */
  readonly amount: number | null;
}

/** A place among the entries of a ledger: in front of the entry with this index on this date. */
export interface EntryPlace {
  readonly date: string;
  readonly index: number;
}

/** What is odd about a payout. */
export type PayoutFault =
  /** Something was booked behind it on its own date: the next payout pays that. */
  | 'NOT_LAST_OF_DATE'
  /** It takes more than there was, or anything of what was none. */
  | 'BEYOND_BALANCE'
  /** What was there before, what came in and what it takes do not make what is left. */
  | 'DOES_NOT_ADD_UP';

/** A payout with what it pays. */
export interface PaidEntries {
  /** The payout itself. It is scheduled: nothing in the API says that the bank has paid. */
  readonly payout: WireEntry;
  readonly place: EntryPlace;
  /** Where what it pays begins: the date behind the payout before, or the one that reading began with. */
  readonly from: EntryPlace;
  /** The balance that it found: what the payout before left. Null where the API does not say. */
  readonly openingBalance: number | null;
  /** What it left: not zero where a reserve is held back. */
  readonly closingBalance: number | null;
  /** All entries that it pays, by kind, in the order in which the kinds came. */
  readonly sums: readonly KindSum[];
  /** What is missing to the balance that it left; 0 when all adds up, null when the API lacks an amount of it. */
  readonly unexplained: number | null;
  readonly faults: readonly PayoutFault[];
}

/** Whether an entry schedules a payout, by its newer or its older word. */
export function isPayout({ entryType }: WireEntry): boolean {
  return entryType === 'payout-scheduled' || entryType === 'scheduled-for-payout';
}

/** Where the payouts of a date stand among its entries. By the rule of the API there is one at most, the last entry. */
export function payoutIndexes(entries: readonly WireEntry[]): readonly number[] {
  return entries.flatMap((entry, index) => (isPayout(entry) ? [index] : []));
}

/**
 * Which entries each payout pays. A payout covers whole ledger dates, from the one behind the payout before up to its own,
 * whose last entry it is. So it pays whatever stands between the payout before and itself: also on dates of a balance
 * below zero, which have no payout, and without what a reserve holds back, which is what it leaves.
 *
 * Days are taken in order, and none is kept: what is open is a sum per kind.
 */
export class PayoutRule {
  #open: OpenEntries | undefined;
  /** What the last payout left; undefined = there was none. */
  #left: number | null | undefined;

  /** Goes on with the next date. @returns its payouts: one at most, where the API keeps its rule */
  add({ date, entries }: FundsDay): readonly PaidEntries[] {
    const paid: PaidEntries[] = [];
    this.#open ??= new OpenEntries({ date, index: 0 }, this.#left);
    entries.forEach((entry, index) => {
      const place = { date, index };
      const open = (this.#open ??= new OpenEntries(place, this.#left));
      if (!isPayout(entry)) {
        open.add(entry);
        return;
      }
      paid.push(open.paidBy(entry, place, index === entries.length - 1));
      this.#left = entry.balanceAfter;
      this.#open = undefined;
    });
    return paid;
  }

  /** What no payout pays yet, by kind. */
  get unpaid(): readonly KindSum[] {
    return this.#open?.sums ?? [];
  }
}

/** The payouts of dates in order, each with what it pays. */
export function* payoutsOf(days: Iterable<FundsDay>): Generator<PaidEntries> {
  const rule = new PayoutRule();
  for (const day of days) yield* rule.add(day);
}

/**
 * The entry that gives a payout up, among those behind it: the one with its PSP reference or bank text; where an abort has
 * none, the next of its amount, of which the latest payout counts when several have that. Its money is on the ledger again,
 * so what it was to pay is paid by the payout that pays this entry.
 */
export function abortOf(payout: WireEntry, behind: Iterable<WireEntry>): WireEntry | null {
  const { amount } = payout;
  const sameAmount = [payout];
  for (const entry of behind) {
    if (isPayout(entry) && entry.amount === amount) sameAmount.push(entry);
    if (entry.entryType !== 'payout-aborted') continue;
    if (names(entry, payout)) return entry;
    const named = sameAmount.findIndex((other) => names(entry, other));
    if (named !== -1) sameAmount.splice(named, 1);
    else if (amount !== null && entry.amount === -amount && sameAmount.pop() === payout) return entry;
  }
  return null;
}

function names(abort: WireEntry, { pspReference, reference }: WireEntry): boolean {
  return (
    (pspReference !== null && abort.pspReference === pspReference) ||
    (reference !== null && abort.reference === reference)
  );
}

/** What stands behind the last payout. */
class OpenEntries {
  readonly #kinds = new Map<string | null, { count: number; amount: number | null }>();
  #openingBalance: number | null | undefined;
  /** What the payout before left; null where there was none, or it does not say. */
  readonly #left: number | null;

  /** @param openingBalance what the payout before left; undefined = there was none, so the first entry tells */
  constructor(
    private readonly from: EntryPlace,
    openingBalance?: number | null,
  ) {
    this.#openingBalance = openingBalance;
    this.#left = openingBalance ?? null;
  }

  add({ entryType, amount, balanceBefore }: WireEntry): void {
    if (this.#openingBalance === undefined) this.#openingBalance = balanceBefore;
    const kind = this.#kinds.get(entryType) ?? { count: 0, amount: 0 };
    kind.count += 1;
    kind.amount = addAmounts(kind.amount, amount);
    this.#kinds.set(entryType, kind);
  }

  get sums(): readonly KindSum[] {
    return Array.from(this.#kinds, ([entryType, { count, amount }]) => ({ entryType, count, amount }));
  }

  paidBy(payout: WireEntry, place: EntryPlace, isLast: boolean): PaidEntries {
    const openingBalance = this.#openingBalance === undefined ? payout.balanceBefore : this.#openingBalance;
    const closingBalance = payout.balanceAfter;
    const { sums } = this;
    const expected = sums.reduce<number | null>(
      (sum, { amount }) => addAmounts(sum, amount),
      addAmounts(openingBalance, payout.amount),
    );
    const unexplained = addAmounts(closingBalance, expected === null ? null : -expected);
    const faults: PayoutFault[] = [];
    if (!isLast) faults.push('NOT_LAST_OF_DATE');
    const takes = movedBy(payout) !== 0;
    const isBeyond = takes && ((payout.balanceBefore ?? 1) <= 0 || (closingBalance ?? 0) < 0);
    // What the payout before took too much is carried on, and was told of that one.
    if (isBeyond && (this.#left === null || closingBalance !== this.#left)) faults.push('BEYOND_BALANCE');
    if (unexplained !== null && unexplained !== 0) faults.push('DOES_NOT_ADD_UP');
    const from = this.from;
    // -0 is 0.
    const rest = unexplained === 0 ? 0 : unexplained;
    return { payout, place, from, openingBalance, closingBalance, sums, unexplained: rest, faults };
  }
}
