import { isObject } from '../../json.js';
import type { Reader } from '../wire.js';

/** Reads a list, or the only list in an object: what stands around lists is not documented everywhere. */
export function listIn<T>(read: Reader<T>): Reader<T> {
  return (json) => read(isObject(json) ? onlyList(json) : json);
}

/** The only list among the members of an object; undefined where there are none, or several. */
export function onlyList(json: Readonly<Record<string, unknown>>): unknown {
  const lists = Object.values(json).filter((value) => Array.isArray(value));
  return lists.length === 1 ? lists[0] : undefined;
}
