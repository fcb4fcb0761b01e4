import type { IncomingMessage } from 'node:http';
import type { ClosingResponse } from './connections.js';
import { responseHeaders } from './request-scope.js';

/** What pages may send besides what every page may. */
const ALLOWED_HEADERS = [
  'content-type',
  'authorization',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'traceparent',
  'tracestate',
  'x-include-cost',
  'x-include-upstream',
  'x-request-id',
].join(', ');
const MAX_AGE_SECONDS = 600;

/**
 * Lets pages of listed origins ask from browsers: no other ones, and none with a browser's own credentials. Nothing else is
 * decided by where a request says that it is from.
 */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  /**
   * Marks the response to a page that may read it.
   * @returns true for a browser's question whether a page may ask: nobody who is asked for then is known yet, and it is
   * answered here
   */
  answers({ method, headers }: IncomingMessage, response: ClosingResponse, requestId: () => string): boolean {
    const { origin } = headers;
    if (origin === undefined || !this.#origins.has(origin)) return false;
    response.allowedOrigin = origin;
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false;
    response
      .writeHead(204, {
        ...responseHeaders(requestId()),
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': String(MAX_AGE_SECONDS),
      })
      .end();
    return true;
  }
}
