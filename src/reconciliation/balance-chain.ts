import type { Topic, WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import { differenceOf, type Difference } from './difference.js';
import { isPayout } from './payouts.js';

/** What an entry did to the chain of balances. */
export interface Link {
  /** What the balance lost or got between the entry before and this one, or within it. */
  readonly gap: number;
  /** Of a break; a break that only takes back an earlier one is told with that. */
  readonly difference: Difference | undefined;
  /** The gap is that of a payout whose amount is not what the balance moved by: see payout-check.ts. */
  readonly isOfPayout: boolean;
}

const NO_GAP: Link = { gap: 0, difference: undefined, isOfPayout: false };

/**
 * The chain of balances of one account, from entry to entry and from date to date: each begins where the one before ended,
 * and ends by its amount further. Once it has come off what the amounts make, coming back to that is no further break.
 */
export class BalanceChain {
  /** Behind the last entry; null while there was none that tells. */
  #balance: number | null = null;
  #date: string | undefined;
  /** By how much the balance is off what the amounts since the end of the date before make. */
  #off = 0;
  /** Of the last entry. */
  #slip = 0;

  constructor(private readonly topic: Topic) {}

  get balance(): number | null {
    return this.#balance;
  }

  /** Begins behind these entries of an earlier date. @returns whether they tell a balance */
  beginBehind(entries: readonly WireEntry[]): boolean {
    for (const entry of entries) {
      this.#balance = whole(entry.balanceAfter) ?? this.#balance;
      this.#slip = slipOf(entry);
    }
    return this.#balance !== null;
  }

  /** Goes on with the next entry. */
  add(entry: WireEntry, date: string): Link {
    if (date !== this.#date) {
      this.#date = date;
      // Of what was in front no more than this counts, so that it does not matter where reading began.
      this.#off = this.#slip;
    }
    const [amount, before] = [movedBy(entry) ?? 0, whole(entry.balanceBefore)];
    const start = before ?? this.#balance;
    const after = whole(entry.balanceAfter);
    const expected = this.#balance;
    this.#balance = after ?? (start === null ? null : start + amount);
    this.#slip = slipOf(entry);
    const jump = start === null || expected === null ? 0 : start - expected;
    const slip = after === null || start === null ? 0 : after - (start + amount);
    if (jump === 0 && slip === 0) return NO_GAP;
    const gap = jump + slip;
    this.#off += gap;
    const isBack = gap !== 0 && this.#off === 0;
    const isOfPayout =
      !isBack && jump === 0 && this.topic === 'funds' && isPayout(entry) && gap === this.#slip;
    if (isBack || isOfPayout) return { gap, difference: undefined, isOfPayout };
    const account = `\`${this.topic}\``;
    const message =
      jump !== 0
        ? `The balance of ${account} was ${String(expected)} behind the entry before, but is ${String(start)} here.`
        : `The balance of ${account} before, ${String(start)}, and ${amount} do not make the ${String(after)} after.`;
    // Where only the balance before is off, the one behind is right again.
    const off = gap === 0 ? jump : gap;
    return { gap, difference: differenceOf('BALANCE_BREAK', date, off, entry, message), isOfPayout };
  }
}

/** By how much the balance behind an entry is off the one before and the amount; 0 where one of them is not told. */
export function slipOf(entry: WireEntry): number {
  const [before, after] = [whole(entry.balanceBefore), whole(entry.balanceAfter)];
  return before === null || after === null ? 0 : after - (before + (movedBy(entry) ?? 0));
}
