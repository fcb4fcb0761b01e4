import type { ApiCaller } from '../auth/api-caller.js';
import type { AccountingCredentials } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { path, query } from '../http/path.js';
import { fields } from '../json.js';
import { bool, integer, objects, text } from './json-readers.js';
import { get, type Sized } from './read-endpoint.js';

export type WireSalesEvent = Pick<EventReader, keyof EventReader>;
export type WireSalesLine = Pick<LineReader, keyof LineReader>;

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
    private readonly baseUrl: string,
  ) {}

  /** The feed of a ledger from its first event on. `GET /sales/report/v1/ledgers/{ledgerId}`. */
  getFeed(
    credentials: AccountingCredentials,
    deadline: Deadline,
    ledgerId: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}` + query({ cursor, pageSize });
    return this.#get(credentials, deadline, 'getSalesEventsForLedger', url);
  }

  /** The events of one ledger date. `GET /sales/report/v1/ledgers/{ledgerId}/dates/{ledgerDate}`. */
  getDate(
    credentials: AccountingCredentials,
    deadline: Deadline,
    ledgerId: string,
    ledgerDate: string,
    { cursor, pageSize }: PageRequest,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/dates/${ledgerDate}` + query({ cursor, pageSize });
    return this.#get(credentials, deadline, 'getSalesEventsForDate', url);
  }

  /**
   * All events of one order. `GET /sales/report/v1/ledgers/{ledgerId}/references/{reference}`. The endpoint takes no
   * cursor, so it is assumed to give all at once. An unknown reference may give an empty page or null.
   */
  getByReference(
    credentials: AccountingCredentials,
    deadline: Deadline,
    ledgerId: string,
    reference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/references/${reference}`;
    return this.#get(credentials, deadline, 'getSalesEventsByReference', url);
  }

  /** One capture or refund. `GET /sales/report/v1/ledgers/{ledgerId}/psp-references/{pspReference}`. */
  getByPspReference(
    credentials: AccountingCredentials,
    deadline: Deadline,
    ledgerId: string,
    pspReference: string,
  ): Promise<Sized<SalesPage> | null> {
    const url = path`/sales/report/v1/ledgers/${ledgerId}/psp-references/${pspReference}`;
    return this.#get(credentials, deadline, 'getSalesEventsByPspReference', url);
  }

  #get(
    credentials: AccountingCredentials,
    deadline: Deadline,
    operation: string,
    url: string,
  ): Promise<Sized<SalesPage> | null> {
    return get(
      this.api,
      credentials,
      deadline,
      { api: 'sales', operation, baseUrl: this.baseUrl, path: url },
      readPage,
    );
  }
}

function readPage(json: unknown): SalesPage | null {
  const { items, cursor, hasMore } = fields(json);
  const events = objects(items);
  return events && new SalesPage(events, text(cursor) || null, hasMore === true);
}

type Json = Readonly<Record<string, unknown>>;

/** A page of events. What came is held in this one place, so that it can be let go: a page has megabytes. */
export class SalesPage implements WirePage<WireSalesEvent> {
  readonly items: readonly WireSalesEvent[];
  #events: readonly Json[];

  constructor(
    events: readonly Json[],
    readonly next: string | null,
    readonly hasMore: boolean,
  ) {
    this.#events = events;
    this.items = events.map((_event, index) => new EventReader(this, index));
  }

  /** @throws Error once the page was let go */
  event(index: number): Json {
    const event = this.#events[index];
    if (event === undefined) throw new Error('A sales event is read after its page was let go');
    return event;
  }

  /** Nobody will read an event of this page any more. */
  letGo(): void {
    this.#events = [];
  }
}

/**
 * A capture or refund. Whether a refund's amounts are negative is not published: they are as they came.
 *
 * A class and no `wire`: a page has a thousand events, few queries want all their members, so each is read when it is
 * asked for.
 */
class EventReader {
  constructor(
    private readonly page: SalesPage,
    private readonly index: number,
  ) {}

  get entryType(): string | null {
    return text(this.#json['entryType']);
  }

  get time(): string | null {
    return text(this.#json['time']);
  }

  get orderDate(): string | null {
    return text(this.#json['orderDate']);
  }

  /** Null for payments without one: cash. */
  get pspReference(): string | null {
    return text(this.#json['pspReference']) || null;
  }

  get reference(): string | null {
    return text(this.#json['reference']);
  }

  get currency(): string | null {
    return text(this.#json['currency']);
  }

  get paymentType(): string | null {
    return text(this.#json['paymentType']);
  }

  get solution(): string | null {
    return text(fields(this.#json['classification'])['solution']);
  }

  get salesCategory(): string | null {
    return text(fields(this.#json['classification'])['salesCategory']);
  }

  get gross(): number | null {
    return integer(fields(this.#json['amounts'])['gross']);
  }

  get net(): number | null {
    return integer(fields(this.#json['amounts'])['net']);
  }

  get vat(): number | null {
    return integer(fields(this.#json['amounts'])['vat']);
  }

  get lines(): readonly WireSalesLine[] {
    return objects(this.#json['lines'])?.map((line) => new LineReader(line)) ?? [];
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

  get #json(): Json {
    return this.page.event(this.index);
  }

  get #flags(): Json {
    return fields(this.#json['completeness']);
  }
}

/** Amounts are in minor units; null = the API did not say. Read member by member, as its event is. */
class LineReader {
  constructor(private readonly json: Json) {}

  get lineId(): string | null {
    return text(this.json['lineId']);
  }

  get name(): string | null {
    return text(this.json['name']);
  }

  /** Digits as they came: goods by weight have fractions. */
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
