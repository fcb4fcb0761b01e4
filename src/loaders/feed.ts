import { unreadable, type FailedCall } from '../http/failures.js';
import { PageChain } from './PageChain.js';
import { Repeats, type Identity } from './repeats.js';
import { beforeScan, type ScanScope } from './scan.js';

/** A place in a feed: behind the first `skip` items of the upstream page that starts at `cursor`. */
export interface FeedPlace {
  /** An upstream cursor; undefined = the start of the feed. */
  readonly cursor: string | undefined;
  readonly skip: number;
}

export const FEED_START: FeedPlace = { cursor: undefined, skip: 0 };

const NO_REPEATS: ReadonlySet<never> = new Set<never>();

/** What an upstream page of a feed must tell. */
export interface FeedPage<Item> {
  readonly items: readonly Item[];
  /** The upstream cursor behind these items; null when there is none that is certain. */
  readonly next: string | null;
  readonly hasMore: boolean;
  /** Most items on a page of this feed, where the API announces it. */
  readonly pageSize?: number | null;
  /** Those of its items that came before on the same page, where that is told. */
  readonly repeats?: ReadonlySet<Item>;
}

export interface Feed<Item, Page extends FeedPage<Item>> {
  /** Most items on an upstream page. */
  readonly maxPageSize: number;
  /** One upstream page; null when the feed does not exist. Feeds whose page size is fixed ignore `pageSize`. */
  readonly page: (cursor: string | undefined, pageSize: number) => Promise<Page | null>;
  /** How errors about this feed name it. */
  readonly call: FailedCall;
  /**
   * Only these items are wanted. Then full pages are asked for, and a slice ends after ten of them at the latest,
   * with fewer items than wanted if need be.
   */
  readonly keep?: ((item: Item) => boolean) | undefined;
  /** What makes two items the same one, of which one is given; without it each is given as it comes. */
  readonly identity?: Identity<Item> | undefined;
  /** Most calls for one slice; 100 unless told otherwise. */
  readonly maxPages?: number;
}

/** The items taken from one upstream page. */
export interface FeedPart<Page> {
  readonly page: Page;
  /** Taken are the items from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** Where those of them stand that are given; undefined = all are. */
  readonly given: readonly number[] | undefined;
  /** The place behind item `index` of the page. */
  readonly placeBehind: (index: number) => FeedPlace;
}

export interface FeedSlice<Page, Item = unknown> {
  readonly parts: readonly FeedPart<Page>[];
  /** Behind the last item; for an empty slice where to ask for what comes later. */
  readonly end: FeedPlace;
  readonly hasMore: boolean;
  /** The last page that was read, also when nothing was taken from it. */
  readonly lastPage: Page | null;
  /** Items among those taken that came before, and are not given again. */
  readonly repeats: ReadonlySet<Item>;
}

/** Most calls for one slice. What then is missing to `first` comes with the next slice. */
const MAX_PAGES = 100;
/** The same where only some items are wanted. */
const MAX_FILTERED_PAGES = 10;

/**
 * Reads up to `first` items behind a place, page by page. Each page asks for no more than is missing, so `first`
 * items cost ceil(first / maxPageSize) calls. A place inside a page is reached by reading that page again from its
 * start; a place at the end of a page by the page's own end cursor, without reading anything twice. An item that the API
 * gives twice counts once.
 * Null when the feed does not exist.
 * @throws GraphError COST_LIMIT_EXCEEDED when `keep` has looked through more than the request may
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when the feed runs in circles, promises more without giving any, or
 * refuses a cursor of its own; BAD_USER_INPUT when the API refuses the place that was given
 */
