import type { FundsEntry } from '../../schema/report/FundsEntry.js';
import type { FundsEntryConnection } from '../../schema/report/FundsEntryConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireEntry } from '../../src/clients/report.js';
import type { PaidDates } from '../../src/loaders/paid-dates.js';
import type { EntryPlace } from '../../src/reconciliation/payouts.js';
import { ConnectionView } from '../shared/connection-view.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';
import { readPlace, writePlace } from './entry-place.js';
import { EntriesView } from './entries-page.js';
import { toFundsEntry, type OnLedger } from './mappers.js';

/**
 * A page of what a payout pays. Cursors hold the place behind their entry, so nothing is gone through but the page.
 * @param load what it pays; bad arguments are refused before that costs a call
 */
export async function paidEntriesPage(
  { first, after }: PageArgs,
  ledgerId: string,
  cursors: CursorCodec,
  load: () => Promise<PaidDates>,
): Promise<FundsEntryConnection> {
  checkFirst(first);
  const start = after == null ? undefined : readPlace(cursors.decode(after));
  const { days } = await load();
  const taken: { readonly entry: WireEntry; readonly behind: EntryPlace }[] = [];
  let hasNextPage = false;
  for (const { date, entries, start: head } of days) {
    if (start !== undefined && date < start.date) continue;
    const from = start?.date === date ? Math.max(0, start.index - head) : 0;
    const to = Math.min(entries.length, from + first - taken.length);
    entries.slice(from, to).forEach((entry, index) => {
      taken.push({ entry, behind: { date, index: head + from + index + 1 } });
    });
    if (to < entries.length && taken.length === first) {
      hasNextPage = true;
      break;
    }
  }
  const cursorAt = (index: number): string => {
    const behind = taken[index]?.behind;
    return behind === undefined ? '' : cursors.encode(writePlace(behind));
  };
  const nodes: OnLedger<FundsEntry>[] = taken.map(({ entry }) => toFundsEntry(entry, ledgerId));
  return new EntriesView(
    new ConnectionView<FundsEntry>({
      nodes,
      hasNextPage,
      hasPreviousPage: start !== undefined,
      cursorAt,
      endCursor: () => (taken.length === 0 ? (after ?? null) : cursorAt(taken.length - 1)),
    }),
    null,
  );
}
