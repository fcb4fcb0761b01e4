import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path, query } from '../http/path.js';
import type { UpstreamAnswer } from '../http/Upstream.js';
import { get, type Sized } from './get.js';
import { fields, integer, objects, text } from './read.js';
import type { WirePage } from './sales.js';

export interface WireLedger {
  readonly ledgerId: string;
  readonly currency: string | null;
  readonly payoutBankAccount: { readonly scheme: string; readonly id: string } | null;
  readonly owner: { readonly scheme: string; readonly id: string } | null;
  /** `api:<MSN>`, or `NO:`, `DK:`, `FI:` and a Vippsnummer or MyShop number; the name where the API tells it. */
  readonly pointsOfSale: readonly { readonly recipientHandle: string; readonly name: string | null }[];
}

export interface WireEntry {
  readonly pspReference: string | null;
  readonly time: string | null;
  readonly ledgerDate: string | null;
  readonly entryType: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  /** Minor units, signed. */
  readonly amount: number | null;
  readonly balanceBefore: number | null;
  readonly balanceAfter: number | null;
  readonly recipientHandle: string | null;
}

export type Topic = 'funds' | 'fees';

export interface WireEntriesPage extends WirePage<WireEntry> {
  /** The date is not closed, or the end of the feed is reached: more may come. */
  readonly mayGrow: boolean;
  /** Most entries on a page, which the API decides; null when it does not announce it. */
  readonly pageSize: number | null;
}

export interface WireLedgersPage {
  readonly items: readonly WireLedger[];
  readonly next: string | null;
}

/**
 * Report API 2.0, one method per endpoint, for accounting keys or a sales unit's own. Reads are safe to repeat, and
 * throw UpstreamError for all but a 404, which gives null. Personal data (`includeGDPRSensitiveData`) is never asked for.
 */
export class ReportClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** A page of the ledgers that the keys may read. `GET /settlement/v1/ledgers`. */
  getLedgers(
    credentials: Credentials,
    scope: CallScope,
    cursor: string | undefined,
  ): Promise<Sized<WireLedgersPage> | null> {
    const call = { operation: 'getLedgers', path: `/settlement/v1/ledgers${query({ cursor })}` };
    return get(this.api, credentials, scope, { api: this.descriptor, ...call }, readLedgers);
  }

  /**
   * A page of the entries of one date. `GET /report/v2/ledgers/{ledgerId}/{topic}/dates/{ledgerDate}`. A 404 means
   * that there is no such ledger for the keys; by the first specification also that the date is not ready.
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
    const call = { operation: 'getEntriesForDate', path: url };
    return get(this.api, credentials, scope, { api: this.descriptor, ...call }, readDatePage);
  }

  /** A page of all entries from the first one on. `GET /report/v2/ledgers/{ledgerId}/{topic}/feed`. */
  getFeed(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    topic: Topic,
    cursor: string | undefined,
  ): Promise<Sized<WireEntriesPage> | null> {
    const url = path`/report/v2/ledgers/${ledgerId}/${topic}/feed` + query({ cursor });
    const call = { operation: 'getEntriesFeed', path: url };
    return get(this.api, credentials, scope, { api: this.descriptor, ...call }, readFeedPage);
  }
}

function readLedgers(json: unknown): WireLedgersPage | null {
  const { items, cursor } = fields(json);
  const ledgers = objects(items);
  if (ledgers === null) return null;
  return { items: ledgers.flatMap((item) => readLedger(item) ?? []), next: text(cursor) || null };
}

function readLedger(json: Readonly<Record<string, unknown>>): WireLedger | null {
  const ledgerId = text(json['ledgerId']);
  if (ledgerId === null) return null;
  const names = new Map<string, string | null>();
  for (const handle of Array.isArray(json['settlesForRecipientHandles'])
    ? json['settlesForRecipientHandles']
    : []) {
    const recipientHandle = text(handle);
    if (recipientHandle !== null) names.set(recipientHandle, null);
  }
  for (const unit of objects(json['salesUnits']) ?? []) {
    const recipientHandle = text(unit['recipientHandle']);
    if (recipientHandle !== null) names.set(recipientHandle, text(unit['name']));
  }
  return {
    ledgerId,
    currency: text(json['currency']),
    payoutBankAccount: readIdentifier(json['payoutBankAccount']),
    owner: readIdentifier(json['owner']),
    pointsOfSale: [...names].map(([recipientHandle, name]) => ({ recipientHandle, name })),
  };
}

function readDatePage(json: unknown, answer: UpstreamAnswer): WireEntriesPage | null {
  const { items, cursor, hasMore, tryLater } = fields(json);
  const entries = objects(items);
  if (entries === null) return null;
  const next = hasMore === true ? text(cursor) || null : null;
  return {
    items: entries.map(readEntry),
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
  const entries = objects(items);
  if (entries === null) return null;
  const isEnd = tryLater === true;
  const next = isEnd && entries.length > 0 ? null : text(cursor) || null;
  return {
    items: entries.map(readEntry),
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

function readEntry(json: Readonly<Record<string, unknown>>): WireEntry {
  return {
    pspReference: text(json['pspReference']) || null,
    time: text(json['time']),
    ledgerDate: text(json['ledgerDate']),
    entryType: text(json['entryType']),
    reference: text(json['reference']) || null,
    currency: text(json['currency']),
    amount: integer(json['amount']),
    balanceBefore: integer(json['balanceBefore']),
    balanceAfter: integer(json['balanceAfter']),
    recipientHandle: text(json['recipientHandle']) || null,
  };
}

function readIdentifier(json: unknown): { readonly scheme: string; readonly id: string } | null {
  const identifier = fields(json);
  const [scheme, id] = [text(identifier['scheme']), text(identifier['id'])];
  return scheme === null || id === null ? null : { scheme, id };
}
