import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { subscriptionOf } from './three-tenants.js';

/** A call as it came, with the keys that its token was given for. */
export interface KeyedCall {
  /** The client secret of those keys, which names them here; undefined for one without a token. */
  readonly keys: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly msn: string | undefined;
  readonly subscription: string | undefined;
}

/** APIs that say the same ids to everybody, and all else by the keys that are used. */
export interface KeyedUpstream {
  readonly url: string;
  /** Calls to the APIs, in order; of tokens, `POST /accesstoken/get` and the like stand in `tokenCalls`. */
  readonly calls: readonly KeyedCall[];
  readonly tokenCalls: readonly KeyedCall[];
  clear(): void;
  /** Calls to the APIs wait from now on, until what comes back is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** What an upstream answer says of the keys that it was made for. */
export function markOf(keys: string): string {
  return `mark-${keys}-`;
}

/** A merchant serial number whose details are always a redirection to where others' data lies. */
export const REDIRECTED = '100009';

/** One whose refusal repeats the key that it was asked with. */
export const TELLTALE = '100008';

const MSNS = ['100001', '100002', '100003'];
const LEDGERS = ['300001', '300002'];
const DATE = '2026-05-20';

/** Starts it. Answers offer themselves to every cache on the way, and some lead elsewhere. */
export async function startKeyedUpstream(): Promise<KeyedUpstream> {
  const calls: KeyedCall[] = [];
  const tokenCalls: KeyedCall[] = [];
  let made = 0;
  let gate: Promise<void> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    const head = (name: string): string | undefined => z.string().optional().parse(headers[name]);
    const send = (status: number, json: unknown, more: Readonly<Record<string, string>> = {}): void => {
      const text_ = json === undefined ? '' : JSON.stringify(json);
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'cache-control': 'public, max-age=3600',
          // One for all: a cache that went by it would mix tenants up.
          etag: '"same"',
          ...more,
        })
        .end(text_);
    };
    const record = (keys: string | undefined, into: KeyedCall[]): void => {
      into.push({
        keys,
        method,
        url,
        msn: head('merchant-serial-number'),
        subscription: head('ocp-apim-subscription-key'),
      });
    };
    if (url === '/accesstoken/get' || url === '/miami/v1/token') {
      const basic = Buffer.from(head('authorization')?.slice('Basic '.length) ?? '', 'base64').toString();
      const keys = head('client_secret') ?? basic.slice(basic.indexOf(':') + 1);
      record(keys, tokenCalls);
      made += 1;
      send(200, { token_type: 'Bearer', expires_in: 900, access_token: `token.${keys}.${made}` });
      return;
    }
    const keys = /^Bearer token\.([\w-]+)\./.exec(head('authorization') ?? '')?.[1];
    record(keys, calls);
    await gate;
    if (keys === undefined) send(200, { msn: REDIRECTED, name: 'mark-nobody-' });
    else reply(keys, new URL(url, 'http://upstream'), method, body, send);
  }

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  return {
    url: `http://127.0.0.1:${String(port)}`,
    calls,
    tokenCalls,
    clear() {
      calls.length = 0;
      tokenCalls.length = 0;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gate = promise;
      return () => {
        resolve(undefined);
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A merchant none of whose sales units is listed. */
export const OTHER_MERCHANT = '311100459';

/** The one product order of a merchant. */
export function productOrderIdOf(merchant: string): string {
  return `11111111-2222-4333-8444-000${merchant}`;
}

function productOrder(merchant: string, mark: string): object {
  return {
    productOrderId: productOrderIdOf(merchant),
    businessIdentifier: { scheme: 'business:NO:ORG', id: merchant },
    productOrderUrl: `https://example.com/${mark}order`,
  };
}

type Send = (status: number, json: unknown, more?: Readonly<Record<string, string>>) => void;

function reply(
  keys: string,
  { pathname, searchParams }: URL,
  method: string,
  body: string,
  send: Send,
): void {
  const mark = markOf(keys);
  const owner = { scheme: 'business:NO:ORG', id: '987654325' };
  const at = (pattern: RegExp): RegExpExecArray | null => pattern.exec(pathname);
  const unit = at(/^\/management\/v1\/sales-units\/(\d+)$/)?.[1];
  const merchant = at(/^\/management\/v1\/merchants\/([^/]+)\/([^/]+)(\/sales-units)?$/);
  const sales = at(/^\/sales\/report\/v1\/ledgers\/(\d+)(?:\/(references|psp-references)\/([^/]+))?/);
  const entries = at(/^\/report\/v2\/ledgers\/(\d+)\/(funds|fees)\//);
  const order = at(/^\/order-management\/v2\/(ecom|recurring)\/([^/]+)$/i)?.[2];
  const category = at(/^\/order-management\/v3\/categories\/([^/]+)$/)?.[1];
  if (pathname === '/management/v1/sales-units')
    send(
      200,
      MSNS.map((msn) => ({ msn, name: `${mark}list` })),
    );
  else if (unit === REDIRECTED)
    send(302, undefined, { location: '/elsewhere/management/v1/sales-units/100009' });
  else if (unit === TELLTALE)
    send(400, { title: 'Not for you', detail: `The key ${subscriptionOf(keys)} is not for this unit` });
  else if (unit !== undefined)
    send(200, { msn: unit, name: `${mark}unit`, businessIdentifier: owner, configuration: {} });
  else if (merchant?.[3] !== undefined)
    send(
      200,
      MSNS.map((msn) => ({ msn, name: `${mark}of` })),
    );
  else if (merchant !== null)
    send(200, { businessIdentifier: owner, name: `${mark}merchant`, countryCode: 'NO' });
  else if (pathname === '/management/v2/product-orders')
    send(200, [productOrder(owner.id, mark), productOrder(OTHER_MERCHANT, mark)]);
  else if (pathname === `/management/v2/product-orders/${productOrderIdOf(OTHER_MERCHANT)}/details`)
    send(200, productOrder(OTHER_MERCHANT, mark));
  else if (pathname === '/settlement/v1/ledgers')
    send(200, {
      items: LEDGERS.map((ledgerId, index) => ({
        ledgerId,
        currency: 'NOK',
        owner,
        settlesForRecipientHandles: [`api:${MSNS[index] ?? ''}`],
        salesUnits: [{ recipientHandle: `api:${MSNS[index] ?? ''}`, name: `${mark}point` }],
      })),
    });
  else if (sales !== null) {
    const from = Number(searchParams.get('cursor')?.split('.').at(-1) ?? 0);
    const size = sales[2] === undefined ? Number(searchParams.get('pageSize')) : 1;
    const items = Array.from({ length: Math.max(0, Math.min(size, 4 - from)) }, (_, index) => ({
      entryType: 'capture',
      time: `${DATE}T10:00:0${from + index}Z`,
      pspReference: sales[2] === 'psp-references' ? sales[3] : `psp-${from + index}`,
      reference: sales[2] === 'references' ? sales[3] : `${mark}sale`,
      currency: 'NOK',
      paymentType: 'ECOM',
      amounts: { gross: 100, net: 80, vat: 20 },
      lines: [{ lineId: '1', name: `${mark}line` }],
    }));
    const next = from + items.length;
    // A cursor that only its own keys may use, as real ones are.
    send(200, { items, cursor: `${mark}.${next}`, hasMore: sales[2] === undefined && next < 4 });
  } else if (entries !== null)
    send(200, {
      items: [
        {
          pspReference: 'psp-0',
          time: `${DATE}T10:00:00Z`,
          ledgerDate: DATE,
          entryType: 'capture',
          reference: `${mark}entry`,
          currency: 'NOK',
          amount: 100,
          balanceBefore: 0,
          balanceAfter: 100,
          recipientHandle: `api:${MSNS.at(-1) ?? ''}`,
        },
      ],
      cursor: '',
      tryLater: false,
      hasMore: false,
    });
  else if (method === 'PUT') send(200, `${mark}id`);
  else if (method === 'POST') send(200, { categoryId: `${mark}made` });
  else if (method === 'DELETE') send(204, undefined);
  else if (order !== undefined)
    send(200, {
      category: { category: 'GENERAL', orderDetailsUrl: `https://example.com/${mark}url` },
      receipt: { orderLines: [{ name: `${mark}receipt`, id: '1', totalAmount: 1, taxRate: 0 }] },
    });
  else if (category !== undefined)
    send(200, {
      categoryId: category,
      orderId: 'o-1',
      type: 'GENERAL',
      url: `https://example.com/${mark}category`,
    });
  else if (pathname === '/order-management/v3/categories') send(200, { categories: [] });
  else send(404, { title: `${mark}nothing`, body });
}
