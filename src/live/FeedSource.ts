import type { CallScope } from '../http/call-scope.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { FailedCall } from '../http/failures.js';
import type { Identity } from '../loaders/repeats.js';
import { readFeed, type Feed, type FeedPage, type FeedPlace } from '../loaders/feed.js';
import type { FeedBatch, PlacedItem } from './FeedLog.js';

/** A feed that can be followed: of one ledger, with the keys of one tenant. */
export interface FeedSource<Item> {
  /** Part of it, read anew: nothing of it is taken from the caches. Null when it does not exist. */
  read(after: FeedPlace, first: number, scope: CallScope): Promise<FeedBatch<Item> | null>;
  /** What makes two items the same one. */
  readonly identity: Identity<Item>;
  /** How errors name the reading of it. */
  readonly call: FailedCall;
}

/** What pages of a feed are read by, for each piece of work by its own scope. */
export interface FeedSourceParts<Item, Page extends FeedPage<Item>> {
  readonly maxPageSize: number;
  readonly page: (cursor: string | undefined, pageSize: number, scope: CallScope) => Promise<Page | null>;
  readonly identity: Identity<Item>;
  readonly call: FailedCall;
}

/** A feed as it is followed, over the calls for its pages. */
export function feedSource<Item, Page extends FeedPage<Item>>(
  parts: FeedSourceParts<Item, Page>,
): FeedSource<Item> {
  const { maxPageSize, page, identity, call } = parts;
  return {
    identity,
    call,
    read: async (after, first, scope) => {
      const feed: Feed<Item, Page> = {
        maxPageSize,
        identity,
        call,
        page: (cursor, pageSize) => page(cursor, pageSize, scope),
      };
      const slice = await readFeed<Item, Page>(feed, after, first, scope).catch(nullWhereNone);
      if (slice === null) return null;
      const { parts: read, end, hasMore } = slice;
      const items: PlacedItem<Item>[] = [];
      for (const part of read) {
        for (let index = part.from; index < part.to; index += 1) {
          const item = part.page.items[index];
          if (item === undefined || (part.given !== undefined && !part.given.includes(index))) continue;
          items.push({ item, place: part.placeBehind(index) });
        }
      }
      return { items, end, hasMore };
    },
  };
}

/** Behind a cursor, too, a 404 says that there is no such ledger, or that it is not granted any more. */
function nullWhereNone(error: unknown): null {
  const isNone =
    error instanceof UpstreamError && error.facts.status === 404 && error.facts.hasNoSubject !== true;
  if (isNone) return null;
  throw error;
}
