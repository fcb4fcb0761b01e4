/** A value that may already be at hand: a promise for each field would be the main cost of large pages. */
export type MaybePromise<T> = T | Promise<T>;
