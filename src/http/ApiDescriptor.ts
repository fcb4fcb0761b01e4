/** How an API is called. */
export interface ApiIdentity {
  /** Its name in settings, log lines and `extensions.upstream.api`. */
  readonly name: string;
  /** Its name in messages. */
  readonly title: string;
}

/** A REST API as this folder knows it. */
export interface ApiDescriptor extends ApiIdentity {
  /** All that stands before the paths of its calls. */
  readonly baseUrl: string;
  readonly limits: ApiLimits;
  /** Why it must not be called, as a sentence for whoever asks. */
  readonly refusal?: string;
}

export interface ApiLimits {
  /** Most reads in flight; further ones wait for a permit. */
  readonly concurrency: number;
  /** The same for pages of long lists: those that are slow shall not hold up small reads. */
  readonly pageConcurrency: number;
  /** The same for writes: reads that hang shall not hold up a change. */
  readonly writeConcurrency: number;
  /** Part of these that one owner may have; all unless told otherwise. */
  readonly ownerShare?: number;
  /** Largest answer that is read, in bytes. */
  readonly maxBytes: number;
}
