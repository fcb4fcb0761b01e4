import type { CallClass, CallWatch } from '../http/CallWatch.js';
import type { ApiIdentity } from '../http/ApiDescriptor.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { Timing } from '../metrics/Timing.js';

const ATTEMPTS = ['1', '2', '3', 'more'] as const;
const STATUSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx', 'aborted', 'lost'] as const;
const LAST_ANSWERED = STATUSES.indexOf('5xx');

/** Counts the calls to APIs, and how long they take. */
export function callMetrics(metrics: SubgraphMetrics): CallWatch {
  // By API and operation; then by status and attempt: nothing is put together for a call that has come up before.
  const timings = new Map<ApiIdentity, Map<string, (Timing | undefined)[]>>();
  const timingsOf = (api: ApiIdentity, operation: string): (Timing | undefined)[] => {
    let ofApi = timings.get(api);
    if (ofApi === undefined) timings.set(api, (ofApi = new Map<string, (Timing | undefined)[]>()));
    let ofOperation = ofApi.get(operation);
    if (ofOperation === undefined) ofApi.set(operation, (ofOperation = []));
    return ofOperation;
  };
  const waits = new Map<ApiIdentity, Partial<Record<CallClass, Timing>>>();
  return {
    attempted({ api, operation }, status = 0, attempt, ms) {
      const statusClass =
        typeof status === 'string'
          ? STATUSES.indexOf(status)
          : Math.min(Math.floor(status / 100), LAST_ANSWERED);
      const attemptClass = Math.min(attempt, ATTEMPTS.length) - 1;
      const all = timingsOf(api, operation);
      const place = statusClass * ATTEMPTS.length + attemptClass;
      const timing = (all[place] ??= metrics.timing(
        'subgraph_upstream_call_duration_seconds',
        api.name,
        operation,
        STATUSES[statusClass] ?? 'none',
        ATTEMPTS[attemptClass] ?? 'more',
      ));
      timing.observe(ms / 1_000);
    },
    waited({ api }, calls, ms) {
      let ofApi = waits.get(api);
      if (ofApi === undefined) waits.set(api, (ofApi = {}));
      const timing = (ofApi[calls] ??= metrics.timing(
        'subgraph_upstream_permit_wait_seconds',
        api.name,
        calls,
      ));
      timing.observe(ms / 1_000);
    },
    breakerChanged({ api }, change) {
      metrics.count('subgraph_breaker_changes_total', api.name, change).add();
    },
    refused({ api }) {
      metrics.count('subgraph_upstream_refused_by_breaker_total', api.name).add();
    },
  };
}
