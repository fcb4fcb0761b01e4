import type { FeesArgs, FundsArgs } from '../../schema/report/EntriesArgs.js';
import type { Connection, Edge, PageInfo } from '../../schema/shared/connection.js';
import type { Topic, WireEntriesPage, WireEntry } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { EntryFilter } from '../../src/loaders/report.js';
import { createCursorCodec } from '../shared/cursor.js';
import { connectionOverFeed } from '../shared/feed-connection.js';
import { connectionOverLatest, isLatest } from '../shared/latest-connection.js';
import { checkReference } from './identifiers.js';

type EntriesArgs = FundsArgs | FeesArgs;

/** A page of entries that tells whether its date is closed. */
interface EntriesConnection<Node> extends Connection<Node> {
  readonly isComplete: boolean | null;
}

/** A page of a ledger's entries: of the whole feed, or of one date, whose pages tell whether more may come. */
export async function entriesPage<Node>(
  args: EntriesArgs,
  ledgerId: string,
  topic: Topic,
  context: Context,
  toNode: (entry: WireEntry, ledgerId: string, isDateComplete?: boolean) => Node,
  toType: (entry: WireEntry) => string | null,
): Promise<EntriesConnection<Node> | null> {
  const { first, after, date = null, reference, pspReference, entryType } = args;
  const { report } = context.loaders;
  const filter = filterOf(args, toType);
  const list = [`Ledger.${topic}`, ledgerId, date] as const;
  const words = filter === undefined ? [] : [reference, pspReference, entryType];
  let isComplete: boolean | null = null;
  if (isLatest(args)) {
    const latest = await connectionOverLatest({
      ...args,
      cursors: createCursorCodec(context, ...list, ...words, 'latest'),
      read: async (before, last) => {
        const slice = await report.latest({ ledgerId, topic, date }, before, last, filter);
        if (date !== null) isComplete = await report.isDateComplete({ ledgerId, topic, date });
        return slice;
      },
      toNode: (entry) => toNode(entry, ledgerId, isComplete ?? undefined),
    });
    return latest && new EntriesView(latest, isComplete);
  }
  const page = await connectionOverFeed<WireEntry, WireEntriesPage, Node>({
    first,
    after,
    cursors: createCursorCodec(context, ...list, ...words),
    read: async (place, count) => {
      if (date === null) return report.feed(ledgerId, topic, place, count, filter);
      const slice = await report.date({ ledgerId, topic, date }, place, count, filter);
      if (slice?.lastPage != null) isComplete = !slice.lastPage.mayGrow;
      return slice;
    },
    toNode: (entry, { mayGrow }) => toNode(entry, ledgerId, date === null ? undefined : !mayGrow),
  });
  return page && new EntriesView(page, isComplete);
}

/** Which entries are wanted; undefined for all. */
function filterOf(
  { reference, pspReference, entryType }: EntriesArgs,
  toType: (entry: WireEntry) => string | null,
): EntryFilter | undefined {
  if (reference != null) checkReference(reference, 'reference');
  if (pspReference != null) checkReference(pspReference, 'pspReference');
  if (reference == null && pspReference == null && entryType == null) return undefined;
  return {
    key: JSON.stringify([reference, pspReference, entryType]),
    keep: (entry) =>
      (reference == null || entry.reference === reference) &&
      (pspReference == null || entry.pspReference === pspReference) &&
      (entryType == null || toType(entry) === entryType),
  };
}

/** A page of entries with whether its date is closed. */
export class EntriesView<Node> implements EntriesConnection<Node> {
  constructor(
    private readonly page: Connection<Node>,
    readonly isComplete: boolean | null,
  ) {}

  get nodes(): readonly Node[] {
    return this.page.nodes;
  }

  get edges(): readonly Edge<Node>[] {
    return this.page.edges;
  }

  get pageInfo(): PageInfo {
    return this.page.pageInfo;
  }
}
