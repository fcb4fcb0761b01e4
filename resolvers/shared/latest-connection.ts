import type { Connection } from '../../schema/shared/connection.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { DatedPlace, LatestSlice } from '../../src/loaders/latest.js';
import { ConnectionView } from './connection-view.js';
import type { CursorCodec } from './cursor.js';

/** Arguments that page through a feed, from its start or from its end. */
interface FeedPage {
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** The newest items of which feed are wanted. */
export interface LatestConnectionOptions<Item, Node> extends FeedPage {
  readonly last: number;
  readonly cursors: CursorCodec;
  /** Null when what is read does not exist. */
  readonly read: (before: DatedPlace | undefined, last: number) => Promise<LatestSlice<Item> | null>;
  readonly toNode: (item: Item) => Node;
}

const MAX_LAST = 1_000;

/**
 * True when the newest items are asked for.
 * @throws BadInputError for arguments that don't go together
 */
export function isLatest<Args extends FeedPage>(args: Args): args is Args & { readonly last: number } {
  const { after, last, before } = args;
  if (last == null) {
    if (before != null) throw new BadInputError(['before'], 'before goes with last: say how many items.');
    return false;
  }
  if (after != null) throw new BadInputError(['after'], 'after goes with first, and before with last.');
  return true;
}

/**
 * The newest items of a feed, read by date. Cursors hold the date and the place on it, in front of their item: nothing is
 * put before what is there already. `startCursor` is always there, in front of all that was looked at.
 * @throws BadInputError for a bad `last` or `before`, before any call
 */
export async function connectionOverLatest<Item, Node>(
  options: LatestConnectionOptions<Item, Node>,
): Promise<Connection<Node> | null> {
  const { last, before, cursors, read, toNode } = options;
  if (last < 1 || last > MAX_LAST)
    throw new BadInputError(['last'], `last must be from 1 to ${String(MAX_LAST)}, not ${String(last)}.`);
  const end = before == null ? undefined : readPlace(cursors.decode(before, 'before'));
  const slice = await read(end, last);
  if (slice === null) return null;
  const { items, places, start } = slice;
  const startCursor = (): string => cursors.encode(writePlace(start));
  // Nothing is wanted between the start and the first one, so both are the same place.
  const cursorAt = (index: number): string => {
    const place = places[index];
    return index === 0 || place === undefined ? startCursor() : cursors.encode(writePlace(place));
  };
  return new ConnectionView({
    nodes: items.map(toNode),
    hasNextPage: before != null,
    hasPreviousPage: slice.hasMore,
    cursorAt,
    startCursor,
    endCursor: () => (items.length === 0 ? (before ?? null) : cursorAt(items.length - 1)),
  });
}

function writePlace({ date, index }: DatedPlace): string {
  return `${date}.${index === null ? '' : String(index)}`;
}

function readPlace(text: string): DatedPlace {
  const [, date, index = ''] = /^(\d{4}-\d{2}-\d{2})\.(\d{0,6})$/.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(date)))
    throw new BadInputError(['before'], 'before is not a cursor of this list.');
  return { date, index: index === '' ? null : Number(index) };
}
