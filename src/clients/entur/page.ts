import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { ApiDescriptor } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import { fields, isObject } from '../../json.js';
import { integer } from '../json-readers.js';
import { getList, type Sized } from '../read-endpoint.js';
import { wholeListOf, type Reader } from '../wire.js';
import { filterPairs, queryString, type Condition, type QueryPair } from './filters.js';
import { correlated } from './correlated.js';

/** Which page of which items is wanted. */
export interface SearchRequest {
  readonly conditions: readonly Condition[];
  /** Further parameters, behind the conditions. */
  readonly more?: readonly QueryPair[];
  /** As the service counts: the first may be 0 or 1. */
  readonly page: number;
  readonly perPage: number;
}

/** A numbered page of a list. */
export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  /** On all pages together; null where the service does not say. */
  readonly totalItems: number | null;
}

export interface SearchEndpoint<Item> {
  readonly api: ApiDescriptor;
  readonly operation: string;
  readonly path: string;
  readonly read: Reader<Item>;
}

/** Reads one numbered page. @throws like `getList` */
export function search<Item>(
  caller: ApiCaller,
  credentials: EnturCredentials,
  scope: CallScope,
  { api, operation, path, read }: SearchEndpoint<Item>,
  { conditions, more = [], page, perPage }: SearchRequest,
): Promise<Sized<NumberedPage<Item>>> {
  const pairs: readonly QueryPair[] = [
    ...filterPairs(conditions),
    ...more,
    ['page', String(page)],
    ['perPage', String(perPage)],
  ];
  const call = { api, operation, path: path + queryString(pairs), headers: correlated(scope) };
  const readItems = wholeListOf(read);
  return getList(caller, credentials, scope, call, (json) => readPage(json, readItems));
}

function readPage<Item>(json: unknown, readItems: Reader<readonly Item[]>): NumberedPage<Item> | null {
  const items = readItems(itemsIn(json));
  const totalItems = integer(fields(json)['totalItems']);
  return items && { items, totalItems: Number.isNaN(totalItems) ? null : totalItems };
}

/** The documentation does not name the list's member: it is taken for `items`, else for the only list there. */
function itemsIn(json: unknown): unknown {
  if (!isObject(json)) return undefined;
  if (Array.isArray(json['items'])) return json['items'];
  const lists = Object.values(json).filter((value) => Array.isArray(value));
  return lists.length === 1 ? lists[0] : undefined;
}
