/**
 * What became of an attempt: it was answered, in whatever way its operation then reads that, also by "not found"; it failed;
 * another attempt at the same call was faster; nobody waited for it any more; none was made, as the call got no permit, no
 * token or no way past a breaker; or it goes on.
 */
export type AttemptOutcome = 'answered' | 'failed' | 'lost' | 'left' | 'not sent' | 'running';

/** One attempt at a call to an API. Times are in ms since the request began. */
export interface ToldAttempt {
  readonly api: string;
  /** The API's own name of it. */
  readonly operation: string;
  readonly method: string;
  /** The template of its path, whole, without host and query; null where there is none. */
  readonly route: string | null;
  /** Which of the request's calls it is made for, from 1. */
  readonly call: number;
  /** 1 for the first; a second one beside a slow one has its number. */
  readonly attempt: number;
  /** It was made beside one that took long. */
  readonly isHedge: boolean;
  /** Since when it has waited: for a permit, a token, a breaker, or until it was worth another try. */
  readonly askedAt: number;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  /** Null where not even the headers of an answer came. */
  readonly status: number | null;
  readonly outcome: AttemptOutcome;
  /** Size of the answer's body; null where none was read to its end. */
  readonly bytes: number | null;
}

/** Where a cache keeps its answers: in this process, or where several share them. */
export type CacheTier = 'memory' | 'shared';

/** What became of a read of a cache. */
export type CacheOutcome = 'hits' | 'joined' | 'misses' | 'old';

/** How one kind of answer was asked for of one tier of its cache. */
export interface ToldCache {
  /** As the table of caches has it. */
  readonly resource: string;
  readonly tier: CacheTier;
  /** When it was first asked for, in ms since the request began. */
  readonly askedAt: number;
  readonly hits: number;
  /** Waited for a load that another read had begun. */
  readonly joined: number;
  readonly misses: number;
  /** Old answers that were shown as the API failed, each a miss before. */
  readonly old: number;
}

/** What was done for a request until it was told. */
export interface UpstreamReport {
  /** Since the request began. */
  readonly ms: number;
  readonly calls: readonly ToldAttempt[];
  readonly caches: readonly ToldCache[];
  /** Attempts after one that failed. */
  readonly retries: number;
  /** Attempts that are not listed: there were too many. */
  readonly leftOut: number;
}
