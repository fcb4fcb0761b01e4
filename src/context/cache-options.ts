import type { CacheOptions } from '../cache/ScopedCaches.js';
import { cacheMetrics } from './cache-metrics.js';
import type { ServiceParts } from './parts.js';

/** What the caches of a subgraph are made with, whatever they keep. */
export function cacheOptions({
  config,
  clock,
  shared,
  changes,
  metrics,
}: Pick<ServiceParts, 'config' | 'clock' | 'shared' | 'changes' | 'metrics'>): Omit<
  CacheOptions,
  'policy' | 'api'
> {
  return {
    maxBytes: config.cacheMaxBytes,
    loadTimeoutMs: config.requestTimeoutMs,
    clock,
    coalesce: config.coalesceRequests,
    shared,
    changes,
    defined: metrics && cacheMetrics(metrics),
  };
}
