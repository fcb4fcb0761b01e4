/**
 * The enum value for an upstream word. The APIs add words over time: one that is not in `words` becomes `unknown`,
 * never an error. Null stays null.
 */
export function toOpenEnum<T>(words: Readonly<Record<string, T>>, word: string | null, unknown: T): T | null {
  return word === null ? null : Object.hasOwn(words, word) ? (words[word] ?? unknown) : unknown;
}
