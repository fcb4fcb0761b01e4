import type { Logger } from 'pino';
import { vippsApis } from '../clients/apis.js';
import type DataLoader from 'dataloader';
import { requiredKeys } from '../clients/required-keys.js';
import type { CacheKey, ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { PageRequest, SalesClient, SalesPage, WireSalesEvent } from '../clients/sales.js';
import type { Clock } from '../clock.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable, type FailedCall } from '../http/failures.js';
import { joinKey } from '../cache/cache-key.js';
import { KeyLoader } from './KeyLoader.js';
import type { OrderEvents } from './order-events.js';
import { latestDate } from './ledger-dates.js';
import { readLatest, type DatedPlace, type LatestSlice } from './latest.js';
import { Repeats } from './repeats.js';
import { seesLedger } from './visibility.js';
import { readFeed, readWholeFeed, type Feed, type FeedPlace, type FeedSlice } from './feed.js';
import { RepeatNotice } from './RepeatNotice.js';
import type { Filter } from './scan.js';
import { SharedReads } from './SharedReads.js';
import { sameEvent, withRepeats, type SalesFeedPage } from './repeated-events.js';
import { salesOfEntries, type EventKey, type SaleWanted } from './sales-of-entries.js';

export interface OrderKey {
  readonly ledgerId: string;
  readonly reference: string;
}

/** Which events of a feed are wanted. */
export type EventFilter = Filter<WireSalesEvent>;

/** The Sales API as one request sees it. Null = no such ledger or event, or not visible to the keys. */
export interface SalesLoaders {
  /** Part of a ledger's feed: ceil(first / 1000) calls, each for no more than is missing. */
  feed(
    ledgerId: string,
    after: FeedPlace,
    first: number,
    filter?: EventFilter,
  ): Promise<FeedSlice<SalesFeedPage, WireSalesEvent> | null>;
  /** Part of one ledger date, in the same way. */
  date(
    ledgerId: string,
    date: string,
    after: FeedPlace,
    first: number,
    filter?: EventFilter,
  ): Promise<FeedSlice<SalesFeedPage, WireSalesEvent> | null>;
  /** The last events in front of a place, of one date or of all: see latest.ts for what they cost. */
  latest(
    ledgerId: string,
    date: string | null,
    before: DatedPlace | undefined,
    last: number,
    filter?: EventFilter,
  ): Promise<LatestSlice<WireSalesEvent> | null>;
  /** All events of one ledger date, for joining: one call per thousand. */
  wholeDate(ledgerId: string, date: string): Promise<readonly WireSalesEvent[]>;
  /**
   * The same for who goes through many dates: the request does not keep them, so that memory does not grow. What the API
   * gives twice is there twice.
   */
  passDate(ledgerId: string, date: string): Promise<readonly WireSalesEvent[]>;
  /**
   * Single events: one call per distinct PSP reference, as the API takes one at a time. How many run at once is
   * bounded by the API's concurrency shared.
   */
  readonly event: KeyLoader<EventKey, WireSalesEvent | null>;
  /** The events of an order: one call per distinct reference. */
  readonly ofReference: KeyLoader<OrderKey, OrderEvents | null>;
  /** The first event of an order that `find` picks. @throws UpstreamError if it may be among those that are held back */
  eventOfOrder(
    key: OrderKey,
    find: (events: readonly WireSalesEvent[]) => WireSalesEvent | undefined,
  ): Promise<WireSalesEvent | null>;
  /** What to throw at whoever wants the events of an order that are held back. */
  heldBack(): Error;
  /** The sale behind an entry: see sales-of-entries.ts for what it costs. */
  readonly ofEntry: DataLoader<SaleWanted, WireSalesEvent | null, string>;
}

export interface SalesLoaderParts {
  readonly client: SalesClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
  readonly clock: Clock;
  readonly log: Logger;
  readonly requestId: string;
}

const MAX_PAGE_SIZE = 1_000;
/** The API has no sales from before this date. */
export const FIRST_SALES_DATE = '2026-03-09';
/** Most events of one date that are read for joining. */
const MAX_DATE_EVENTS = 100_000;
/** The API does not say whether a date is closed. Entries are late by hours at worst: after two days none are out. */
const DATE_OPEN_MS = 3 * 86_400_000;

/** Whether sales may yet be booked on a date. */
export function isOpenSalesDate(date: string, clock: Clock): boolean {
  return clock.now() - Date.parse(date) < DATE_OPEN_MS;
}

/** What is wrong with a 404 for one date, as the ledger is known. */
export const MUST_BE_THERE = 'is a 404 for a date of a ledger that it has';

const EVENT_CALL: FailedCall = {
  api: vippsApis.sales,
  operation: 'getSalesEventsByPspReference',
  effect: 'read',
};

const REFERENCE_CALL: FailedCall = {
  api: vippsApis.sales,
  operation: 'getSalesEventsByReference',
  effect: 'read',
};

interface PageKey extends PageRequest {
  readonly ledgerId: string;
  readonly date: string | undefined;
}

/** The Sales API for one request, with the accounting keys of its tenant. */
export function createSalesLoaders(parts: SalesLoaderParts): SalesLoaders {
  const { client, caches, tenant, scope, clock } = parts;
  const notice = new RepeatNotice(parts.log, parts.requestId, vippsApis.sales, 'sales event');
  const keysFor = (ledgerId: string) => requiredKeys(tenant, client.descriptor, { ledgerId });
  const cached = cachesFor(caches, tenant);
  const eventsOfDates = new SharedReads<readonly WireSalesEvent[] | null>();
  const slices = new SharedReads<FeedSlice<SalesFeedPage, WireSalesEvent> | null>();
  const latestSlices = new SharedReads<LatestSlice<WireSalesEvent> | null>();

  const loadPage = async (key: PageKey): Promise<SalesFeedPage | null> => {
    const { ledgerId, date } = key;
    if (!seesLedger(tenant, ledgerId)) return null;
    const keys = keysFor(ledgerId);
    return cached(keys).salesPage.read(pageKeyParts(key), scope, async (shared) => {
      const loaded =
        date === undefined
          ? await client.getFeed(keys, shared, ledgerId, key)
          : await client.getDate(keys, shared, ledgerId, date, key);
      if (loaded === null) return null;
      const { value, bytes } = loaded;
      return { value: withRepeats(value), bytes, open: mayGrow(value, key) };
    });
  };
  const pages = () => new KeyLoader(pageKey, loadPage);
  const page = pages();

  /** A full page stays as it is; the last one of the feed or of a young date grows. */
  function mayGrow({ items, hasMore }: SalesPage, { date, pageSize }: PageKey): boolean {
    if (hasMore && items.length >= pageSize) return false;
    return hasMore || date === undefined || isOpenSalesDate(date, clock);
  }

  const feedOf = (
    ledgerId: string,
    date: string | undefined,
    filter: EventFilter | undefined,
    from = page,
  ): Feed<WireSalesEvent, SalesFeedPage> => ({
    keep: filter?.keep,
    maxPageSize: MAX_PAGE_SIZE,
    page: (cursor, pageSize) => from.load({ ledgerId, date, cursor, pageSize }),
    call: {
      api: vippsApis.sales,
      operation: date === undefined ? 'getSalesEventsForLedger' : 'getSalesEventsForDate',
      effect: 'read',
    },
  });

  const event = new KeyLoader(
    ({ ledgerId, pspReference }: EventKey) => joinKey(ledgerId, pspReference),
    ({ ledgerId, pspReference }) => {
      if (!seesLedger(tenant, ledgerId)) return Promise.resolve(null);
      const keys = keysFor(ledgerId);
      return cached(keys).salesEvent.read([ledgerId, pspReference], scope, async (shared) => {
        const found = await client.getByPspReference(keys, shared, ledgerId, pspReference);
        const value = found?.value.items[0];
        if (value === undefined && found?.value.hasMore === true)
          throw unreadable(EVENT_CALL, 'promises more but gives nothing');
        return found === null || value === undefined ? null : { value, bytes: found.bytes };
      });
    },
  );

  async function eventsOn(
    ledgerId: string,
    date: string,
    from = page,
  ): Promise<readonly WireSalesEvent[] | null> {
    const feed = feedOf(ledgerId, date, undefined, from);
    const pages = await readWholeFeed<WireSalesEvent, SalesFeedPage>(feed, MAX_DATE_EVENTS, scope);
    return pages?.flatMap(({ items }) => items) ?? null;
  }

  /** What to throw where a date is not there: one without sales has an empty page. */
  function gap(ledgerId: string, date: string): Error {
    return unreadable(feedOf(ledgerId, date, undefined).call, MUST_BE_THERE, 404);
  }

  const wholeDate: SalesLoaders['wholeDate'] = async (ledgerId, date) =>
    (await eventsOn(ledgerId, date)) ?? [];

  async function eventsOnceOn(ledgerId: string, date: string): Promise<readonly WireSalesEvent[] | null> {
    const events = await eventsOn(ledgerId, date);
    const repeats = new Repeats(sameEvent).among(events ?? []);
    notice.give('getSalesEventsForDate', ledgerId, repeats);
    return repeats.size === 0 || events === null ? events : events.filter((event) => !repeats.has(event));
  }

  function readOnce(
    ledgerId: string,
    date: string | undefined,
    after: FeedPlace,
    first: number,
    filter: EventFilter | undefined,
  ): Promise<FeedSlice<SalesFeedPage, WireSalesEvent> | null> {
    const place = joinKey(after.cursor ?? '', String(after.skip), String(first), filter?.key ?? '');
    return slices.once(joinKey(ledgerId, date ?? '', place), async () => {
      const feed = { ...feedOf(ledgerId, date, filter), identity: sameEvent };
      const slice = await readFeed<WireSalesEvent, SalesFeedPage>(feed, after, first, scope);
      if (slice !== null) notice.give(feed.call.operation, ledgerId, slice.repeats);
      return slice;
    });
  }

  function latestOf(
    ledgerId: string,
    only: string | null,
    before: DatedPlace | undefined,
    last: number,
    filter: EventFilter | undefined,
  ): Promise<LatestSlice<WireSalesEvent> | null> {
    const end = before ?? { date: only ?? latestDate(clock.now()), index: null };
    const place = joinKey(end.date, String(end.index ?? ''), String(last), filter?.key ?? '');
    return latestSlices.once(joinKey(ledgerId, only ?? '', place), () =>
      readLatest(
        {
          on: (date) => eventsOfDates.once(joinKey(ledgerId, date), () => eventsOnceOn(ledgerId, date)),
          keep: filter?.keep,
          firstDate: only ?? FIRST_SALES_DATE,
          gap: (date) => gap(ledgerId, date),
          // A 404 says that there is no such ledger.
          isUnknown: () => Promise.resolve(true),
          call: feedOf(ledgerId, end.date, undefined).call,
        },
        end,
        last,
        scope,
      ),
    );
  }

  const ofReference = new KeyLoader(
    ({ ledgerId, reference }: OrderKey) => joinKey(ledgerId, reference),
    ({ ledgerId, reference }) => {
      if (!seesLedger(tenant, ledgerId)) return Promise.resolve(null);
      const keys = keysFor(ledgerId);
      return cached(keys).salesOfReference.read([ledgerId, reference], scope, async (shared) => {
        const found = await client.getByReference(keys, shared, ledgerId, reference);
        if (found === null) return null;
        const { hasMore } = found.value;
        if (hasMore && found.value.items.length === 0) throw heldBack();
        const { items, repeats } = withRepeats(found.value);
        notice.give(REFERENCE_CALL.operation, ledgerId, repeats);
        const events = repeats.size === 0 ? items : items.filter((item) => !repeats.has(item));
        return { value: { events, hasMore }, bytes: found.bytes };
      });
    },
  );

  return {
    feed: (ledgerId, after, first, filter) => readOnce(ledgerId, undefined, after, first, filter),
    date: (ledgerId, date, after, first, filter) => readOnce(ledgerId, date, after, first, filter),
    latest: latestOf,
    wholeDate,
    passDate: async (ledgerId, date) => {
      const events = await eventsOn(ledgerId, date, pages());
      if (events === null) throw gap(ledgerId, date);
      return events;
    },
    event,
    ofReference,
    eventOfOrder: async (key, find) => {
      const order = await ofReference.load(key);
      const found = order === null ? undefined : find(order.events);
      if (found === undefined && order?.hasMore === true) throw heldBack();
      return found ?? null;
    },
    heldBack,
    ofEntry: salesOfEntries({ event, wholeDate }, clock),
  };
}

/** Says that what is wanted may be there, but the API doesn't give it. */
function heldBack(): Error {
  return unreadable(REFERENCE_CALL, 'promises more, which this endpoint can not be asked for');
}

function pageKey(key: PageKey): string {
  return joinKey(...pageKeyParts(key));
}

function pageKeyParts({ ledgerId, date, cursor, pageSize }: PageKey): CacheKey {
  return [ledgerId, date ?? '', cursor ?? '', String(pageSize)];
}
