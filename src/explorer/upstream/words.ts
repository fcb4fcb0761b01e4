import type { ToldAttempt, ToldCache, UpstreamReport } from '../../http/told-work.js';

/** A time, or a span of it, as the panel writes it. */
export function inMs(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

/** What became of an attempt: its status, or a word where there is none, or it says more. */
export function resultOf({ status, outcome }: ToldAttempt): string {
  if (status === null) return outcome;
  return outcome === 'answered' || outcome === 'failed' ? String(status) : `${status}, ${outcome}`;
}

/** How long an attempt took; undefined while it goes on. */
export function tookOf({ startedAt, endedAt }: ToldAttempt): string | undefined {
  return endedAt === null ? undefined : inMs(endedAt - startedAt);
}

/** How often a cache was asked, and what it had. */
export function usesOf({ hits, joined, misses, old }: ToldCache): string {
  const uses = [
    hits > 0 && counted(hits, 'hit', 'hits'),
    joined > 0 && `${joined} joined`,
    misses > 0 && counted(misses, 'miss', 'misses'),
    old > 0 && `${old} old`,
  ];
  return uses.filter((each) => each !== false).join(', ');
}

/** A whole report in a line. */
export function summaryOf({ ms, calls, caches, retries, leftOut }: UpstreamReport): string {
  const attempts = calls.filter(({ outcome }) => outcome !== 'not sent').length + leftOut;
  const hits = caches.reduce((sum, each) => sum + each.hits, 0);
  return [
    counted(attempts, 'REST call', 'REST calls'),
    counted(retries, 'retry', 'retries'),
    counted(hits, 'cache hit', 'cache hits'),
    inMs(ms),
  ].join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
