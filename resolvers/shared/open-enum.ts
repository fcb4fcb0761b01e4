/**
 * The enum value for an upstream value. The APIs add values over time, so one that is not in `words` becomes `unknown`
 * instead of failing the query. Null stays null.
 */
export function toOpenEnum<T>(words: Readonly<Record<string, T>>, word: string | null, unknown: T): T | null {
  return word === null ? null : Object.hasOwn(words, word) ? (words[word] ?? unknown) : unknown;
}