export async function readFeed<Item, Page extends FeedPage<Item>>(
  feed: Feed<Item, Page>,
  after: FeedPlace,
  first: number,
  scope: ScanScope,
): Promise<FeedSlice<Page, Item> | null> {
  const parts: FeedPart<Page>[] = [];
  const chain = new PageChain(feed.call);
  let place = after;
  let missing = first;
  let lastPage: Page | null = null;
  const { keep, identity } = feed;
  const repeats = new Set<Item>();
  /** Knows the items so far, once there is a second page: of the first one its own repeats are known. */
  let known: Repeats<Item> | undefined;
  const maxPages = keep === undefined ? (feed.maxPages ?? MAX_PAGES) : MAX_FILTERED_PAGES;
  for (let calls = 0; calls < maxPages; calls += 1) {
    if (calls > 0 || keep !== undefined) await beforeScan(scope, feed.maxPageSize, feed.call);
    chain.enter(place.cursor);
    const pageSize = keep === undefined ? Math.min(feed.maxPageSize, place.skip + missing) : feed.maxPageSize;
    const page = await feed.page(place.cursor, pageSize).catch((error: unknown) => {
      throw chain.failed(error);
    });
    if (page === null) return chain.missing();

    lastPage = page;
    const { cursor } = place;
    const { length } = page.items;
    const from = Math.min(place.skip, length);
    if (identity !== undefined && known === undefined && calls > 0) {
      known = new Repeats(identity);
      for (const part of parts) known.among(part.page.items);
    }
    const repeatsHere = known?.among(page.items) ?? page.repeats ?? NO_REPEATS;
    const { to, taken, given } = take(page.items, from, missing, wanted(keep, repeatsHere));
    if (keep !== undefined) scope.budget?.scan(to - from);
    if (repeatsHere.size > 0) {
      for (const item of page.items.slice(from, to)) if (repeatsHere.has(item)) repeats.add(item);
    }
    if (to > from)
      parts.push({ page, from, to, given, placeBehind: (index) => placeBehind(page, cursor, index) });
    missing -= taken;
    const skipLeft = place.skip - from;
    place = to < length ? { cursor: place.cursor, skip: to } : behind(page, place, skipLeft);
    if (missing === 0 || !page.hasMore)
      return { parts, end: place, hasMore: to < length || page.hasMore, lastPage, repeats };
    chain.behind(page);
  }
  return { parts, end: place, hasMore: true, lastPage, repeats };
}

/**
 * All pages of a feed from its start on; null when it does not exist. The calls are bounded by what `maxItems` take on
 * pages of the announced size, as some feeds have small ones.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE rather than to leave anything out
 */
export async function readWholeFeed<Item, Page extends FeedPage<Item>>(
  feed: Feed<Item, Page>,
  maxItems: number,
  scope: ScanScope,
): Promise<readonly Page[] | null> {
  // Pages come through a loader, which makes no second call for the first one.
  const head = await feed.page(undefined, feed.maxPageSize);
  if (head === null) return null;
  const maxPages = Math.max(MAX_PAGES, Math.ceil(maxItems / (head.pageSize ?? feed.maxPageSize)));
  const slice = await readFeed({ ...feed, maxPages }, FEED_START, maxItems, scope);
  if (slice === null) return null;
  if (slice.hasMore) {
    const count = slice.parts.reduce((sum, { from, to }) => sum + to - from, 0);
    throw unreadable(
      feed.call,
      count >= maxItems
        ? `holds more than ${String(maxItems)} items`
        : `goes on behind ${String(maxPages)} pages, which held ${String(count)} items`,
    );
  }
  return slice.parts.map(({ page }) => page);
}

/** Which items are wanted: those that `keep` keeps, without repeats; undefined for all. */
function wanted<Item>(
  keep: ((item: Item) => boolean) | undefined,
  repeats: ReadonlySet<Item>,
): ((item: Item) => boolean) | undefined {
  if (repeats.size === 0) return keep;
  return (item) => !repeats.has(item) && keep?.(item) !== false;
}

/** What is taken of a page. */
interface Taken {
  /** Where to stop, so that no more than what is missing are taken. */
  readonly to: number;
  /** How many are given by then. */
  readonly taken: number;
  /** Which ones; undefined for all. */
  readonly given: readonly number[] | undefined;
}

function take<Item>(
  items: readonly Item[],
  from: number,
  missing: number,
  keep: ((item: Item) => boolean) | undefined,
): Taken {
  if (keep === undefined) {
    const to = Math.min(items.length, from + missing);
    return { to, taken: to - from, given: undefined };
  }
  const given: number[] = [];
  for (let index = from; index < items.length; index += 1) {
    const item = items[index];
    if (item !== undefined && keep(item)) given.push(index);
    if (given.length === missing) return { to: index + 1, taken: missing, given };
  }
  return { to: items.length, taken: given.length, given };
}

function placeBehind(page: FeedPage<unknown>, cursor: string | undefined, index: number): FeedPlace {
  return index + 1 < page.items.length ? { cursor, skip: index + 1 } : behind(page, { cursor, skip: 0 }, 0);
}

/**
 * The place behind a whole page. Without a new cursor it is inside the page that was asked for, which then is read
 * again and may have grown. `skipLeft` items are still to be passed over when the page was shorter than the place
 * had it, because the API puts fewer items on a page by now.
 */
function behind(page: FeedPage<unknown>, { cursor }: FeedPlace, skipLeft: number): FeedPlace {
  return page.next !== null && page.next !== cursor
    ? { cursor: page.next, skip: skipLeft }
    : { cursor, skip: page.items.length + skipLeft };
}
