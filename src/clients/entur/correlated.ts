import type { CallScope } from '../../http/call-scope.js';

/** The header by which Entur finds a call again: the id of the request that it is made for. */
export function correlated({ origin }: CallScope): Readonly<Record<string, string>> {
  return origin === undefined ? {} : { 'x-correlation-id': origin.id };
}
