import type { ToldAttempt, ToldCache, UpstreamReport } from '../../http/told-work.js';

/** A time, or a span of it, as the panel writes it. */
export function inMs(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

/** What became of an attempt: its status, or a word where there is none, or it says more. */
export function resultOf({ status, outcome }: ToldAttempt): string {
  if (status === null) return outcome;
  const isPlain = outcome === 'answered' || (outcome === 'failed' && status >= 300);
  return isPlain ? String(status) : `${status}, ${outcome}`;
}

/** How long an attempt took; undefined while it goes on. */
export function tookOf({ startedAt, endedAt }: ToldAttempt): string | undefined {
  return endedAt === null ? undefined : inMs(endedAt - startedAt);
}

/** Which try at its call it is: one made beside a slow one, for whichever is faster, says so. */
export function tryOf({ attempt, isHedge }: ToldAttempt): string {
  return isHedge ? `${attempt}, beside` : String(attempt);
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

/** A whole report in a line. Of attempts that are not listed it is not known whether they were sent. */
export function summaryOf({ ms, calls, caches, retries, leftOut }: UpstreamReport): string {
  const notSent = calls.filter(({ outcome }) => outcome === 'not sent').length;
  const hits = caches.reduce((sum, each) => sum + each.hits, 0);
  const parts = [
    counted(calls.length - notSent, 'REST call', 'REST calls'),
    notSent > 0 && `${notSent} not sent`,
    leftOut > 0 && `${leftOut} not listed`,
    counted(retries, 'retry', 'retries'),
    counted(hits, 'cache hit', 'cache hits'),
    inMs(ms),
  ];
  return parts.filter((each) => each !== false).join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
