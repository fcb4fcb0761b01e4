/** What Entur tells of something: null for nothing, an error for what is there but can't be shown. */
export type Told<T> = T | Error | null;
