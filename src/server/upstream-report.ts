import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamReport } from '../http/told-work.js';
import type { RequestScope } from './request-scope.js';

/** Whether a caller wants to know what was called for its request. */
export function asksForUpstream({ 'x-include-upstream': asked }: IncomingHttpHeaders): boolean {
  return asked === '1' || asked === 'true';
}

/** The calls and the reads of caches that were made for a request; undefined where its caller does not ask. */
export function upstreamReport({
  workSoFar,
}: RequestScope): { readonly upstream: UpstreamReport } | undefined {
  const record = workSoFar?.record;
  return record === undefined ? undefined : { upstream: record.told() };
}
