import type { WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import { slipOf, type Link } from './balance-chain.js';
import type { ClosingDate } from './ClosingDate.js';
import { isPayout } from './payouts.js';
import type { PayoutBefore } from './PaymentWindow.js';

/**
 * Looks at an entry that may be a payout: it is the last of its date, moves the balance by its amount, takes no more than
 * there is, and leaves nothing. A ledger with a reserve is never emptied: there what a payout leaves says nothing, once the
 * one before left something too. What is off is told where it arose: a payout that carries it on, or that takes just what was
 * booked since the one before whatever a break made of the balance, is right.
 * @param link what the payout did to the chain of balances
 * @param before the last payout in front of a date; undefined where there was none
 */
export async function checkPayout(
  day: ClosingDate,
  entries: readonly WireEntry[],
  index: number,
  link: Link | undefined,
  before: (date: string) => Promise<PayoutBefore | undefined>,
): Promise<void> {
  const entry = entries[index];
  if (entry === undefined || !isPayout(entry)) return;
  const behind = entries.slice(index + 1).filter((each) => !isPayout(each));
  if (behind.length > 0) {
    const message = `It is not the last entry of its date: ${behind.length} came behind it.`;
    day.tell('PAYOUT_DIFFERS', sumOf(behind), entry, message);
  }
  const isSlip = link?.isOfPayout === true;
  const rest = whole(entry.balanceAfter);
  if (!isSlip && (rest === null || rest === 0)) return;
  const previous = previousOn(entries, index) ?? (await before(day.date));
  if (isSlip) {
    if (previous?.slip === link.gap) return;
    const message = `It takes ${taken(entry)} of a balance of ${String(entry.balanceBefore)}, but leaves ${String(rest)}.`;
    day.tell('PAYOUT_DIFFERS', link.gap, entry, message);
    return;
  }
  if (rest === null || (previous !== undefined && isCarried(rest, previous))) return;
  const breaks = breaksIn(day, entries, index, previous);
  if (rest > 0) leaves(day, entry, rest, previous, breaks);
  else takes(day, entry, rest, previous, breaks);
}

/** It leaves what the one before left, with or without what came behind that on its date. */
function isCarried(rest: number, { left, behind }: PayoutBefore): boolean {
  return left !== null && (rest === left || rest === left + behind);
}

/** What breaks of the chain put into the balance since the payout before. */
function breaksIn(
  day: ClosingDate,
  entries: readonly WireEntry[],
  index: number,
  previous: PayoutBefore | undefined,
): number {
  const found = whole(entries[index]?.balanceBefore ?? null);
  if (previous === undefined || previous.left === null || found === null) return day.figures.breaks;
  const since = entries.slice(1 + lastPayout(entries, index), index);
  return found - previous.left - previous.moved - sumOf(since);
}

function leaves(
  day: ClosingDate,
  entry: WireEntry,
  rest: number,
  previous: PayoutBefore | undefined,
  breaks: number,
): void {
  // Of a ledger whose payouts are not known nothing is said, nor of one with a reserve.
  if (previous === undefined || previous.left === null || previous.left > 0) return;
  const off = breaks > 0 && breaks <= rest ? rest - breaks : rest;
  if (off === 0) return;
  const message =
    off === rest
      ? `It leaves ${rest}, though the payout before left nothing.`
      : `It leaves ${off} more than breaks of the balance explain.`;
  day.tell('PAYOUT_DIFFERS', off, entry, message);
}

function takes(
  day: ClosingDate,
  entry: WireEntry,
  rest: number,
  previous: PayoutBefore | undefined,
  breaks: number,
): void {
  const found = whole(entry.balanceBefore) ?? 0;
  const carried = Math.min(0, previous?.left ?? 0) + Math.min(0, breaks);
  const off = rest - Math.min(0, found, carried);
  if (off >= 0) return;
  day.tell('PAYOUT_DIFFERS', off, entry, `It takes ${taken(entry)} of a balance of ${found}.`);
}

/** The payout before on the same date, by the rule there is none. */
function previousOn(entries: readonly WireEntry[], index: number): PayoutBefore | undefined {
  const entry = entries[lastPayout(entries, index)];
  return entry && { left: whole(entry.balanceAfter), slip: slipOf(entry), behind: 0, moved: 0 };
}

/** Where the last payout in front of an entry stands; -1 where there is none. */
function lastPayout(entries: readonly WireEntry[], index: number): number {
  return entries.slice(0, index).findLastIndex((entry) => isPayout(entry));
}

function taken(entry: WireEntry): number {
  return -(movedBy(entry) ?? 0);
}

function sumOf(entries: readonly WireEntry[]): number {
  return entries.reduce((sum, each) => sum + (movedBy(each) ?? 0), 0);
}
