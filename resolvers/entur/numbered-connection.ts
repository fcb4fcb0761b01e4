import type { EnturPageArgs } from '../../schema/entur/connections.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { ListSlice, NumberedList } from '../../src/loaders/entur/numbered-list.js';
import { CountedConnectionView } from '../shared/connection-view.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';

/** A list of this length is none that anybody goes through; a cursor beyond it was not made here. */
const MAX_PLACE = 1_000_000_000;
const MAX_LAST = 1_000;

/** What a page of a list shows of a place: the items, and how many there are in all. */
interface Page<Item> extends ListSlice<Item> {
  readonly hasNextPage: boolean;
}

/**
 * A page of a list that is read by place. Cursors hold places, so a walk always comes to an end: each page begins where
 * the one before it ended, and one without items is the last, whatever the list says of its length.
 * @param open opens the list; called once the arguments are known to be right
 * @throws BadInputError naming the argument and the rule, before any call
 */
export async function numberedConnection<Item, Node>(
  args: EnturPageArgs,
  cursors: CursorCodec,
  open: () => NumberedList<Item>,
  toNode: (item: Item) => Node,
): Promise<CountedConnectionView<Node>> {
  const { items, start, total, hasNextPage } = await pageOf(args, cursors, open);
  const nodes = items.map(toNode);
  const cursorAt = (index: number): string => cursors.encode(String(start + index));
  return new CountedConnectionView(
    {
      nodes,
      hasNextPage,
      hasPreviousPage: start > 0,
      cursorAt,
      ...(args.last != null && { startCursor: () => cursorAt(0) }),
      // Nothing came after the given cursor, so it still marks the end.
      endCursor: () => (nodes.length === 0 ? (args.after ?? null) : cursorAt(nodes.length - 1)),
    },
    total,
  );
}

async function pageOf<Item>(
  { first, after, last, before }: EnturPageArgs,
  cursors: CursorCodec,
  open: () => NumberedList<Item>,
): Promise<Page<Item>> {
  if (last == null) {
    if (before != null) throw new BadInputError(['before'], 'before goes with last; with first, give after.');
    checkFirst(first);
    const start = after == null ? 0 : readPlace(cursors.decode(after), 'after') + 1;
    const slice = await open().slice(start, first);
    const { items, total } = slice;
    return { ...slice, hasNextPage: items.length > 0 && start + items.length < total };
  }
  if (after != null) throw new BadInputError(['after'], 'after goes with first; with last, give before.');
  if (last < 1 || last > MAX_LAST)
    throw new BadInputError(['last'], `last must be from 1 to ${MAX_LAST}, not ${last}.`);
  if (before == null) return { ...(await open().last(last)), hasNextPage: false };
  const end = readPlace(cursors.decode(before, 'before'), 'before');
  const start = Math.max(0, end - last);
  // In front of the first item there is nothing, but the list has a length.
  const slice = await open().slice(start, Math.max(1, end - start));
  return { ...slice, items: slice.items.slice(0, end - start), hasNextPage: slice.total > end };
}

function readPlace(text: string, argument: 'after' | 'before'): number {
  const place = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (place <= MAX_PLACE) return place;
  throw new BadInputError([argument], `${argument} is not a cursor of this list.`);
}
