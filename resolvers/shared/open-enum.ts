/**
 * The enum value for an upstream value, however it is spelled: capitals and separators make no other word. The APIs add
 * values over time, so one that is not in `words` becomes `unknown` instead of failing the query. Null stays null.
 */
export function toOpenEnum<T>(words: ReadonlyMap<string, T>, word: string | null, unknown: T): T | null {
  if (word === null) return null;
  return words.get(word) ?? spelledOtherwise(words, bare(word)) ?? unknown;
}

function spelledOtherwise<T>(words: ReadonlyMap<string, T>, word: string): T | undefined {
  for (const [known, value] of words) if (bare(known) === word) return value;
  return undefined;
}

function bare(word: string): string {
  return word.replaceAll(/[\s_-]/g, '').toLowerCase();
}

/** The words of an enum whose values are the API's own. */
export function wordsOf<T>(values: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(values));
}
