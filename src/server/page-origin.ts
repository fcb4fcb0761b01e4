import type { IncomingMessage } from 'node:http';

/**
 * Whether a request is from no page, from one of this server, or from one that may ask: for what browsers send without asking
 * first whether a page may.
 */
export function isFromAllowedPage({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined)
    return origins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
  // Some requests of pages say no more than this.
  return site === undefined || site === 'same-origin' || site === 'none';
}
