import { FEED_START, type FeedPage, type FeedPart, type FeedPlace, type FeedSlice } from './feed.js';

/** Several feeds that are read one behind the other, as if they were one. */
export interface ChainedFeeds<Page extends FeedPage<unknown>> {
  /** How many feeds. */
  readonly count: number;
  /** Part of one of them; null when it does not exist. */
  readonly read: (feed: number, after: FeedPlace, first: number) => Promise<FeedSlice<Page> | null>;
  /** What ends the reading when a feed does not exist. */
  readonly missing: (feed: number) => Error | null;
}

/** Most feeds of one slice: a quarter of a year of dates. */
const MAX_FEEDS = 92;

/**
 * Up to `first` items behind a place, from feed to feed. The first feed is read alone; then as many at once as those before
 * let expect, at most twice as many as the time before. The cursor of a place begins with the number of its feed.
 * Null when a feed does not exist and `missing` says nothing of it.
 */
export async function readChain<Page extends FeedPage<unknown>>(
  { count, read, missing }: ChainedFeeds<Page>,
  after: FeedPlace,
  first: number,
): Promise<FeedSlice<Page> | null> {
  const parts: FeedPart<Page>[] = [];
  const repeats = new Set<unknown>();
  let lastPage: Page | null = null;
  let { feed, place } = readPlace(after);
  let end: FeedPlace = after;
  let left = first;
  for (let looked = 0, turn = 1; feed < count && looked < MAX_FEEDS;) {
    const begin = feed;
    const size = Math.min(turn, count - begin, MAX_FEEDS - looked);
    const slices = await Promise.all(
      Array.from({ length: size }, (_, at) => read(begin + at, at === 0 ? place : FEED_START, left)),
    );
    for (const slice of slices) {
      if (slice === null) {
        const error = missing(feed);
        if (error === null) return null;
        throw error;
      }
      for (const item of slice.repeats) repeats.add(item);
      lastPage = slice.lastPage;
      for (const part of slice.parts) {
        const taken = inFeed(atMost(part, left), feed);
        if (givenOf(taken) > 0) {
          parts.push(taken);
          end = taken.placeBehind(taken.to - 1);
        }
        left -= givenOf(taken);
        if (givenOf(taken) < givenOf(part)) return { parts, end, hasMore: true, lastPage, repeats };
      }
      end = writePlace(feed, slice.end);
      if (slice.hasMore) return { parts, end, hasMore: true, lastPage, repeats };
      feed += 1;
      if (left === 0 && feed < count)
        return { parts, end: writePlace(feed, FEED_START), hasMore: true, lastPage, repeats };
    }
    looked += size;
    place = FEED_START;
    turn = Math.max(1, Math.min(turn * 2, Math.ceil(left / Math.max((first - left) / looked, 0.1))));
  }
  const hasMore = feed < count;
  return { parts, end: hasMore ? writePlace(feed, FEED_START) : end, hasMore, lastPage, repeats };
}

/** A part with no more items than are missing: another feed may have brought some since it was asked for. */
function atMost<Page>(part: FeedPart<Page>, left: number): FeedPart<Page> {
  if (givenOf(part) <= left) return part;
  if (part.given === undefined) return { ...part, to: part.from + left };
  const given = part.given.slice(0, left);
  return { ...part, given, to: (given.at(-1) ?? part.from - 1) + 1 };
}

function givenOf({ from, to, given }: FeedPart<unknown>): number {
  return given?.length ?? to - from;
}

function inFeed<Page>(part: FeedPart<Page>, feed: number): FeedPart<Page> {
  return { ...part, placeBehind: (index) => writePlace(feed, part.placeBehind(index)) };
}

function writePlace(feed: number, { cursor, skip }: FeedPlace): FeedPlace {
  return { cursor: `${String(feed)}:${cursor ?? ''}`, skip };
}

function readPlace({ cursor, skip }: FeedPlace): { feed: number; place: FeedPlace } {
  if (cursor === undefined) return { feed: 0, place: FEED_START };
  const colon = cursor.indexOf(':');
  const rest = cursor.slice(colon + 1);
  return {
    feed: Number(cursor.slice(0, colon)),
    place: { cursor: rest === '' ? undefined : rest, skip },
  };
}
