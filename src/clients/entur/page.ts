import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { ApiDescriptor } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import { unreadable } from '../../http/failures.js';
import { fields, isObject } from '../../json.js';
import { getList, type Sized } from '../read-endpoint.js';
import { wholeListOf, type Reader } from '../wire.js';
import { addCondition, type Condition, type QueryPair } from './filters.js';
import { correlated } from './correlated.js';
import { onlyList } from './lists.js';
import { wholeNumber } from './readers.js';

/** Which page of which items is wanted. */
export interface SearchRequest {
  readonly conditions: readonly Condition[];
  /** Further parameters, behind the conditions. */
  readonly more?: readonly QueryPair[];
  /** As the service counts. */
  readonly page: number;
  /** Number of the first page, as the service is thought to count: 0 or 1. */
  readonly firstPage: number;
  readonly perPage: number;
}

/** A numbered page of a list. */
export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  /** On all pages together. */
  readonly totalItems: number;
  /** How many pages of this size there are; null where the service does not say. */
  readonly totalPages: number | null;
}

export interface SearchEndpoint<Item> {
  readonly api: ApiDescriptor;
  readonly operation: string;
  readonly path: string;
  readonly readPage: Reader<NumberedPage<Item>>;
}

/** A list that can be searched, of which each item is read so. Made once. */
export function searchEndpoint<Item>({
  read,
  ...endpoint
}: Omit<SearchEndpoint<Item>, 'readPage'> & { readonly read: Reader<Item> }): SearchEndpoint<Item> {
  const readAll = wholeListOf(read);
  return { ...endpoint, readPage: (json) => readPage(json, readAll) };
}

/**
 * Reads one numbered page.
 * @param isAsked whether an item is one of those that were asked for, where it tells
 * @throws like `getList`; UPSTREAM_BAD_RESPONSE for a page that can't be the one that was asked for
 */
export function search<Item>(
  caller: ApiCaller,
  credentials: EnturCredentials,
  scope: CallScope,
  { api, operation, path, readPage: read }: SearchEndpoint<Item>,
  request: SearchRequest,
  isAsked?: (item: Item) => boolean,
): Promise<Sized<NumberedPage<Item>>> {
  const call = { api, operation, path: searchPath(path, request), headers: correlated(scope) };
  return getList(caller, credentials, scope, call, read, (found) => {
    const { page, firstPage, perPage } = request;
    const { items } = found;
    // Of a service that makes larger pages than it was asked for, nobody knows which ones the next page has.
    if (items.length > perPage || !(isAsked === undefined || items.every(isAsked))) return false;
    const wrong = contradiction(found, (page - firstPage) * perPage, perPage);
    if (wrong !== undefined) throw unreadable({ ...call, effect: 'read' }, wrong, 200);
    return true;
  });
}

/** Path and query as one text: put together with plus they would be kept as a dozen of pieces while the call waits. */
function searchPath(path: string, { conditions, more = [], page, perPage }: SearchRequest): string {
  const parts = [path, '?'];
  for (const condition of conditions) addCondition(parts, condition);
  for (const [name, value] of more) parts.push(name, '=', value, '&');
  parts.push('page=', String(page), '&perPage=', String(perPage));
  return parts.join('');
}

function readPage<Item>(json: unknown, readItems: Reader<readonly Item[]>): NumberedPage<Item> | null {
  const items = readItems(itemsIn(json));
  const totalItems = wholeNumber(fields(json)['totalItems']);
  const totalPages = wholeNumber(fields(json)['totalPages']);
  return items && totalItems !== null && totalItems >= 0 ? { items, totalItems, totalPages } : null;
}

/**
 * What a page says against itself. A service that counts its pages from another number would make what is there look as
 * if it were not, or show it twice.
 * @param place of its first item in the list, counted from 0
 */
function contradiction(
  { items, totalItems }: NumberedPage<unknown>,
  place: number,
  perPage: number,
): string | undefined {
  // A page that is not full may be one of smaller pages than were asked for, which begins further in front.
  const isBeyond = items.length === perPage && totalItems < place + items.length;
  if (items.length === 0 && totalItems > place) {
    if (place > 0) return `shows none of its ${totalItems} items behind the first ${place}`;
    return `shows none of its ${totalItems} items on the first page: ${wrongBase}`;
  }
  return isBeyond ? `has more items than the ${totalItems} that it counts: ${wrongBase}` : undefined;
}

/** Goes on from what is wrong with a page. */
const wrongBase = 'its first page may not have the number that ENTUR_FIRST_PAGE says';

/** The documentation does not name the list's member: it is taken for `items`, else for the only list there. */
function itemsIn(json: unknown): unknown {
  if (!isObject(json)) return undefined;
  return Array.isArray(json['items']) ? json['items'] : onlyList(json);
}
