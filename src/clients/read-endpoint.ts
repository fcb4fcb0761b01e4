import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import type { UpstreamAnswer } from '../http/Upstream.js';
import { UnusableId } from './json-readers.js';

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
  /** A page of a feed, a report or another long list. */
  readonly isPage?: boolean;
}

/**
 * Reads an endpoint: a GET, safe to retry, that returns null on a 404.
 * @param read takes the parsed body, and returns null if it doesn't have the documented shape
 * @param isAsked whether the value is about what was asked for, where it tells
 * @throws UpstreamError for every other failure; UPSTREAM_BAD_RESPONSE if `read` returns null or `isAsked` false
 */
export function get<T>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
  call: GetCall,
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
  isAsked?: (value: T) => boolean,
): Promise<Sized<T> | null> {
  return send(api, credentials, scope, call, read, isAsked, nullWhenNotFound);
}

/** @param otherwise what it comes to when there is no answer to read */
function send<T, Missing>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
  call: GetCall,
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
  isAsked: ((value: T) => boolean) | undefined,
  otherwise: (error: unknown) => Missing,
): Promise<Sized<T> | Missing> {
  return api.read(credentials, scope, call).then((answer) => {
    // Every read is documented with 200 alone. Others tell of parts, of copies and of what is yet to come.
    if (answer.status !== 200)
      throw unreadable(
        { ...call, effect: 'read' },
        `came with the status ${String(answer.status)} instead of 200`,
        answer.status,
      );
    const value = readWith(read, answer, call);
    answer.forget();
    if (value === null)
      throw unreadable({ ...call, effect: 'read' }, 'has not the documented shape', answer.status);
    if (isAsked?.(value) === false)
      throw unreadable({ ...call, effect: 'read' }, 'is not about what was asked for', answer.status);
    return { value, bytes: answer.bytes };
  }, otherwise);
}

/**
 * Reads a list that is there also when it is empty: a 404 does not mean that it holds nothing, but that something else
 * answers, such as another server behind the base URL.
 * @throws like `get`; UPSTREAM_BAD_RESPONSE for a 404
 */
export function getList<T>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
  call: GetCall,
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
  isAsked?: (value: T) => boolean,
): Promise<Sized<T>> {
  return send(api, credentials, scope, call, read, isAsked, (error): never => {
    nullWhenNotFound(error);
    throw unreadable({ ...call, effect: 'read' }, 'is a 404 for a list', 404);
  });
}

/**
 * Reads a page of a list. A 404 tells on the first page that there is no such list, and returns null; a page behind a
 * cursor was promised by the one before it.
 * @throws like `get`; UPSTREAM_BAD_RESPONSE for a 404 behind a cursor
 */
export function getPage<T>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
  { cursor, ...call }: GetCall & { readonly cursor: string | undefined },
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
  isAsked?: (value: T) => boolean,
): Promise<Sized<T> | null> {
  const page = get(api, credentials, scope, { ...call, isPage: true }, read, isAsked);
  if (cursor === undefined) return page;
  return page.then((found) => there(found, call, 'is a 404 for a page that it promised'));
}

function readWith<T>(
  read: (json: unknown, answer: UpstreamAnswer) => T | null,
  answer: UpstreamAnswer,
  call: GetCall,
): T | null {
  try {
    return read(answer.json, answer);
  } catch (error) {
    if (!(error instanceof UnusableId)) throw error;
    throw unreadable({ ...call, effect: 'read' }, 'holds an id that nothing can be asked by', answer.status);
  }
}

function there<T>(found: Sized<T> | null, call: GetCall, what: string): Sized<T> {
  if (found === null) throw unreadable({ ...call, effect: 'read' }, what, 404);
  return found;
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
  throw error;
}
