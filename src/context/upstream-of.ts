import type { ApiLimits } from '../http/ApiDescriptor.js';
import type { Redactor } from '../http/redact.js';
import { Upstream } from '../http/Upstream.js';
import type { Reading } from '../metrics/Metrics.js';
import { callMetrics } from './call-metrics.js';
import type { ServiceParts } from './parts.js';

/** Part of the permits of an API that one of several tenants may have: its calls may all hang. */
const TENANT_SHARE = 0.8;

/**
 * What the calls of a subgraph go through, and what each of its APIs may be asked at once.
 * @param attemptMs of one attempt of a call that may be repeated, where it is not as for others
 */
export function upstreamOf(
  { config, log, hints, metrics }: Pick<ServiceParts, 'config' | 'log' | 'hints' | 'metrics'>,
  redactor: Redactor,
  attemptMs?: number,
): { readonly upstream: Upstream; readonly limits: ApiLimits } {
  const { attemptTimeoutMs, hedgeAfterMs, retries, retryBaseMs, queueTimeoutMs, ...limits } = config.upstream;
  const rules = {
    attemptMs: attemptMs ?? attemptTimeoutMs,
    hedgeMs: hedgeAfterMs,
    retries,
    baseMs: retryBaseMs,
    queueMs: queueTimeoutMs === 0 ? undefined : queueTimeoutMs,
  };
  const { threshold, ...breaker } = config.breaker;
  const breaking = threshold === 0 ? {} : { rules: { ...breaker, threshold: threshold / 100 }, hints };
  const ownerShare = config.tenantsFile === undefined ? 1 : TENANT_SHARE;
  const watch = metrics && callMetrics(metrics);
  const upstream = new Upstream(rules, log, redactor, Math.random, breaking, watch);
  metrics?.read('subgraph_breakers_open', () =>
    [...upstream.openBreakers].map(([api, open]): Reading => [[api], open]),
  );
  return {
    upstream,
    limits: { ...limits, ownerShare },
  };
}
