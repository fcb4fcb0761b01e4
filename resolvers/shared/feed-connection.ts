import type { Connection } from '../../schema/shared/connection.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import type { FeedPage, FeedPart, FeedPlace, FeedSlice } from '../../src/loaders/feed.js';
import { ConnectionView } from './connection-view.js';
import { checkFirst, type CursorCodec } from './cursor.js';

/** The most items of a feed in one answer. */
export const MAX_FEED_FIRST = 10_000;

const START: FeedPlace = { cursor: undefined, skip: 0 };

/** Which page of which feed is wanted. */
export interface FeedConnectionOptions<Item, Page extends FeedPage<Item>, Node> {
  readonly first: number;
  readonly after: string | null | undefined;
  readonly cursors: CursorCodec;
  /** Null when the feed does not exist. */
  readonly read: (after: FeedPlace, first: number) => Promise<FeedSlice<Page> | null>;
  readonly toNode: (item: Item, page: Page) => Node;
}

/**
 * A connection over a cursor feed, where every edge can be resumed from: its cursor holds the upstream cursor of its
 * page and the number of items to skip there. `endCursor` is always there, even at the end of the feed and for an empty
 * one, so that callers can keep it and poll with it later.
 * @throws BadInputError for a bad `first` or `after`, before any call; and for a cursor that the API itself refuses
 */
export async function connectionOverFeed<Item, Page extends FeedPage<Item>, Node>(
  options: FeedConnectionOptions<Item, Page, Node>,
): Promise<Connection<Node> | null> {
  const { first, after, cursors, read, toNode } = options;
  checkFirst(first, MAX_FEED_FIRST);
  const start = after == null ? START : readPlace(cursors.decode(after));
  const slice = await read(start, first).catch((error: unknown) => {
    if (start.cursor === undefined || !isRefusal(error)) throw error;
    throw new BadInputError(['after'], 'after is a cursor that the API refuses. Begin anew without it.');
  });
  if (slice === null) return null;
  const { hasMore, end } = slice;
  const nodes: Node[] = [];
  // Where each node came from, to make cursors on demand: a page has thousands of nodes.
  const partOf: FeedPart<Page>[] = [];
  const indexOf: number[] = [];
  const add = (part: FeedPart<Page>, index: number): void => {
    const item = part.page.items[index];
    if (item === undefined) return;
    nodes.push(toNode(item, part.page));
    partOf.push(part);
    indexOf.push(index);
  };
  for (const part of slice.parts) {
    if (part.given === undefined) for (let index = part.from; index < part.to; index += 1) add(part, index);
    else for (const index of part.given) add(part, index);
  }
  return new ConnectionView({
    nodes,
    hasNextPage: hasMore,
    hasPreviousPage: after != null && (start.cursor !== undefined || start.skip > 0),
    cursorAt: (at) => {
      // Nothing is wanted between the last one and the end, so both are the same place.
      if (at === nodes.length - 1) return cursors.encode(writePlace(end));
      const [part, index] = [partOf[at], indexOf[at]];
      return part === undefined || index === undefined
        ? ''
        : cursors.encode(writePlace(part.placeBehind(index)));
    },
    endCursor: () => cursors.encode(writePlace(end)),
  });
}

/** True for a refusal of the place to read from: with a cursor, nothing else can be wrong. */
function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'BAD_USER_INPUT';
}

/** A place as cursors hold it. */
export function writePlace({ cursor, skip }: FeedPlace): string {
  return `${String(skip)}.${cursor ?? ''}`;
}

/** The place that a cursor holds. @throws BadInputError */
export function readPlace(text: string): FeedPlace {
  const match = /^(\d{1,5})\.(.*)$/s.exec(text);
  if (match === null) throw new BadInputError(['after'], 'after is not a cursor of this list.');
  const [, skip = '0', cursor = ''] = match;
  if (Number(skip) > MAX_FEED_FIRST || cursor.length > 500)
    throw new BadInputError(['after'], 'after is not a cursor of this list.');
  return { cursor: cursor === '' ? undefined : cursor, skip: Number(skip) };
}
