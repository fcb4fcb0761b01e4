import type { Invalidations } from '../../cache/Invalidations.js';
import type { MemoryCacheOptions } from '../../cache/MemoryCache.js';
import { defineCache, ScopedCaches, type CacheOwner, type OpenCache } from '../../cache/ScopedCaches.js';
import { enturApis } from '../../clients/entur/apis.js';
import type { WireEnturOrder } from '../../clients/entur/order-answers.js';
import { enturCachePolicies, type EnturCachedResource } from './cache-policies.js';

/** One cache per kind of answer, as one tenant with one set of keys sees it. */
export type EnturCaches = ReturnType<ReturnType<typeof defineEnturCaches>>;

export type EnturCachesOptions = Omit<MemoryCacheOptions, 'policy' | 'api'>;

/** The caches of all answers of Entur, for the whole process. */
export function createEnturCaches(
  options: EnturCachesOptions,
  invalidations: Invalidations,
): ScopedCaches<EnturCaches> {
  return new ScopedCaches(defineEnturCaches(options, invalidations));
}

function defineEnturCaches(options: EnturCachesOptions, invalidations: Invalidations) {
  const define = <T>(resource: EnturCachedResource): OpenCache<T> => {
    const policy = enturCachePolicies[resource];
    return defineCache<T>(resource, { ...options, policy, api: enturApis[policy.api] }, invalidations);
  };
  const order = define<WireEnturOrder>('enturOrder');
  return (owner: CacheOwner) => ({ order: order(owner) });
}
