import type { Logger } from 'pino';
import type { Rights } from '../callers/scopes.js';
import type { Invalidations } from '../cache/Invalidations.js';
import type { SharedLogs } from '../cache/SharedLogs.js';
import type { ChangeChannel, SharedCache } from '../cache/SharedCache.js';
import type { Clock, Timers } from '../clock.js';
import type { Config, Tenant } from '../config.js';
import type { BreakerHints } from '../http/BreakerHints.js';
import type { CallScope } from '../http/call-scope.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { Tracing } from '../tracing/Tracing.js';

export type { KeyState } from '../auth/KeyCheck.js';

/** What a subgraph gets from the process that it runs in. */
export interface ServiceParts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** Those of the system unless told otherwise. */
  readonly timers?: Timers | undefined;
  /** Told what a change makes wrong. */
  readonly invalidations: Invalidations;
  /** Answers that other processes share; left out where each is on its own. */
  readonly shared?: SharedCache | undefined;
  /** What is told to who watches the process; left out where nobody does. */
  readonly metrics?: SubgraphMetrics | undefined;
  /** Begins traces of what no request asks for; left out where nobody takes spans. */
  readonly tracing?: Tracing | undefined;
  /** By which other processes hear of changes; left out where there are none. */
  readonly changes?: ChangeChannel | undefined;
  /** What other processes find out of APIs; left out where each finds out by itself. */
  readonly hints?: BreakerHints | undefined;
  /** Logs that other processes share, in the same way. */
  readonly logs?: SharedLogs | undefined;
}

/** Who asks, with whose keys, and what the answer may cost. */
export interface ContextParts {
  readonly requestId: string;
  readonly tenant: Tenant;
  /** What the caller may do. */
  readonly rights: Rights;
  readonly scope: CallScope;
}
