/**
 * The enum value for an upstream value. The APIs add values over time, so one that is not in `words` becomes `unknown`
 * instead of failing the query. Null stays null.
 */
export function toOpenEnum<T>(words: ReadonlyMap<string, T>, word: string | null, unknown: T): T | null {
  return word === null ? null : (words.get(word) ?? unknown);
}

/** The words of an enum whose values are the API's own. */
export function wordsOf<T>(values: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(values));
}
