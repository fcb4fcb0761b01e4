import type { CacheMemory } from '../cache/ScopedCaches.js';
import type { SharedReads } from '../cache/shared-load.js';
import type { Reading, SubgraphMetrics } from '../metrics/Metrics.js';

/** Tells of each kind of cache how it is read and what it weighs. */
export function cacheMetrics(
  metrics: SubgraphMetrics,
): (kind: string, memory: CacheMemory, shared: SharedReads | undefined) => void {
  return (kind, memory, shared) => {
    metrics.read('subgraph_cache_bytes', () => [[[kind], memory.bytes]]);
    metrics.read('subgraph_cache_reads_total', () =>
      Object.entries(memory.reads).map(([result, count]): Reading => [[kind, result], count]),
    );
    if (shared === undefined) return;
    metrics.read('subgraph_shared_cache_reads_total', () =>
      Object.entries(shared).map(([result, count]): Reading => [[kind, result], count]),
    );
  };
}
