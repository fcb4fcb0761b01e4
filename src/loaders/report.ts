import type { Logger } from 'pino';
import { vippsApis } from '../clients/apis.js';
import { requiredKeys, withReportKeys, type About } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { ReportClient, Topic, WireEntry, WireLedger } from '../clients/report.js';
import type { Clock } from '../clock.js';
import type { Credentials, Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable, type FailedCall } from '../http/failures.js';
import { joinKey } from '../cache/cache-key.js';
import { DateReport } from './date-report.js';
import { KeyLoader } from './KeyLoader.js';
import { latestDate } from './ledger-dates.js';
import { readLatest, type DatedPlace, type LatestSlice } from './latest.js';
import { seesLedger, seesUnit } from './visibility.js';
import { PageChain } from './PageChain.js';
import { readFeed, readWholeFeed, type Feed, type FeedPlace, type FeedSlice } from './feed.js';
import { RepeatNotice } from './RepeatNotice.js';
import { sameEntry, withRepeatedEntries, type EntriesFeedPage } from './repeated-entries.js';
import { Repeats } from './repeats.js';
import type { Filter } from './scan.js';
import { SharedReads } from './SharedReads.js';

export interface EntriesOfDate {
  readonly ledgerId: string;
  readonly topic: Topic;
  readonly date: string;
}

/** Which entries are wanted. */
export type EntryFilter = Filter<WireEntry>;

/** A ledger as far as the tenant may see it. */
export interface SeenLedger extends WireLedger {
  /** How many of its points of sale are sales units that the tenant may not see. */
  readonly hiddenPoints: number;
}

/** The Report API as one request sees it. Null = no such ledger, or not visible to the keys. */
export interface ReportLoaders {
  /**
   * Every visible ledger: one call per page of the list, whatever is asked of it.
   * @param msn of the sales unit whose ledger is looked for, which may have keys of its own
   */
  ledgers(msn?: string): Promise<readonly SeenLedger[]>;
  /** One ledger, out of the same list: there is no endpoint for one. */
  ledger(ledgerId: string): Promise<SeenLedger | null>;
  /** Part of a feed: one call per upstream page, whose size the API decides. */
  feed(
    ledgerId: string,
    topic: Topic,
    after: FeedPlace,
    first: number,
    filter?: EntryFilter,
  ): Promise<FeedSlice<EntriesFeedPage, WireEntry> | null>;
  /** Part of one date: one call per upstream page. */
  date(
    of: EntriesOfDate,
    after: FeedPlace,
    first: number,
    filter?: EntryFilter,
  ): Promise<FeedSlice<EntriesFeedPage, WireEntry> | null>;
  /** The last entries in front of a place, of one date or of all: see latest.ts for what they cost. */
  latest(
    of: Omit<EntriesOfDate, 'date'> & { readonly date: string | null },
    before: DatedPlace | undefined,
    last: number,
    filter?: EntryFilter,
  ): Promise<LatestSlice<WireEntry> | null>;
  /**
   * A whole date, put in order for joining: its pages are those of `date`, so nothing is read twice. A 404 is an answer
   * where it can be the older "not ready yet": for a recent date of a ledger that the keys see. Else it is a fault.
   */
  wholeDate(of: EntriesOfDate): Promise<DateReport>;
  /** The same for who knows the date from elsewhere: null when the API has no report of it. */
  findDate(of: EntriesOfDate): Promise<DateReport | null>;
  /** A whole date for who goes through many of them: the request does not keep it, so that memory does not grow. */
  passDate(of: EntriesOfDate): Promise<PassedDate>;
  /** Whether a date is closed: its first page tells. Null when the ledger is not known. */
  isDateComplete(of: EntriesOfDate): Promise<boolean | null>;
}

/** All entries of a date that is not kept. */
export interface PassedDate {
  readonly entries: readonly WireEntry[];
  /** What the API gave once more, alike in everything: it is not among the entries. */
  readonly repeats: readonly WireEntry[];
  /** The date is closed: nothing will be added to it. */
  readonly isComplete: boolean;
}

type DatePageKey = EntriesOfDate & { readonly cursor: string | undefined };

