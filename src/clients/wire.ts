import { isObject } from '../json.js';
import { UnusableId } from './json-readers.js';

/**
 * One declaration gives both a tolerant reader for JSON and the type of what it reads:
 *
 *     export const readAccount = keyed(['id'], (json) => ({
 *       id: text(json['id']),
 *       // Doc comments on a field show up on the type, too.
 *       kind: text(json['kind']) ?? text(json['type']),
 *     }));
 *     export type WireAccount = WireOf<typeof readAccount>; // { readonly id: string; readonly kind: string | null }
 *
 * Why object literals and not a table of names and readers: V8 gives each literal a hidden class and each property read
 * an inline cache of its own. A loop over a table shares them, and took ten times as long to read a sales unit.
 */

/** Reads parsed JSON; null if it isn't what was expected. */
export type Reader<T> = (json: unknown) => T | null;

/** The type of what a reader returns. */
export type WireOf<R extends Reader<unknown>> = NonNullable<ReturnType<R>>;

type Json = Readonly<Record<string, unknown>>;

/** The key fields, which are never null. */
type Present<T, Key extends keyof T> = { readonly [K in Key]: NonNullable<T[K]> };

/** Reads a JSON object; null for anything else. */
export function wire<T extends object>(read: (json: Json) => T): Reader<Readonly<T>> {
  return (json) => (isObject(json) ? read(json) : null);
}

/** Reads a JSON object; null for anything else, and if one of `keys` has no value. */
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

const NONE: readonly never[] = [];

/** Reads a JSON array, leaving out items that `read` returns null for; null for anything else. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (json) => {
    if (!Array.isArray(json)) return null;
    // An array of its own would take room for four.
    if (json.length === 0) return NONE;
    // Of its length at once: to grow, a list takes room for seventeen.
    const list = new Array<T>(json.length);
    let length = 0;
    for (let index = 0; index < json.length; index += 1) {
      const value = read(json[index]);
      if (value !== null) list[length++] = value;
    }
    list.length = length;
    return list;
  };
}

/** The same for a list of which nothing may be missing: null too if one item can't be read. */
export function wholeListOf<T>(read: Reader<T>): Reader<readonly T[]> {
  const readAll = listOf(read);
  return (json) => {
    const list = readAll(json);
    return Array.isArray(json) && list?.length === json.length ? list : null;
  };
}

/** The JSON of what was asked for by its key, which it may leave out or leave empty. */
export function withKey(json: unknown, key: string, asked: string): unknown {
  return isObject(json) && (json[key] == null || json[key] === '') ? { ...json, [key]: asked } : json;
}

/** What a list has that can be told apart. */
export interface PartialList<T> {
  readonly items: readonly T[];
  /** How many of its items lack what they are known by, so that they can't be shown. */
  readonly omitted: number;
}

/** Reads a list whose items may lack their key upstream: those that `read` returns null for, or finds an unusable id in, are counted. */
export function partialListOf<T>(read: Reader<T>): Reader<PartialList<T>> {
  const readAll = listOf((json) => {
    try {
      return read(json);
    } catch (error) {
      if (error instanceof UnusableId) return null;
      throw error;
    }
  });
  return (json) => {
    const items = readAll(json);
    return items && Array.isArray(json) ? { items, omitted: json.length - items.length } : null;
  };
}

function hasAll<Key extends string, T extends Readonly<Record<Key, unknown>>>(
  value: T,
  keys: readonly Key[],
): value is T & Present<T, Key> {
  for (const key of keys) if (value[key] == null) return false;
  return true;
}
