import type { Topic, WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import { differenceOf, type Difference } from './difference.js';
import { isPayout } from './payouts.js';

/** What an entry did to the chain of balances. */
export interface Link {
  /** What the balance lost or got between the entry before and this one, or within it. */
  readonly gap: number;
  readonly difference: Difference | undefined;
}

const NO_GAP: Link = { gap: 0, difference: undefined };

/**
 * The chain of balances of one account, from entry to entry and from date to date: each begins where the one before ended,
 * and ends by its amount further.
 */
export class BalanceChain {
  /** Behind the last entry; null while there was none that tells. */
  #balance: number | null = null;

  constructor(private readonly topic: Topic) {}

  get balance(): number | null {
    return this.#balance;
  }

  /** Begins behind these entries of an earlier date. @returns whether they tell a balance */
  beginBehind(entries: readonly WireEntry[]): boolean {
    for (const entry of entries) this.#balance = whole(entry.balanceAfter) ?? this.#balance;
    return this.#balance !== null;
  }

  /** Goes on with the next entry. */
  add(entry: WireEntry, date: string): Link {
    const [amount, before] = [movedBy(entry) ?? 0, whole(entry.balanceBefore)];
    const start = before ?? this.#balance;
    const after = whole(entry.balanceAfter);
    const expected = this.#balance;
    this.#balance = after ?? (start === null ? null : start + amount);
    const jump = start === null || expected === null ? 0 : start - expected;
    const slip = after === null || start === null ? 0 : after - (start + amount);
    if (jump === 0 && slip === 0) return NO_GAP;
    const gap = jump + slip;
    const account = `\`${this.topic}\``;
    const message =
      jump !== 0
        ? `The balance of ${account} was ${String(expected)} behind the entry before, but is ${String(start)} here.`
        : `The balance of ${account} before, ${String(start)}, and ${amount} do not make the ${String(after)} after.`;
    const kind = jump === 0 && this.topic === 'funds' && isPayout(entry) ? 'PAYOUT_DIFFERS' : 'BALANCE_BREAK';
    return { gap, difference: differenceOf(kind, date, gap, entry, message) };
  }
}
