import type { TokenSource } from '../auth/TokenSource.js';
import type { Reading, SubgraphMetrics } from '../metrics/Metrics.js';

/** Tells how many sets of keys get tokens. */
export function keyMetrics(metrics: SubgraphMetrics, tokens: TokenSource): void {
  metrics.read('subgraph_keys', () =>
    Object.entries(tokens.states).map(([state, count]): Reading => [[state], count]),
  );
}
