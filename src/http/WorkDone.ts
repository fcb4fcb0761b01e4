import type { WorkRecord } from './WorkRecord.js';

/** What was done for one request so far: who does it counts it. Of work that several share, the one that began it. */
export class WorkDone {
  /** Attempts at calls to APIs that have ended, those for tokens among them, and those that another one was faster than. */
  calls = 0;
  /** Those of them that failed. */
  failedCalls = 0;
  /** Answers of APIs that were asked for of the caches. */
  cacheReads = 0;
  /** Those of them that were in memory. */
  cacheHits = 0;
  /** Those of them that were not, nor on their way: they were asked for of Redis, if there is one, or of an API. */
  cacheLoads = 0;
  /** Each call and each kind of answer by itself; undefined = nobody asks. */
  record: WorkRecord | undefined;
}
