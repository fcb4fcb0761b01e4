import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import { addDays } from '../dates.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path, query } from '../http/path.js';
import { fields } from '../json.js';
import { allObjects, integer, objects, text } from './json-readers.js';
import { flag, pageEnd, type PageEnd } from './page-end.js';
import { get, getPage, type Sized } from './read-endpoint.js';

export type WireSalesEvent = Pick<EventReader, keyof EventReader>;
export type WireSalesLine = Pick<LineReader, keyof LineReader>;

/** One page of a cursor-paginated list. */
export interface WirePage<Item> extends PageEnd {
  readonly items: readonly Item[];
}

export interface PageRequest {
  readonly cursor: string | undefined;
  /** 1 to 1000. */
  readonly pageSize: number;
}

/**
 * Sales API 1.0, one method per endpoint, all for accounting keys. All are reads and safe to retry. A 404 for a ledger, an
 * order or an event returns null, since an unknown ledger and one without access look the same upstream; every other
 * failure throws UpstreamError.
 */
export class SalesClient {
  constructor(
    private readonly api: ApiCaller,
    readonly descriptor: ApiDescriptor,
  ) {}

  /** A ledger's feed, oldest event first. `GET /sales/report/v1/ledgers/{ledgerId}`. */
  getFeed(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}` + query({ cursor, pageSize });
    return this.#page(credentials, scope, 'getSalesEventsForLedger', url, cursor);
  }

  /** One ledger date's events. `GET /sales/report/v1/ledgers/{ledgerId}/dates/{ledgerDate}`. */
  getDate(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    ledgerDate: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/dates/${ledgerDate}` + query({ cursor, pageSize });
    return this.#page(credentials, scope, 'getSalesEventsForDate', url, cursor, isAbout(ledgerDate));
  }

  /**
   * All events of one order. `GET /sales/report/v1/ledgers/{ledgerId}/references/{reference}`. The endpoint takes no
   * cursor, so it is assumed to return all at once. An unknown reference may return an empty page or null.
   */
  getByReference(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    reference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/references/${reference}`;
    // An event that leaves it out is of no order, so it can't be of this one.
    return this.#get(credentials, scope, 'getSalesEventsByReference', url, ({ items }) =>
      items.every((event) => event.reference === reference),
    );
  }

  /** One capture or refund. `GET /sales/report/v1/ledgers/{ledgerId}/psp-references/{pspReference}`. */
  getByPspReference(
    credentials: Credentials,
    scope: CallScope,
    ledgerId: string,
    pspReference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/psp-references/${pspReference}`;
    // An event that leaves it out has none, so it can't be the one.
    return this.#get(credentials, scope, 'getSalesEventsByPspReference', url, ({ items }) =>
      items.every((event) => event.pspReference === pspReference),
    );
  }

  #page(
    credentials: Credentials,
    scope: CallScope,
    operation: string,
    url: string,
    cursor: string | undefined,
    isAsked?: (page: SalesPage) => boolean,
  ): Promise<Sized<SalesPage> | null> {
    const call = { api: this.descriptor, operation, path: url, cursor };
    return getPage(this.api, credentials, scope, call, (json) => readPage(json, cursor), isAsked);
  }

  #get(
    credentials: Credentials,
    scope: CallScope,
    operation: string,
    url: string,
    isAsked: (page: SalesPage) => boolean,
  ): Promise<Sized<SalesPage> | null> {
    const call = { api: this.descriptor, operation, path: url };
    return get(this.api, credentials, scope, call, (json) => readPage(json, undefined), isAsked);
  }
}

/** Wherever the day of a ledger is cut, and whatever comes late: an event lies no further from its date than that. */
const DAYS_AROUND = 10;

/** Whether a page can be of a date: of an event it is not told which one, only when it happened. */
function isAbout(ledgerDate: string): (page: SalesPage) => boolean {
  const [first, last] = [addDays(ledgerDate, -DAYS_AROUND), addDays(ledgerDate, DAYS_AROUND)];
  return ({ items }) =>
    items.every(({ time }) => {
      if (time === null || !/^\d{4}-\d\d-\d\dT/.test(time)) return true;
      const day = time.slice(0, 10);
      return day >= first && day <= last;
    });
}

function readPage(json: unknown, cursor: string | undefined): SalesPage | null {
  const events = allObjects(fields(json)['items']);
  const end = events && pageEnd(json, events.length, cursor);
  return end && { ...end, items: events.map((event) => new EventReader(event)) };
}

