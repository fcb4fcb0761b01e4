import type { CacheMemory } from '../cache/ScopedCaches.js';
import type { Reading, SubgraphMetrics } from '../metrics/Metrics.js';

/** Tells of each kind of cache how it is read and what it weighs. */
export function cacheMetrics(metrics: SubgraphMetrics): (kind: string, memory: CacheMemory) => void {
  return (kind, memory) => {
    metrics.read('subgraph_cache_bytes', () => [[[kind], memory.bytes]]);
    metrics.read('subgraph_cache_reads_total', () =>
      Object.entries(memory.reads).map(([result, count]): Reading => [[kind, result], count]),
    );
  };
}
