import type { ResponseCache } from '../cache/ResponseCache.js';
import type { Reading, SubgraphMetrics } from '../metrics/Metrics.js';
import type { RouterInvalidations } from '../router-cache/RouterInvalidations.js';
import type { SharedTier } from '../shared-tier/SharedTier.js';
import type { GraphQLResponse } from './compiled-path.js';
import type { Connections } from './connections.js';
import type { FallBacks } from './FallBacks.js';

export interface MeasuredParts {
  readonly fallBacks: FallBacks;
  readonly connections: Connections;
  readonly responses: Pick<ResponseCache<GraphQLResponse>, 'size'>;
  readonly shared: SharedTier | undefined;
  /** Undefined = no router is told of changes. */
  readonly invalidations: Pick<RouterInvalidations, 'counts' | 'waiting'> | undefined;
}

/** Tells what the parts of a server count by themselves. */
export function serverMetrics(
  metrics: SubgraphMetrics,
  { fallBacks, connections, responses, shared, invalidations }: MeasuredParts,
): void {
  metrics.read('subgraph_fall_backs_total', () =>
    [...fallBacks.counts].map(([reason, count]): Reading => [[reason], count]),
  );
  metrics.read('subgraph_requests_in_flight', () => [[[], connections.inFlight]]);
  metrics.read('subgraph_response_cache_bytes', () => [[[], responses.size.bytes]]);
  metrics.read('subgraph_response_cache_entries', () => [[[], responses.size.responses]]);
  if (invalidations !== undefined) {
    metrics.read('subgraph_router_invalidations_total', () =>
      Object.entries(invalidations.counts).map(([outcome, count]): Reading => [[outcome], count]),
    );
    metrics.read('subgraph_router_invalidations_waiting', () => [[[], invalidations.waiting]]);
  }
  if (shared === undefined) return;
  metrics.read('subgraph_shared_cache_up', () => [[[], shared.isOpen ? 1 : 0]]);
  metrics.read('subgraph_shared_cache_events_total', () =>
    Object.entries({ ...shared.counts, ...shared.troubles }).map(([event, count]): Reading => [
      [event],
      count,
    ]),
  );
}

/** Counts the commands to the shared cache, and how long they take. */
export function commandMetrics(metrics: SubgraphMetrics): (ms: number, isAnswered: boolean) => void {
  return (ms, isAnswered) => {
    const outcome = isAnswered ? 'answered' : 'failed';
    metrics.timing('subgraph_shared_cache_command_duration_seconds', outcome).observe(ms / 1_000);
  };
}
