import type { Loaded } from '../../cache/MemoryCache.js';
import type { ScopedCache, ScopedCaches } from '../../cache/ScopedCaches.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { NumberedPage, SearchRequest } from '../../clients/entur/page.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { EnturConfig, EnturCredentials, Tenant } from '../../config.js';
import type { ApiIdentity } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import type { EnturCaches } from './caches.js';
import { NumberedList } from './numbered-list.js';

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
  ) => Promise<NonNullable<Loaded<NumberedPage<Item>>>>;
  readonly pages: (cached: EnturCaches) => ScopedCache<NumberedPage<Item>>;
  /** Whether nobody waits for it to change. */
  readonly isSettled: (item: Item) => boolean;
  /** Told of every item that was read. */
  readonly note?: (item: Item) => void;
}

const EMPTY = { items: [], totalItems: 0, totalPages: 0 } as const;

/** A list of what matches, of which pages are kept while all on them is settled. @throws like `ownOf` */
export function searchedList<Item>(
  parts: EnturLoaderParts,
  { api, search, pages, isSettled, note }: Searched<Item>,
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
    if (note !== undefined) for (const item of found?.items ?? []) note(item);
    return found ?? EMPTY;
  });
}

/** All that a search has found, and what its answers weigh together. */
export interface Found<Item> {
  readonly items: readonly Item[];
  readonly bytes: number;
}

/**
 * All that a search finds, past the pages that are kept.
 * @param most that is believed to match
 */
export async function searchAll<Item>(
  { config }: EnturLoaderParts,
  { api, search }: Pick<Searched<Item>, 'api' | 'search'>,
  keys: EnturCredentials,
  scope: CallScope,
  conditions: readonly Condition[],
  most = MOST,
): Promise<Found<Item>> {
  const { firstPage, pageSizeMax } = config;
  // Nearly always one page has all.
  const first = await search(keys, scope, { conditions, page: firstPage, firstPage, perPage: pageSizeMax });
  let { bytes } = first;
  const { items, totalItems } = first.value;
  if (items.length === totalItems) return { items, bytes };
  const list = new NumberedList<Item>({ api, ...config }, async (page, perPage) => {
    if (page === firstPage && perPage === pageSizeMax) return first.value;
    const loaded = await search(keys, scope, { conditions, page, firstPage, perPage });
    bytes += loaded.bytes;
    return loaded.value;
  });
  const all = await list.all(most);
  return { items: all, bytes };
}
