import type { ApiCaller } from '../auth/ApiCaller.js';
import type { AccountingCredentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path, query } from '../http/path.js';
import { get, type Sized } from './get.js';
import { bool, fields, integer, objects, text } from './read.js';

/** Amounts are in minor units; null = the API did not say. */
export interface WireSalesLine {
  readonly lineId: string | null;
  readonly name: string | null;
  /** Digits as they came: goods by weight have fractions. */
  readonly quantity: string | null;
  readonly unitPriceGross: number | null;
  readonly unitPriceNet: number | null;
  readonly discountTotal: number | null;
  readonly lineTotalGross: number | null;
  readonly lineTotalNet: number | null;
  /** In basis points. */
  readonly vatRate: number | null;
  readonly vatAmount: number | null;
  readonly category: string | null;
}

/** A capture or refund. Whether a refund's amounts are negative is not published: they are as they came. */
export interface WireSalesEvent {
  readonly entryType: string | null;
  readonly time: string | null;
  readonly orderDate: string | null;
  /** Null for payments without one: cash. */
  readonly pspReference: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  readonly paymentType: string | null;
  readonly solution: string | null;
  readonly salesCategory: string | null;
  readonly gross: number | null;
  readonly net: number | null;
  readonly vat: number | null;
  readonly lines: readonly WireSalesLine[];
  readonly hasLineItems: boolean;
  readonly hasVatBreakdown: boolean;
  readonly hasCustomerIdentity: boolean;
}

/** One page of a list that goes on behind a cursor. */
export interface WirePage<Item> {
  readonly items: readonly Item[];
  /** The cursor of what comes behind these items; null when the answer does not tell it for certain. */
  readonly next: string | null;
  readonly hasMore: boolean;
}

export interface PageRequest {
  readonly cursor: string | undefined;
  /** 1 to 1000. */
  readonly pageSize: number;
}

/**
 * Sales API 1.0, one method per endpoint, all for accounting keys. Reads are safe to repeat, and throw UpstreamError
 * for all but a 404, which gives null: an unknown ledger and one that is not granted look the same upstream.
 */
export class SalesClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** The feed of a ledger from its first event on. `GET /sales/report/v1/ledgers/{ledgerId}`. */
  getFeed(
    credentials: AccountingCredentials,
    scope: CallScope,
    ledgerId: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}` + query({ cursor, pageSize });
    return this.#get(credentials, scope, 'getSalesEventsForLedger', url);
  }

  /** The events of one ledger date. `GET /sales/report/v1/ledgers/{ledgerId}/dates/{ledgerDate}`. */
  getDate(
    credentials: AccountingCredentials,
    scope: CallScope,
    ledgerId: string,
    ledgerDate: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/dates/${ledgerDate}` + query({ cursor, pageSize });
    return this.#get(credentials, scope, 'getSalesEventsForDate', url);
  }

  /**
   * All events of one order. `GET /sales/report/v1/ledgers/{ledgerId}/references/{reference}`. The endpoint takes no
   * cursor, so it is assumed to give all at once. An unknown reference may give an empty page or null.
   */
  getByReference(
    credentials: AccountingCredentials,
    scope: CallScope,
    ledgerId: string,
    reference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/references/${reference}`;
    return this.#get(credentials, scope, 'getSalesEventsByReference', url);
  }

  /** One capture or refund. `GET /sales/report/v1/ledgers/{ledgerId}/psp-references/{pspReference}`. */
  getByPspReference(
    credentials: AccountingCredentials,
    scope: CallScope,
    ledgerId: string,
    pspReference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/psp-references/${pspReference}`;
    return this.#get(credentials, scope, 'getSalesEventsByPspReference', url);
  }

  #get(
    credentials: AccountingCredentials,
    scope: CallScope,
    operation: string,
    url: string,
  ): Promise<Sized<SalesPage> | null> {
    return get(this.api, credentials, scope, { api: this.descriptor, operation, path: url }, readPage);
  }
}

function readPage(json: unknown): SalesPage | null {
  const { items, cursor, hasMore } = fields(json);
  const events = objects(items);
  return (
    events && {
      items: events.map((event) => new EventReader(event)),
      next: text(cursor) || null,
      hasMore: hasMore === true,
    }
  );
}

type Json = Readonly<Record<string, unknown>>;

export type SalesPage = WirePage<WireSalesEvent>;

/** Reads the members of an event when they are asked for: a page has a thousand events, and few queries want all. */
class EventReader implements WireSalesEvent {
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

  // The newest samples may lack the flags; the lines tell as much.
  get hasLineItems(): boolean {
    return bool(this.#flags['hasLineItems']) ?? this.lines.length > 0;
  }

  get hasVatBreakdown(): boolean {
    const { lines } = this;
    return (
      bool(this.#flags['hasVatBreakdown']) ??
      (lines.length > 0 && lines.every(({ vatAmount }) => vatAmount !== null))
    );
  }

  get hasCustomerIdentity(): boolean {
    return bool(this.#flags['hasCustomerIdentity']) ?? false;
  }

  get #flags(): Json {
    return fields(this.json['completeness']);
  }
}

class LineReader implements WireSalesLine {
  constructor(private readonly json: Json) {}

  get lineId(): string | null {
    return text(this.json['lineId']);
  }

  get name(): string | null {
    return text(this.json['name']);
  }

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

/** A number as plain digits, without an exponent and without rounding. */
function decimal(value: unknown): string | null {
  const digits = text(value);
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