export interface ReportLoaderParts {
  readonly clock: Clock;
  readonly client: ReportClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
  readonly log: Logger;
  readonly requestId: string;
}

/** How errors name the reading of a date. */
export const DATE_CALL: FailedCall = {
  api: vippsApis.report,
  operation: 'getEntriesForDate',
  effect: 'read',
};

/** There are no payments from before. */
export const FIRST_DATE = '2020-05-01';
/** The API decides the page size: 1000 unless it is changed for a ledger. Only `first` beyond it takes more calls. */
const MAX_PAGE_SIZE = 1_000;
/** Most entries of one date that are read for joining. */
const MAX_DATE_ENTRIES = 100_000;
/** Money is settled once a month at the latest, and a few days later: an older date has been ready. */
const LONGEST_SETTLEMENT_MS = 35 * 86_400_000;
/** More pages of ledgers than any key holder has. */
const MAX_LEDGER_PAGES = 200;

/** The Report API for one request, with the keys of its tenant. */
export function createReportLoaders(parts: ReportLoaderParts): ReportLoaders {
  const { client, caches, tenant, scope, clock } = parts;
  const cached = cachesFor(caches, tenant);
  const notice = new RepeatNotice(parts.log, parts.requestId, vippsApis.report, 'entry');
  const lists = new Map<Credentials, Promise<readonly SeenLedger[]>>();
  const byId = new Map<Credentials, Promise<ReadonlyMap<string, SeenLedger>>>();
  const wholeDates = new SharedReads<DateReport>();
  const entriesOfDates = new SharedReads<readonly WireEntry[] | null>();
  const slices = new SharedReads<FeedSlice<EntriesFeedPage, WireEntry> | null>();
  const latestSlices = new SharedReads<LatestSlice<WireEntry> | null>();

  async function loadLedgers(
    shared: CallScope,
    about: About,
  ): Promise<{ value: readonly WireLedger[]; bytes: number }> {
    const ledgers: WireLedger[] = [];
    const chain = new PageChain(LEDGERS_CALL);
    let bytes = 0;
    let cursor: string | undefined;
    do {
      if (chain.pages >= MAX_LEDGER_PAGES) throw unreadable(LEDGERS_CALL, 'goes on without an end');
      chain.enter(cursor);
      const page = await withReportKeys(tenant, about, (keys) =>
        client.getLedgers(keys, shared, cursor),
      ).catch((error: unknown) => {
        throw chain.failed(error);
      });
      ledgers.push(...page.value.items);
      bytes += page.bytes;
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined);
    return { value: ledgers, bytes };
  }

  async function seenLedgers(keys: Credentials, about: About): Promise<readonly SeenLedger[]> {
    const load = (shared: CallScope) => loadLedgers(shared, about);
    const all = (await cached(keys).ledgerList.read([], scope, load)) ?? [];
    return all.filter(({ ledgerId }) => seesLedger(tenant, ledgerId)).map((each) => seenOf(each, tenant));
  }

  function ledgersAbout(about: About): Promise<readonly SeenLedger[]> {
    const keys = requiredKeys(tenant, vippsApis.report, about);
    let list = lists.get(keys);
    if (list === undefined) lists.set(keys, (list = seenLedgers(keys, about)));
    return list;
  }

  const feedPage = new KeyLoader(
    ({ ledgerId, topic, cursor }: { ledgerId: string; topic: Topic; cursor: string | undefined }) =>
      joinKey(ledgerId, topic, cursor ?? ''),
    ({ ledgerId, topic, cursor }) => {
      if (!seesLedger(tenant, ledgerId)) return Promise.resolve(null);
      const keys = requiredKeys(tenant, vippsApis.report, { ledgerId });
      return cached(keys).reportFeed.read([ledgerId, topic, cursor ?? ''], scope, async (shared) => {
        const page = await withReportKeys(tenant, { ledgerId }, (own) =>
          client.getFeed(own, shared, ledgerId, topic, cursor),
        );
        return page && { ...page, value: withRepeatedEntries(page.value), open: page.value.mayGrow };
      });
    },
  );

  const loadDatePage = async ({
    ledgerId,
    topic,
    date,
    cursor,
  }: DatePageKey): Promise<EntriesFeedPage | null> => {
    if (!seesLedger(tenant, ledgerId)) return null;
    const keys = requiredKeys(tenant, vippsApis.report, { ledgerId });
    return cached(keys).reportDate.read([ledgerId, topic, date, cursor ?? ''], scope, async (shared) => {
      const page = await withReportKeys(tenant, { ledgerId }, (own) =>
        client.getDate(own, shared, ledgerId, topic, date, cursor),
      );
      return page && { ...page, value: withRepeatedEntries(page.value), open: page.value.mayGrow };
    });
  };
  const datePages = () => new KeyLoader(datePageKey, loadDatePage);
  const datePage = datePages();

  const dateFeed = (
    of: EntriesOfDate,
    filter?: EntryFilter,
    pages = datePage,
  ): Feed<WireEntry, EntriesFeedPage> => ({
    keep: filter?.keep,
    maxPageSize: MAX_PAGE_SIZE,
    page: (cursor) => pages.load({ ...of, cursor }),
    call: DATE_CALL,
  });

  function wholeDate(of: EntriesOfDate): Promise<DateReport> {
    return wholeDates.once(dateKey(of), () => loadWholeDate(of));
  }

  async function loadWholeDate(of: EntriesOfDate): Promise<DateReport> {
    const { entries, isComplete } = await readWholeDate(of, datePage);
    return new DateReport(entries, isComplete);
  }

  async function readWholeDate(of: EntriesOfDate, from: typeof datePage): Promise<PassedDate> {
    const pages = await pagesOn(of, from);
    if (pages === null && !(await mayComeYet(of))) throw unreadable(DATE_CALL, MUST_BE_THERE, 404);
    // Pages come one after the other, and the date may have been open for the last of them only. An empty one is not
    // among them.
    const head = await from.load({ ...of, cursor: undefined });
    const isComplete = head?.mayGrow === false && pages?.every(({ mayGrow }) => !mayGrow) === true;
    return { ...(pages === null ? NO_ENTRIES : once(of, pages)), isComplete };
  }

  async function mayComeYet({ ledgerId, date }: EntriesOfDate): Promise<boolean> {
    if (clock.now() - Date.parse(date) > LONGEST_SETTLEMENT_MS) return false;
    return (await ledger(ledgerId)) !== null;
  }

  function entriesOn(of: EntriesOfDate): Promise<readonly WireEntry[] | null> {
    return entriesOfDates.once(dateKey(of), async () => {
      const pages = await pagesOn(of);
      return pages && once(of, pages).entries;
    });
  }

  /** The entries of a date, one of each that the API gives twice. */
  function once(
    of: EntriesOfDate,
    pages: readonly EntriesFeedPage[],
  ): Pick<PassedDate, 'entries' | 'repeats'> {
    const entries = pages.flatMap(({ items }) => items);
    // Of a single page its own repeats are known.
    const [page, ...others] = pages;
    const repeats =
      page !== undefined && others.length === 0 ? page.repeats : new Repeats(sameEntry).among(entries);
    notice.give(DATE_CALL.operation, of.ledgerId, repeats);
    if (repeats.size === 0) return { entries, repeats: NONE };
    return { entries: entries.filter((entry) => !repeats.has(entry)), repeats: [...repeats] };
  }

  async function readOnce(
    feed: Feed<WireEntry, EntriesFeedPage>,
    ledgerId: string,
    after: FeedPlace,
    first: number,
  ): Promise<FeedSlice<EntriesFeedPage, WireEntry> | null> {
    const slice = await readFeed<WireEntry, EntriesFeedPage>(
      { ...feed, identity: sameEntry },
      after,
      first,
      scope,
    );
    if (slice !== null) notice.give(feed.call.operation, ledgerId, slice.repeats);
    return slice;
  }

  function pagesOn(of: EntriesOfDate, from = datePage): Promise<readonly EntriesFeedPage[] | null> {
    const feed = dateFeed(of, undefined, from);
    return readWholeFeed<WireEntry, EntriesFeedPage>(feed, MAX_DATE_ENTRIES, scope);
  }

  async function isDateComplete(of: EntriesOfDate): Promise<boolean | null> {
    const page = await datePage.load({ ...of, cursor: undefined });
    return page === null ? null : !page.mayGrow;
  }

  async function ledger(ledgerId: string): Promise<SeenLedger | null> {
    if (!seesLedger(tenant, ledgerId)) return null;
    const keys = requiredKeys(tenant, vippsApis.report, { ledgerId });
    let map = byId.get(keys);
    if (map === undefined) {
      map = ledgersAbout({ ledgerId }).then((all) => new Map(all.map((each) => [each.ledgerId, each])));
      byId.set(keys, map);
    }
    return (await map).get(ledgerId) ?? null;
  }

  return {
    // Asynchronous also where keys are missing: who asks gets a rejection.
    ledgers: async (msn) => ledgersAbout(msn === undefined ? {} : { msn }),
    ledger,
    feed: (ledgerId, topic, after, first, filter) =>
      slices.once(sliceKey({ ledgerId, topic, date: '' }, after, first, filter), () => {
        const feed: Feed<WireEntry, EntriesFeedPage> = {
          keep: filter?.keep,
          maxPageSize: MAX_PAGE_SIZE,
          page: (cursor) => feedPage.load({ ledgerId, topic, cursor }),
          call: { api: vippsApis.report, operation: 'getEntriesFeed', effect: 'read' },
        };
        return readOnce(feed, ledgerId, after, first);
      }),
    date: (of, after, first, filter) =>
      slices.once(sliceKey(of, after, first, filter), () =>
        readOnce(dateFeed(of, filter), of.ledgerId, after, first),
      ),
    latest: ({ ledgerId, topic, date: only }, before, last, filter) => {
      const end = before ?? { date: only ?? latestDate(clock.now()), index: null };
      const place = joinKey(end.date, String(end.index ?? ''), String(last), filter?.key ?? '');
      return latestSlices.once(joinKey(ledgerId, topic, only ?? '', place), () =>
        readLatest(
          {
            on: (date) => entriesOn({ ledgerId, topic, date }),
            keep: filter?.keep,
            firstDate: only ?? FIRST_DATE,
            gap: (date) =>
              clock.now() - Date.parse(date) > LONGEST_SETTLEMENT_MS
                ? unreadable(DATE_CALL, MUST_BE_THERE, 404)
                : undefined,
            // A 404 may also say that the date has no report yet.
            isUnknown: async () => only !== null || (await ledger(ledgerId)) === null,
            call: DATE_CALL,
          },
          end,
          last,
          scope,
        ),
      );
    },
    wholeDate,
    findDate: async (of) => {
      const first = await datePage.load({ ...of, cursor: undefined });
      return first === null ? null : wholeDate(of);
    },
    passDate: (of) => readWholeDate(of, datePages()),
    isDateComplete,
  };
}

