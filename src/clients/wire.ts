import { isObject } from '../json.js';

/**
 * One declaration gives both the tolerant reader of an answer and its type:
 *
 *     export const readAccount = keyed(['id'], (json) => ({
 *       id: text(json['id']),
 *       // What is in it, as the API calls it.
 *       kind: text(json['kind']) ?? text(json['type']),
 *     }));
 *     export type WireAccount = WireOf<typeof readAccount>; // { readonly id: string; readonly kind: string | null }
 *
 * Why a function with a literal, not a table of names and readers: V8 gives each literal its own hidden class and each
 * property read its own inline cache. A loop over a table shares one for all, and read a sales unit ten times slower.
 */

/** Reads parsed JSON; null when it is not what was documented. */
export type Reader<T> = (json: unknown) => T | null;

/** What a reader gives. */
export type WireOf<R extends Reader<unknown>> = NonNullable<ReturnType<R>>;

type Json = Readonly<Record<string, unknown>>;

/** Those of the fields that nothing can be told apart without. */
type Present<T, Key extends keyof T> = { readonly [K in Key]: NonNullable<T[K]> };

/** Reads a JSON object; null for anything else. */
export function wire<T extends object>(read: (json: Json) => T): Reader<Readonly<T>> {
  return (json) => (isObject(json) ? read(json) : null);
}

/** Reads a JSON object; null for anything else, and for one without a value for each of `keys`. */
export function keyed<Key extends string, T extends Readonly<Record<Key, unknown>>>(
  keys: readonly Key[],
  read: (json: Json) => T,
): Reader<Readonly<T & Present<T, Key>>> {
  return (json) => {
    if (!isObject(json)) return null;
    const value = read(json);
    return hasAll(value, keys) ? value : null;
  };
}

/** Reads a JSON array, without the items that `read` gives null for; null for anything else. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (json) => {
    if (!Array.isArray(json)) return null;
    const list: T[] = [];
    for (const item of json) {
      const value = read(item);
      if (value !== null) list.push(value);
    }
    return list;
  };
}

function hasAll<Key extends string, T extends Readonly<Record<Key, unknown>>>(
  value: T,
  keys: readonly Key[],
): value is T & Present<T, Key> {
  for (const key of keys) if (value[key] === null) return false;
  return true;
}
