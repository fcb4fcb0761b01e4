/** How an API is called. */
export interface ApiIdentity {
  /** Its name in settings, log lines and `extensions.upstream.api`. */
  readonly name: string;
  /** Its name in messages. */
  readonly title: string;
  /**
   * It locks what it changes, and says so with 423, or with one of these reasons. Nothing was done then, and the call is
   * sent again after growing pauses, as long as its deadline lasts.
   */
  readonly busyReasons?: ReadonlySet<string>;
  /** The header of its calls and answers by which its vendor finds a call again, in small letters. */
  readonly correlationHeader?: string;
}

/** Path templates of an API's operations, by their names. */
export type Routes = Readonly<Record<string, string>>;

/** A REST API as this folder knows it. */
export interface ApiDescriptor extends ApiIdentity {
  /** All that stands before the paths of its calls. */
  readonly baseUrl: string;
  readonly limits: ApiLimits;
  /** Numbers of its answers come as their text where a JavaScript number would lose digits of them. */
  readonly exactNumbers?: boolean;
  /** The status, besides 401, that says that the token is of no more use: it ran out while the API was at work. */
  readonly tokenRanOut?: number;
  /** Where its operations go, to be told: paths themselves hold ids. Undefined = it is not told. */
  readonly routes?: Routes;
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
