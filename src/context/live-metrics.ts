import type { LiveFeeds } from '../live/LiveFeeds.js';
import type { FeedKind, PollOutcome } from '../live/PollOutcome.js';
import type { Reading, SubgraphMetrics } from '../metrics/Metrics.js';

/** Counts what comes of polls. */
export function pollMetrics(metrics: SubgraphMetrics): (kind: FeedKind, outcome: PollOutcome) => void {
  return (kind, outcome) => {
    metrics.count('subgraph_live_polls_total', kind, outcome).add();
  };
}

/** Tells how many feeds are polled. */
export function pollerMetrics(metrics: SubgraphMetrics, live: Pick<LiveFeeds, 'pollers'>): void {
  const kinds: readonly FeedKind[] = ['sales', 'funds', 'fees'];
  metrics.read('subgraph_live_pollers', () => kinds.map((kind): Reading => [[kind], live.pollers(kind)]));
}