/** One for all dates, as nearly none has any. */
const NONE: readonly never[] = [];
const NO_ENTRIES = { entries: NONE, repeats: NONE };

const MUST_BE_THERE = 'is a 404 for a date that it must have';
/** Without the names of sales units that the tenant may not see. */
function seenOf(ledger: WireLedger, tenant: Tenant): SeenLedger {
  const all = ledger.pointsOfSale;
  if (tenant.msns === undefined) return { ...ledger, hiddenPoints: 0 };
  const pointsOfSale = all.filter(({ recipientHandle }) => {
    const msn = /^api:(.*)$/.exec(recipientHandle)?.[1];
    return msn === undefined || seesUnit(tenant, msn);
  });
  return { ...ledger, pointsOfSale, hiddenPoints: all.length - pointsOfSale.length };
}

const LEDGERS_CALL: FailedCall = { api: vippsApis.report, operation: 'getLedgers', effect: 'read' };

function datePageKey({ ledgerId, topic, date, cursor }: DatePageKey): string {
  return joinKey(ledgerId, topic, date, cursor ?? '');
}

function dateKey({ ledgerId, topic, date }: EntriesOfDate): string {
  return joinKey(ledgerId, topic, date);
}

function sliceKey(
  of: EntriesOfDate,
  after: FeedPlace,
  first: number,
  filter: EntryFilter | undefined,
): string {
  return joinKey(dateKey(of), after.cursor ?? '', String(after.skip), String(first), filter?.key ?? '');
}
