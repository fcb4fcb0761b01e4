import type { ApiCaller } from '../auth/api-caller.js';
import type { Credentials } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { path, query } from '../http/path.js';
import type { UpstreamAnswer } from '../http/upstream.js';
import { fields } from '../json.js';
import { integer, text } from './json-readers.js';
import { readIdentifier } from './management.js';
import { get, type Sized } from './read-endpoint.js';
import type { WirePage } from './sales.js';
import { keyed, listOf, wire, type WireOf } from './wire.js';

export type WireLedger = WireOf<typeof readLedger>;
export type WireLedgersPage = WireOf<typeof readLedgers>;
export type WireEntry = WireOf<typeof readEntry>;

const readLedger = keyed(['ledgerId'], (json) => ({
  ledgerId: text(json['ledgerId']),
  currency: text(json['currency']),
  payoutBankAccount: readIdentifier(json['payoutBankAccount']),
  owner: readIdentifier(json['owner']),
  pointsOfSale: readPointsOfSale(json),
}));

const readLedgerList = listOf(readLedger);

const readLedgers = keyed(['items'], (json) => ({
  items: readLedgerList(json['items']),
  next: text(json['cursor']) || null,
}));

const readPointOfSale = keyed(['recipientHandle'], (json) => ({
  /** `api:<MSN>`, or `NO:`, `DK:`, `FI:` and a Vippsnummer or MyShop number. */
  recipientHandle: text(json['recipientHandle']),
  /** Where the API tells it. */
  name: text(json['name']),
}));

const readHandles = listOf(text);
const readPointOfSaleList = listOf(readPointOfSale);

/** All handles stand in one list, the names of some in another. */
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

const readEntries = listOf(readEntry);

export type Topic = 'funds' | 'fees';

export interface WireEntriesPage extends WirePage<WireEntry> {
  /** The date is not closed, or the end of the feed is reached: more may come. */
  readonly mayGrow: boolean;
  /** Most entries on a page, which the API decides; null when it does not announce it. */
  readonly pageSize: number | null;
}

/**
 * Report API 2.0, one method per endpoint, for accounting keys or a sales unit's own. Reads are safe to repeat, and
 * throw UpstreamError for all but a 404, which gives null. Personal data (`includeGDPRSensitiveData`) is never asked for.
 */
export class ReportClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly baseUrl: string,
  ) {}

  /** A page of the ledgers that the keys may read. `GET /settlement/v1/ledgers`. */
  getLedgers(
    credentials: Credentials,
    deadline: Deadline,
    cursor: string | undefined,
  ): Promise<Sized<WireLedgersPage> | null> {
    const call = { operation: 'getLedgers', path: `/settlement/v1/ledgers${query({ cursor })}` };
    return get(
      this.api,
      credentials,
      deadline,
      { api: 'report', baseUrl: this.baseUrl, ...call },
      readLedgers,
    );
  }

  /**
   * A page of the entries of one date. `GET /report/v2/ledgers/{ledgerId}/{topic}/dates/{ledgerDate}`. A 404 means
   * that there is no such ledger for the keys; by the first specification also that the date is not ready.
   */
  getDate(
    credentials: Credentials,
    deadline: Deadline,
    ledgerId: string,
    topic: Topic,
    ledgerDate: string,
    cursor: string | undefined,
  ): Promise<Sized<WireEntriesPage> | null> {
    const url = path`/report/v2/ledgers/${ledgerId}/${topic}/dates/${ledgerDate}` + query({ cursor });
    const call = { operation: 'getEntriesForDate', path: url };
    return get(
      this.api,
      credentials,
      deadline,
      { api: 'report', baseUrl: this.baseUrl, ...call },
      readDatePage,
    );
  }

  /** A page of all entries from the first one on. `GET /report/v2/ledgers/{ledgerId}/{topic}/feed`. */
  getFeed(
    credentials: Credentials,
    deadline: Deadline,
    ledgerId: string,
    topic: Topic,
    cursor: string | undefined,
  ): Promise<Sized<WireEntriesPage> | null> {
    const url = path`/report/v2/ledgers/${ledgerId}/${topic}/feed` + query({ cursor });
    const call = { operation: 'getEntriesFeed', path: url };
    return get(
      this.api,
      credentials,
      deadline,
      { api: 'report', baseUrl: this.baseUrl, ...call },
      readFeedPage,
    );
  }
}

function readDatePage(json: unknown, answer: UpstreamAnswer): WireEntriesPage | null {
  const { items, cursor, hasMore, tryLater } = fields(json);
  const entries = readEntries(items);
  if (entries === null) return null;
  const next = hasMore === true ? text(cursor) || null : null;
  return {
    items: entries,
    next,
    hasMore: hasMore === true,
    mayGrow: tryLater === true,
    pageSize: pageSizeOf(answer),
  };
}

/**
 * `tryLater` marks the end of the feed. There the cursor that was sent comes back, by one reading of the guide also
 * with entries on the page, which then come again: so behind such entries no cursor is certain.
 */
function readFeedPage(json: unknown, answer: UpstreamAnswer): WireEntriesPage | null {
  const { items, cursor, tryLater } = fields(json);
  const entries = readEntries(items);
  if (entries === null) return null;
  const isEnd = tryLater === true;
  const next = isEnd && entries.length > 0 ? null : text(cursor) || null;
  return {
    items: entries,
    next,
    hasMore: !isEnd,
    mayGrow: isEnd,
    pageSize: pageSizeOf(answer),
  };
}

function pageSizeOf(answer: UpstreamAnswer): number | null {
  const size = integer(answer.header('vipps-feed-page-size'));
  return size !== null && size > 0 ? size : null;
}
