import { vippsApis } from '../clients/apis.js';
import { reportKeys, withReportKeys } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { ReportClient, Topic, WireEntriesPage, WireEntry, WireLedger } from '../clients/report.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable, type FailedCall } from '../http/failures.js';
import { joinKey } from '../cache/cache-key.js';
import { KeyLoader } from './KeyLoader.js';
import { readFeed, readWholeFeed, type Feed, type FeedPlace, type FeedSlice } from './feed.js';

/** All entries of one topic of a ledger on one date. */
export interface DateReport {
  readonly entries: readonly WireEntry[];
  readonly byPspReference: ReadonlyMap<string, readonly WireEntry[]>;
  /** The date is closed: nothing more will come. */
  readonly isComplete: boolean;
}

export interface EntriesOfDate {
  readonly ledgerId: string;
  readonly topic: Topic;
  readonly date: string;
}

/** The Report API as one request sees it. Null = no such ledger, or not visible to the keys. */
export interface ReportLoaders {
  /** Every visible ledger: one call per page of the list, whatever is asked of it. */
  ledgers(): Promise<readonly WireLedger[]>;
  /** One ledger, out of the same list: there is no endpoint for one. */
  ledger(ledgerId: string): Promise<WireLedger | null>;
  /** Part of a feed: one call per upstream page, whose size the API decides. */
  feed(
    ledgerId: string,
    topic: Topic,
    after: FeedPlace,
    first: number,
  ): Promise<FeedSlice<WireEntriesPage> | null>;
  /** Part of one date: one call per upstream page. */
  date(of: EntriesOfDate, after: FeedPlace, first: number): Promise<FeedSlice<WireEntriesPage> | null>;
  /** A whole date, put in order for joining: its pages are those of `date`, so nothing is read twice. */
  wholeDate(of: EntriesOfDate): Promise<DateReport>;
  /** Whether a date is closed: its first page tells. Null when the ledger is not known. */
  isDateComplete(of: EntriesOfDate): Promise<boolean | null>;
}

export interface ReportLoaderParts {
  readonly client: ReportClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** The API decides the page size: 1000 unless it is changed for a ledger. Only `first` beyond it takes more calls. */
const MAX_PAGE_SIZE = 1_000;
/** Most entries of one date that are read for joining. */
const MAX_DATE_ENTRIES = 100_000;
/** More pages of ledgers than any key holder has. */
const MAX_LEDGER_PAGES = 200;

/** The Report API for one request, with the keys of its tenant. */
export function createReportLoaders({ client, caches, tenant, scope }: ReportLoaderParts): ReportLoaders {
  const cached = cachesFor(caches, tenant, () => reportKeys(tenant));
  let list: Promise<readonly WireLedger[]> | undefined;
  let byId: Promise<ReadonlyMap<string, WireLedger>> | undefined;
  const wholeDates = new Map<string, Promise<DateReport>>();

  async function loadLedgers(shared: CallScope): Promise<{ value: readonly WireLedger[]; bytes: number }> {
    const ledgers: WireLedger[] = [];
    const seen = new Set<string | undefined>();
    let bytes = 0;
    let cursor: string | undefined;
    do {
      if (seen.has(cursor) || seen.size >= MAX_LEDGER_PAGES)
        throw unreadable(LEDGERS_CALL, 'goes on without an end');
      seen.add(cursor);
      const page = await withReportKeys(tenant, (keys) => client.getLedgers(keys, shared, cursor));
      ledgers.push(...page.value.items);
      bytes += page.bytes;
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined);
    return { value: ledgers, bytes };
  }

  async function ledgers(): Promise<readonly WireLedger[]> {
    return (await cached().ledgerList.read([], scope, loadLedgers)) ?? [];
  }

  const feedPage = new KeyLoader(
    ({ ledgerId, topic, cursor }: { ledgerId: string; topic: Topic; cursor: string | undefined }) =>
      joinKey(ledgerId, topic, cursor ?? ''),
    ({ ledgerId, topic, cursor }) =>
      cached().reportFeed.read([ledgerId, topic, cursor ?? ''], scope, async (shared) => {
        const page = await withReportKeys(tenant, (keys) =>
          client.getFeed(keys, shared, ledgerId, topic, cursor),
        );
        return page && { ...page, open: page.value.mayGrow };
      }),
  );

  const datePage = new KeyLoader(
    ({ ledgerId, topic, date, cursor }: EntriesOfDate & { cursor: string | undefined }) =>
      joinKey(ledgerId, topic, date, cursor ?? ''),
    ({ ledgerId, topic, date, cursor }) =>
      cached().reportDate.read([ledgerId, topic, date, cursor ?? ''], scope, async (shared) => {
        const page = await withReportKeys(tenant, (keys) =>
          client.getDate(keys, shared, ledgerId, topic, date, cursor),
        );
        return page && { ...page, open: page.value.mayGrow };
      }),
  );

  const dateFeed = (of: EntriesOfDate): Feed<WireEntry, WireEntriesPage> => ({
    maxPageSize: MAX_PAGE_SIZE,
    page: (cursor) => datePage.load({ ...of, cursor }),
    call: { api: vippsApis.report, operation: 'getEntriesForDate', effect: 'read' },
  });

  async function loadWholeDate(of: EntriesOfDate): Promise<DateReport> {
    const pages = await readWholeFeed<WireEntry, WireEntriesPage>(
      dateFeed(of),
      MAX_DATE_ENTRIES,
      scope.deadline,
    );
    const entries = pages?.flatMap(({ items }) => items) ?? [];
    const byPspReference = new Map<string, WireEntry[]>();
    for (const entry of entries) {
      if (entry.pspReference === null) continue;
      const sharing = byPspReference.get(entry.pspReference);
      if (sharing === undefined) byPspReference.set(entry.pspReference, [entry]);
      else sharing.push(entry);
    }
    return { entries, byPspReference, isComplete: (await isDateComplete(of)) ?? false };
  }

  async function isDateComplete(of: EntriesOfDate): Promise<boolean | null> {
    const page = await datePage.load({ ...of, cursor: undefined });
    return page === null ? null : !page.mayGrow;
  }

  return {
    ledgers: () => (list ??= ledgers()),
    ledger: async (ledgerId) => {
      byId ??= (list ??= ledgers()).then((all) => new Map(all.map((ledger) => [ledger.ledgerId, ledger])));
      return (await byId).get(ledgerId) ?? null;
    },
    feed: (ledgerId, topic, after, first) => {
      const feed: Feed<WireEntry, WireEntriesPage> = {
        maxPageSize: MAX_PAGE_SIZE,
        page: (cursor) => feedPage.load({ ledgerId, topic, cursor }),
        call: { api: vippsApis.report, operation: 'getEntriesFeed', effect: 'read' },
      };
      return readFeed<WireEntry, WireEntriesPage>(feed, after, first, scope.deadline);
    },
    date: (of, after, first) =>
      readFeed<WireEntry, WireEntriesPage>(dateFeed(of), after, first, scope.deadline),
    wholeDate: (of) => {
      const key = joinKey(of.ledgerId, of.topic, of.date);
      let report = wholeDates.get(key);
      if (report === undefined) wholeDates.set(key, (report = loadWholeDate(of)));
      return report;
    },
    isDateComplete,
  };
}

const LEDGERS_CALL: FailedCall = { api: vippsApis.report, operation: 'getLedgers', effect: 'read' };
