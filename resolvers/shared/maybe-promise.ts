/** A value that may be at hand already: a promise for each field would be the main cost of large pages. */
export type MaybePromise<T> = T | Promise<T>;
