import type { EntriesArgs } from '../../schema/report/EntriesArgs.js';
import type { Connection } from '../../schema/shared/connection.js';
import type { Topic, WireEntriesPage, WireEntry } from '../../src/clients/report.js';
import type { ReportLoaders } from '../../src/loaders/report.js';
import { createCursorCodec } from '../shared/cursor.js';
import { connectionOverFeed } from '../shared/feed-connection.js';

/** A page of a ledger's entries: of the whole feed, or of one date, whose pages tell whether more may come. */
export function entriesPage<Node>(
  { first, after, date }: EntriesArgs,
  ledgerId: string,
  topic: Topic,
  report: ReportLoaders,
  toNode: (entry: WireEntry, ledgerId: string, isDateComplete?: boolean) => Node,
): Promise<Connection<Node> | null> {
  return connectionOverFeed<WireEntry, WireEntriesPage, Node>({
    first,
    after,
    cursors: createCursorCodec(`Ledger.${topic}`, ledgerId, date),
    read: (place, count) =>
      date == null
        ? report.feed(ledgerId, topic, place, count)
        : report.date({ ledgerId, topic, date }, place, count),
    toNode: (entry, page) => toNode(entry, ledgerId, date == null ? undefined : !page.mayGrow),
  });
}
