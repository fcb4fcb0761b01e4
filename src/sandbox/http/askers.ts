import type { IncomingHttpHeaders } from 'node:http';

const OWN_NAME = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

/** Whether a request asks for this machine by one of its own names: a page whose name leads here asks by that name. */
export function asksForThisMachine({ host }: IncomingHttpHeaders): boolean {
  return host !== undefined && OWN_NAME.test(host);
}

/** Whether a page from elsewhere sends a request: browsers name the page, and send some requests unasked. */
export function isFromForeignPage({ origin }: IncomingHttpHeaders): boolean {
  return origin !== undefined && !OWN_NAME.test(origin.replace(/^https?:\/\//, ''));
}
