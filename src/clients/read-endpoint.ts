import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import type { UpstreamAnswer } from '../http/Upstream.js';

/** A value with the size of the response it came from, which is its weight in a cache. */
export interface Sized<T> {
  readonly value: T;
  readonly bytes: number;
}

export interface GetCall {
  readonly api: ApiDescriptor;
  /** The API's own operation id. */
  readonly operation: string;
  /** Path and query, built with the helpers in http/path.ts. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Reads an endpoint: a GET, safe to retry, that returns null on a 404.
 * @param read takes the parsed body, and returns null if it doesn't have the documented shape
 * @throws UpstreamError for every other failure; UPSTREAM_BAD_RESPONSE if `read` returns null
 */
export function get<T>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
  call: GetCall,
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
): Promise<Sized<T> | null> {
  return api
    .send(credentials, { ...call, method: 'GET', effect: 'read', repeatable: true, scope })
    .then((answer) => {
      const value = read(answer.json, answer);
      // The promises of this call live until V8's next full collection: don't let them keep the JSON alive.
      answer.json = undefined;
      if (value === null)
        throw unreadable({ ...call, effect: 'read' }, 'has not the documented shape', answer.status);
      return { value, bytes: answer.bytes };
    }, nullWhenNotFound);
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
  throw error;
}