type Json = Readonly<Record<string, unknown>>;

/** A page of events. */
export type SalesPage = WirePage<WireSalesEvent>;

/**
 * A capture or refund. The API doesn't say whether a refund's amounts are negative; they are passed on as sent.
 *
 * Getters instead of `wire`: a page has a thousand events and few queries want all their fields, so each is read on
 * demand.
 */
class EventReader {
  constructor(private readonly json: Json) {}

  get entryType(): string | null {
    return text(this.json['entryType']);
  }

  get time(): string | null {
    return text(this.json['time']);
  }

  get orderDate(): string | null {
    return text(this.json['orderDate']);
  }

  /** Null for cash payments, which have none. */
  get pspReference(): string | null {
    return text(this.json['pspReference']) || null;
  }

  get reference(): string | null {
    return text(this.json['reference']);
  }

  get currency(): string | null {
    return text(this.json['currency']);
  }

  get paymentType(): string | null {
    return text(this.json['paymentType']);
  }

  get solution(): string | null {
    return text(fields(this.json['classification'])['solution']);
  }

  get salesCategory(): string | null {
    return text(fields(this.json['classification'])['salesCategory']);
  }

  get gross(): number | null {
    return integer(fields(this.json['amounts'])['gross']);
  }

  get net(): number | null {
    return integer(fields(this.json['amounts'])['net']);
  }

  get vat(): number | null {
    return integer(fields(this.json['amounts'])['vat']);
  }

  get lines(): readonly WireSalesLine[] {
    return objects(this.json['lines'])?.map((line) => new LineReader(line)) ?? [];
  }

  // Recent samples may lack the flags, but the lines imply them.
  get hasLineItems(): boolean {
    return flag(this.#flags['hasLineItems']) ?? this.lines.length > 0;
  }

  get hasVatBreakdown(): boolean {
    const told = flag(this.#flags['hasVatBreakdown']) ?? null;
    if (told !== null) return told;
    const { lines } = this;
    return lines.length > 0 && lines.every(({ vatAmount }) => vatAmount !== null);
  }

  get hasCustomerIdentity(): boolean {
    return flag(this.#flags['hasCustomerIdentity']) ?? false;
  }

  get #flags(): Json {
    return fields(this.json['completeness']);
  }
}

/** An event of which only the data came through, as another process kept it: its reader is made anew. */
export function reviveSalesEvent(kept: unknown): WireSalesEvent {
  return new EventReader(fields(fields(kept)['json']));
}

/** Amounts are in minor units; null if the API didn't say. Read on demand, like its event. */
class LineReader {
  constructor(private readonly json: Json) {}

  get lineId(): string | null {
    return text(this.json['lineId']);
  }

  get name(): string | null {
    return text(this.json['name']);
  }

  /** The digits as sent: goods sold by weight have fractions. */
  get quantity(): string | null {
    return decimal(this.json['quantity']);
  }

  get unitPriceGross(): number | null {
    return integer(this.json['unitPriceGross']);
  }

  get unitPriceNet(): number | null {
    return integer(this.json['unitPriceNet']);
  }

  get discountTotal(): number | null {
    return integer(this.json['discountTotal']);
  }

  get lineTotalGross(): number | null {
    return integer(this.json['lineTotalGross']);
  }

  get lineTotalNet(): number | null {
    return integer(this.json['lineTotalNet']);
  }

  /** In basis points. */
  get vatRate(): number | null {
    return integer(this.json['vatRate']);
  }

  get vatAmount(): number | null {
    return integer(this.json['vatAmount']);
  }

  get category(): string | null {
    return text(this.json['category']);
  }
}

/** A number in plain decimal notation: no exponent, no rounding. */
function decimal(value: unknown): string | null {
  // Nearly all goods are sold by the piece.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  const digits = typeof value === 'number' ? String(value) : text(value);
  if (digits === null || /^-?\d+(\.\d+)?$/.test(digits)) return digits;
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d{1,2})$/i.exec(digits);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const padded = '0'.repeat(Math.max(0, 1 - point)) + whole + fraction;
  const all = padded.padEnd(Math.max(point, 1), '0');
  const cut = Math.max(point, 1);
  return sign + (cut < all.length ? `${all.slice(0, cut)}.${all.slice(cut)}` : all);
}
