import type { Loaded } from '../../cache/MemoryCache.js';
import type { ScopedCache, ScopedCaches } from '../../cache/ScopedCaches.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { NumberedPage, SearchRequest } from '../../clients/entur/page.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { Sized } from '../../clients/read-endpoint.js';
import type { EnturConfig, EnturCredentials, Tenant } from '../../config.js';
import type { ApiIdentity } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import type { EnturCaches } from './caches.js';
import type { Noted } from './Noted.js';
import { checkTotal, NumberedList } from './numbered-list.js';

/** What all loaders of Entur share in one request. */
export interface EnturLoaderParts {
  readonly config: Pick<EnturConfig, 'firstPage' | 'pageSizeMax'>;
  readonly caches: ScopedCaches<EnturCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** The most that is believed to belong to one thing, such as to an order. */
export const MOST = 1_000;

/** The keys and caches of a request. @throws GraphError FORBIDDEN where the tenant has no keys of Entur */
export function ownOf({ tenant, caches }: EnturLoaderParts): {
  readonly keys: EnturCredentials;
  readonly cached: EnturCaches;
} {
  const keys = requiredEnturKeys(tenant);
  return { keys, cached: caches.for({ tenantId: tenant.id, credentialsId: keys.id }) };
}

/** How one service is searched. */
export interface Searched<Item> {
  readonly api: ApiIdentity;
  readonly search: (
    keys: EnturCredentials,
    scope: CallScope,
    request: SearchRequest,
    isAsked?: (item: Item) => boolean,
  ) => Promise<Sized<NumberedPage<Item>>>;
  readonly pages: (cached: EnturCaches) => ScopedCache<NumberedPage<Item>>;
  /** Whether nobody waits for it to change. */
  readonly isSettled: (item: Item) => boolean;
  /** Told of the items that were read. */
  readonly noted?: Noted<Item>;
}

const EMPTY = { items: [], totalItems: 0, totalPages: 0 } as const;

/** A list of what matches, of which pages are kept while all on them is settled. @throws like `ownOf` */
export function searchedList<Item>(
  parts: EnturLoaderParts,
  { api, search, pages, isSettled, noted }: Searched<Item>,
  conditions: readonly Condition[],
  more: SearchRequest['more'] = [],
): NumberedList<Item> {
  const { keys, cached } = ownOf(parts);
  const cache = pages(cached);
  return new NumberedList({ api, ...parts.config }, async (page, perPage) => {
    const request = { conditions, more, page, firstPage: parts.config.firstPage, perPage };
    const found = await cache.read([JSON.stringify(request)], parts.scope, async (shared) => {
      const loaded = await search(keys, shared, request);
      const { items } = loaded.value;
      return { ...loaded, open: items.length === 0 || !items.every(isSettled) };
    });
    if (found === null) return EMPTY;
    noted?.note(found.items);
    return found;
  });
}

/** What belongs to one thing or a few, and is looked up whole. */
export interface Lookup<Item> {
  readonly condition: Condition;
  /** Whether an item is one of those, where it tells. */
  readonly isAsked?: (item: Item) => boolean;
  /** The most that is believed to match; `MOST` unless told otherwise. */
  readonly most?: number;
}

/** All that a search has found, and what its answers weigh together. */
export interface Found<Item> {
  readonly items: readonly Item[];
  readonly bytes: number;
}

/**
 * All that a look-up finds, past the pages that are kept.
 * @param give makes of it what is wanted
 * @throws UpstreamError where more match than is believed
 */
export function searchAll<Item, Given>(
  parts: EnturLoaderParts,
  searched: Pick<Searched<Item>, 'api' | 'search'>,
  keys: EnturCredentials,
  scope: CallScope,
  lookup: Lookup<Item>,
  give: (found: Found<Item>) => Given,
): Promise<Given> {
  const { firstPage, pageSizeMax } = parts.config;
  const request = { conditions: [lookup.condition], page: firstPage, firstPage, perPage: pageSizeMax };
  return searched.search(keys, scope, request, lookup.isAsked).then((first) => {
    const { items, totalItems } = first.value;
    checkTotal(searched.api, totalItems, lookup.most ?? MOST);
    // Nearly always one page has all. A page of orders has a hundred look-ups that wait: each holds what it needs for that.
    if (items.length === totalItems) return give({ items, bytes: first.bytes });
    return searchOn(parts, searched, keys, scope, lookup, first).then(give);
  });
}

/** Goes on with a look-up behind its first page. */
async function searchOn<Item>(
  { config }: EnturLoaderParts,
  { api, search }: Pick<Searched<Item>, 'api' | 'search'>,
  keys: EnturCredentials,
  scope: CallScope,
  { condition, isAsked, most = MOST }: Lookup<Item>,
  first: Sized<NumberedPage<Item>>,
): Promise<Found<Item>> {
  const { firstPage, pageSizeMax } = config;
  let { bytes } = first;
  const list = new NumberedList<Item>({ api, ...config }, async (page, perPage) => {
    if (page === firstPage && perPage === pageSizeMax) return first.value;
    const loaded = await search(keys, scope, { conditions: [condition], page, firstPage, perPage }, isAsked);
    bytes += loaded.bytes;
    return loaded.value;
  });
  // What is shorter than a page is here already.
  const items = await list.all(Math.max(most, pageSizeMax));
  return { items, bytes };
}

/** The one thing that is looked up by its id. */
export async function searchOne<Item>(
  { config: { firstPage } }: EnturLoaderParts,
  { search, isSettled }: Pick<Searched<Item>, 'search' | 'isSettled'>,
  keys: EnturCredentials,
  scope: CallScope,
  { condition, isAsked }: Lookup<Item>,
): Promise<Loaded<Item>> {
  const request = { conditions: [condition], page: firstPage, firstPage, perPage: 1 };
  const { value, bytes } = await search(keys, scope, request, isAsked);
  const [item] = value.items;
  return item === undefined ? null : { value: item, bytes, open: !isSettled(item) };
}

/** A condition on one field. */
export function isEqual(field: string, value: string): Condition {
  return { field, operator: 'eq', value };
}
