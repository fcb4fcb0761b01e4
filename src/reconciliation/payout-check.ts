import type { WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import type { ClosingDate } from './ClosingDate.js';
import { isPayout } from './payouts.js';

/**
 * Looks at an entry that may be a payout: it is the last of its date, takes no more than there is, and leaves nothing. A
 * ledger with a reserve is never emptied: there what a payout leaves says nothing, once the one before left something too.
 * @param restBefore what the payout in front of a date left; undefined where there was none
 */
export async function checkPayout(
  day: ClosingDate,
  entries: readonly WireEntry[],
  index: number,
  restBefore: (date: string) => Promise<number | null | undefined>,
): Promise<void> {
  const entry = entries[index];
  if (entry === undefined || !isPayout(entry)) return;
  const behind = entries.slice(index + 1);
  if (behind.length > 0) {
    const amount = behind.reduce((sum, each) => sum + (movedBy(each) ?? 0), 0);
    const message = `It is not the last entry of its date: ${behind.length} came behind it.`;
    day.tell('PAYOUT_DIFFERS', amount, entry, message);
    return;
  }
  const [before, rest] = [whole(entry.balanceBefore), whole(entry.balanceAfter)];
  if (before !== null && (before <= 0 || (rest ?? 0) < 0)) {
    const message = `It takes ${-(movedBy(entry) ?? 0)} of a balance of ${before}.`;
    day.tell('PAYOUT_DIFFERS', rest ?? before, entry, message);
    return;
  }
  if (rest === null || rest === 0 || (await restBefore(day.date)) !== 0) return;
  day.tell('PAYOUT_DIFFERS', rest, entry, `It leaves ${rest}, though the payout before left nothing.`);
}
