import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path, query } from '../http/path.js';
import type { UpstreamAnswer } from '../http/Upstream.js';
import { fields } from '../json.js';
import { id, integer, text } from './json-readers.js';
import { readBankAccount, readBusinessIdentifier } from './management.js';
import { cursor as readCursor, flag, pageEnd } from './page-end.js';
import { getList, getPage, type Sized } from './read-endpoint.js';
import type { WirePage } from './sales.js';
import { keyed, listOf, wholeListOf, wire, type WireOf } from './wire.js';

export type WireLedger = WireOf<typeof readLedger>;
export type WireLedgersPage = WireOf<typeof readLedgers>;
export type WireEntry = WireOf<typeof readEntry>;

const readLedger = keyed(['ledgerId'], (json) => ({
  ledgerId: id(json['ledgerId']),
  currency: text(json['currency']),
  payoutBankAccount: readBankAccount(json['payoutBankAccount']),
  owner: readBusinessIdentifier(json['owner']),
  pointsOfSale: readPointsOfSale(json),
}));

const readLedgerList = wholeListOf(readLedger);

/** An empty cursor ends the list. The API documents no `hasMore` here, but may not say it without a cursor. */
function readLedgers(json: unknown) {
  const page = fields(json);
  const items = readLedgerList(page['items']);
  const [next, more] = [readCursor(page['cursor']), flag(page['hasMore'])];
  if (items === null || next === undefined || more === undefined) return null;
  return more === true && next === null ? null : { items, next };
}

const readPointOfSale = keyed(['recipientHandle'], (json) => ({
  /** `api:<MSN>`, or `NO:`, `DK:`, `FI:` and a Vippsnummer or MyShop number. */
  recipientHandle: text(json['recipientHandle']),
  /** If the API knows it. */
  name: text(json['name']),
}));

const readHandles = listOf(text);
const readPointOfSaleList = listOf(readPointOfSale);

/** One list has all the handles, another has names for some of them. */
function readPointsOfSale(
  ledger: Readonly<Record<string, unknown>>,
): readonly WireOf<typeof readPointOfSale>[] {
  const points = new Map<string, WireOf<typeof readPointOfSale>>();
  for (const recipientHandle of readHandles(ledger['settlesForRecipientHandles']) ?? [])
    points.set(recipientHandle, { recipientHandle, name: null });
  for (const point of readPointOfSaleList(ledger['salesUnits']) ?? [])
    points.set(point.recipientHandle, point);
  return [...points.values()];
}

const readEntry = wire((json) => ({
  pspReference: text(json['pspReference']) || null,
  time: text(json['time']),
  ledgerDate: text(json['ledgerDate']),
  entryType: text(json['entryType']),
  reference: text(json['reference']) || null,
  currency: text(json['currency']),
  /** Minor units, signed. */
  amount: integer(json['amount']),
  balanceBefore: integer(json['balanceBefore']),
  balanceAfter: integer(json['balanceAfter']),
  recipientHandle: text(json['recipientHandle']) || null,
}));

/** An entry of which only the data came through, as another process kept it. @throws TypeError for anything else */
export function reviveEntry(kept: unknown): WireEntry {
  const entry = readEntry(kept);
  if (entry === null) throw new TypeError('not an entry');
  return entry;
}

const readEntries = wholeListOf(readEntry);

export type Topic = 'funds' | 'fees';

export interface WireEntriesPage extends WirePage<WireEntry> {
  /** More may come: the date isn't closed, or the feed has ended for now. */
  readonly mayGrow: boolean;
  /** Maximum entries per page. The API decides; null if it doesn't say. */
  readonly pageSize: number | null;
}

/**
 * Report API 2.0, one method per endpoint, for accounting keys or a sales unit's own. All are reads and safe to retry.
 * A 404 for a ledger or one of its dates returns null, every other failure throws UpstreamError. Personal data
 * (`includeGDPRSensitiveData`) is never requested.
 */
export class ReportClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** A page of the ledgers visible to the keys. `GET /settlement/v1/ledgers`. Never a 404: without any it is empty. */
  getLedgers(
    credentials: Credentials,
    scope: CallScope,
    cursor: string | undefined,
  ): Promise<Sized<WireLedgersPage>> {
    const call = { operation: 'getLedgers', path: `/settlement/v1/ledgers${query({ cursor })}` };
    return getList(this.api, credentials, scope, { api: this.descriptor, ...call }, readLedgers);
  }

  /**
   * A page of one date's entries. `GET /report/v2/ledgers/{ledgerId}/{topic}/dates/{ledgerDate}`. A 404 means that the
   * keys see no such ledger or, by the first specification, that the date isn't ready.
   */
  getDate(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    topic: Topic,
    ledgerDate: string,
    cursor: string | undefined,
  ): Promise<Sized<WireEntriesPage> | null> {
    const url = path`/report/v2/ledgers/${ledgerId}/${topic}/dates/${ledgerDate}` + query({ cursor });
    const call = { api: this.descriptor, operation: 'getEntriesForDate', path: url, cursor };
    return getPage(
      this.api,
      credentials,
      scope,
      call,
      (json, answer) => readDatePage(json, answer, cursor),
      ({ items }) =>
        items.every((entry) => entry.ledgerDate === null || entry.ledgerDate.startsWith(ledgerDate)),
    );
  }

  /** A page of all entries, oldest first. `GET /report/v2/ledgers/{ledgerId}/{topic}/feed`. */
  getFeed(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    topic: Topic,
    cursor: string | undefined,
  ): Promise<Sized<WireEntriesPage> | null> {
    const url = path`/report/v2/ledgers/${ledgerId}/${topic}/feed` + query({ cursor });
    const call = { api: this.descriptor, operation: 'getEntriesFeed', path: url, cursor };
    return getPage(this.api, credentials, scope, call, readFeedPage);
  }
}

/** Closed is only a date of which the API says so: what is thought to be closed is kept for days. */
function readDatePage(
  json: unknown,
  answer: UpstreamAnswer,
  asked: string | undefined,
): WireEntriesPage | null {
  const { items, tryLater } = fields(json);
  const entries = readEntries(items);
  const end = entries && pageEnd(json, entries.length, asked);
  const isOpen = flag(tryLater);
  if (entries === null || end === null || isOpen === undefined) return null;
  const { next, hasMore } = end;
  return {
    items: entries,
    next: hasMore ? next : null,
    hasMore,
    mayGrow: isOpen !== false,
    pageSize: pageSizeOf(answer),
  };
}

/**
 * `tryLater` marks the end of the feed, where the API returns the cursor it was sent. By one reading of the guide it
 * does so even if the page has entries, which would then repeat: after such entries no cursor is certain.
 */
function readFeedPage(json: unknown, answer: UpstreamAnswer): WireEntriesPage | null {
  const { items, cursor, tryLater } = fields(json);
  const entries = readEntries(items);
  const [next, isEnd] = [readCursor(cursor), flag(tryLater)];
  if (entries === null || next === undefined || isEnd === undefined) return null;
  return {
    items: entries,
    next: isEnd === true && entries.length > 0 ? null : next,
    hasMore: isEnd !== true,
    mayGrow: isEnd !== false,
    pageSize: pageSizeOf(answer),
  };
}

function pageSizeOf(answer: UpstreamAnswer): number | null {
  const size = integer(answer.header('vipps-feed-page-size'));
  return size !== null && size > 0 ? size : null;
}
