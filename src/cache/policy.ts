/** How long one kind of upstream answer is kept in memory. All times in seconds. */
export interface CachePolicy {
  /** Served without a look upstream. */
  readonly fresh: number;
  /** After that: served at once while a new one is fetched in the background. */
  readonly staleWhileRevalidate: number;
  /**
   * After that: shown only while the API fails (no answer, or none that can be used, but no 4xx), and marked. Never what
   * is `open`; 0 for feeds, which must be complete.
   */
  readonly staleOnError: number;
  /** How long "does not exist" is remembered. */
  readonly negative: number;
  /** Part of the cache's memory that this kind may fill, 0 to 1; all shares together are at most 1. */
  readonly share: number;
  /** How long an answer is served that may still grow: an open date, the end of a feed. `fresh` where it is left out. */
  readonly open?: number;
  /** Why these numbers. */
  readonly why: string;
}
