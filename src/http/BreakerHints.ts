/** What one process has found out of an API and tells others: advice, which they put to the test with one call. */
export interface BreakerHint {
  /** The name of the API. */
  readonly api: string;
  /** Whose keys its calls were signed with. */
  readonly group: string;
  /** Whether it fails; else it is back. */
  readonly fails: boolean;
}

/** Hints to other processes and from them. One may get lost. */
export interface BreakerHints {
  /**
   * Hints are shared once it is known what stands for the keys in all processes.
   * @param everywhere of every part of them, as a fingerprint that another process makes too
   */
  learn(group: string, everywhere: string): void;
  tell(hint: BreakerHint): void;
  listen(listener: (hint: BreakerHint) => void): void;
}
