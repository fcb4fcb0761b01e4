import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';

/** The APIs that feeds are read from, with nothing in them but feeds, and with ledgers as they are asked for. */
export class FeedUpstream {
  readonly #feeds = new Map<string, string[]>();
  readonly #calls = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response);
    });
  }

  static async start(): Promise<FeedUpstream> {
    const upstream = new FeedUpstream();
    upstream.#server.listen(0, '127.0.0.1');
    await once(upstream.#server, 'listening');
    return upstream;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${String(address.port)}`;
  }

  /** Adds events to the end of a feed, by their PSP references. */
  add(feed: string, references: readonly string[]): void {
    this.#of(feed).push(...references);
  }

  /** How often each feed was read since the last time. */
  takeCalls(): ReadonlyMap<string, number> {
    const calls = new Map(this.#calls);
    this.#calls.clear();
    return calls;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #of(feed: string): string[] {
    let items = this.#feeds.get(feed);
    if (items === undefined) this.#feeds.set(feed, (items = []));
    return items;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://upstream');
    response.setHeader('content-type', 'application/json');
    if (pathname === '/miami/v1/token') {
      response.end(JSON.stringify({ access_token: 'token', token_type: 'Bearer', expires_in: 900 }));
      return;
    }
    const sales = /^\/sales\/report\/v1\/ledgers\/(\d+)$/.exec(pathname)?.[1];
    const funds = /^\/report\/v2\/ledgers\/(\d+)\/funds\/feed$/.exec(pathname)?.[1];
    const feed = sales === undefined ? `funds ${funds ?? ''}` : `sales ${sales}`;
    const from = Number(searchParams.get('cursor') ?? 0);
    const size = Number(searchParams.get('pageSize') ?? 1_000);
    this.#calls.set(feed, (this.#calls.get(feed) ?? 0) + 1);
    const all = this.#of(feed);
    const page = all.slice(from, from + size);
    const cursor = String(from + page.length);
    const hasMore = from + page.length < all.length;
    // The Report API gives the cursor back that it was asked with when it has come to the end.
    response.end(
      JSON.stringify(
        sales === undefined
          ? { items: page.map(entryOf), cursor: hasMore ? cursor : String(from), tryLater: !hasMore }
          : { items: page.map(saleOf), cursor, hasMore },
      ),
    );
  }
}

function saleOf(pspReference: string): object {
  return {
    entryType: 'capture',
    time: '2026-09-14T10:22:31Z',
    pspReference,
    reference: `order-${pspReference}`,
    currency: 'NOK',
    paymentType: 'WALLET',
    classification: { solution: 'VARIABLE_AMOUNT', salesCategory: null },
    amounts: { gross: 19_600, net: null, vat: null },
    lines: [],
  };
}

function entryOf(pspReference: string): object {
  return {
    pspReference,
    time: '2026-09-14T10:22:31.204518Z',
    ledgerDate: '2026-09-14',
    entryType: 'capture',
    reference: `order-${pspReference}`,
    currency: 'NOK',
    amount: 19_600,
    balanceBefore: 0,
    balanceAfter: 19_600,
    recipientHandle: null,
  };
}
