import type { WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import { addDays } from '../dates.js';
import { slipOf } from './balance-chain.js';
import { isPayout } from './payouts.js';

/** How many dates in front of its own the capture of a fee and the sale of a refund are looked for. */
export const WINDOW_DAYS = 31;

/** What one date has of payments: no more of each entry than is needed to find it again. */
interface PaymentsOfDate {
  readonly date: string;
  readonly captures: ReadonlySet<string>;
  /** By reference, in the order in which they were booked; refunds are negative. */
  readonly orders: ReadonlyMap<string, readonly number[]>;
  /** The last payout; undefined without one. */
  readonly payout: { readonly left: number | null; readonly slip: number } | undefined;
  /** What was booked behind it, or on all of the date. */
  readonly moved: number;
}

/** The payout in front of another one, as far as it tells what that has to be. */
export interface PayoutBefore {
  readonly left: number | null;
  /** By how much what it left is off the balance that it found and its amount. */
  readonly slip: number;
  /** What was booked behind it on its own date. */
  readonly behind: number;
  /** What was booked since, up to the end of the date in front. */
  readonly moved: number;
}

/** What the captures of an order have for a refund. */
export type Refundable =
  /** So much is refunded beyond them; 0 = none. */
  | { readonly beyond: number }
  /** There is no capture among the dates. */
  | undefined;

/**
 * Captures and refunds of the last dates, to find the capture of a fee and the sale of a refund. What it says of a date
 * depends on that date and the `WINDOW_DAYS` in front of it alone, wherever reading began.
 */
export class PaymentWindow {
  /** Oldest first. */
  #dates: PaymentsOfDate[] = [];

  /** Adds the next date, and forgets what is too old for it. */
  add(date: string, entries: readonly WireEntry[]): void {
    const oldest = addDays(date, -WINDOW_DAYS);
    this.#dates = this.#dates.filter((each) => each.date >= oldest);
    this.#dates.push(paymentsOf(date, entries));
  }

  /** Adds a date in front of all others. */
  addEarlier(date: string, entries: readonly WireEntry[]): void {
    this.#dates.unshift(paymentsOf(date, entries));
  }

  /** Whether there is a capture with this PSP reference, or else an order with this reference. */
  hasCapture({ pspReference, reference }: WireEntry, date: string): boolean {
    const oldest = addDays(date, -WINDOW_DAYS);
    // Most fees are booked with their captures, so the newest date is asked first.
    for (let index = this.#dates.length - 1; index >= 0; index -= 1) {
      const day = this.#dates[index];
      if (day === undefined || day.date < oldest || day.date > date) continue;
      if (pspReference !== null && day.captures.has(pspReference)) return true;
      if (reference !== null && day.orders.get(reference)?.some((amount) => amount > 0) === true) return true;
    }
    return false;
  }

  /** @param nth which of the movements of the order on its date the refund is, from 0 */
  refundable(reference: string, date: string, nth: number): Refundable {
    let left: number | undefined;
    let beyond = 0;
    for (const day of this.#before(date)) {
      const movements = day.orders.get(reference) ?? [];
      const end = day.date === date ? nth + 1 : movements.length;
      for (const amount of movements.slice(0, end)) {
        if (amount >= 0) left = (left ?? 0) + amount;
        else if (left !== undefined) {
          beyond = Math.max(0, -amount - left);
          left = Math.max(0, left + amount);
        }
      }
    }
    return left === undefined ? undefined : { beyond };
  }

  /** The last payout in front of a date; undefined where there was none. */
  payoutBefore(date: string): PayoutBefore | undefined {
    let moved = 0;
    for (const day of this.#before(date).toReversed()) {
      if (day.date === date) continue;
      moved += day.moved;
      if (day.payout !== undefined) return { ...day.payout, behind: day.moved, moved };
    }
    return undefined;
  }

  #before(date: string): readonly PaymentsOfDate[] {
    const oldest = addDays(date, -WINDOW_DAYS);
    return this.#dates.filter((day) => day.date >= oldest && day.date <= date);
  }
}

function paymentsOf(date: string, entries: readonly WireEntry[]): PaymentsOfDate {
  const captures = new Set<string>();
  const orders = new Map<string, number[]>();
  let payout: PaymentsOfDate['payout'];
  let moved = 0;
  for (const entry of entries) {
    const { entryType, pspReference, reference } = entry;
    moved += movedBy(entry) ?? 0;
    if (isPayout(entry)) {
      payout = { left: whole(entry.balanceAfter), slip: slipOf(entry) };
      moved = 0;
    }
    if (entryType !== 'capture' && entryType !== 'refund') continue;
    const amount = movedBy(entry) ?? 0;
    if (entryType === 'capture' && pspReference !== null) captures.add(pspReference);
    if (reference === null) continue;
    const movements = orders.get(reference);
    if (movements === undefined) orders.set(reference, [amount]);
    else movements.push(amount);
  }
  return { date, captures, orders, payout, moved };
}
