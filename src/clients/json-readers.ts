import { isSegment } from '../http/path.js';
import { isObject } from '../json.js';

/**
 * Readers for single values: each accepts anything and returns one fixed form, or null. The APIs may add fields and
 * enum values at any time, and their samples disagree on numbers and strings, so an unexpected value must never break a
 * query.
 */

/** The JSON objects in a JSON array; null if it isn't an array. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  if (!Array.isArray(value)) return null;
  return value.every(isObject) ? value : value.filter(isObject);
}

/** The same if all items are JSON objects; null too if one isn't, so that none is missing. */
export function allObjects(value: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  return Array.isArray(value) && value.every(isObject) ? value : null;
}

/** A string. Ids come as numbers too, so a number becomes its digits, if JSON gave all of them. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && isExact(value) ? String(value) : null;
}

/**
 * An id that something is asked by. Null if it is missing.
 * @throws UnusableId for a text that nothing can be asked by, or that blanks make another one than it looks like
 */
export function id(value: unknown): string | null {
  const found = text(value);
  if (found === null || (isSegment(found) && found.trim() === found && !/\p{Cc}/u.test(found))) return found;
  throw new UnusableId();
}

/** The same for a merchant serial number. */
export function msn(value: unknown): string | null {
  const found = text(value);
  if (found === null || /^\d{4,10}$/.test(found)) return found;
  throw new UnusableId();
}

/** An answer with an id that can't be one is not read any further. */
export class UnusableId extends Error {}

/** A UUID in lower case, so that equal ids compare equal. */
export function uuid(value: unknown): string | null {
  return text(value)?.toLowerCase() ?? null;
}

/** A boolean. Missing means unknown, not false. */
export function bool(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/**
 * An integer, or its digits as a string; null for none. NaN for what is there but is no whole number that a number can
 * hold, such as a fraction, a word or one beyond 2^53: null would say that the API gave none.
 */
export function integer(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : NaN;
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) return NaN;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : NaN;
}

/** Whether a number is what the JSON text had: beyond 2^53 only some integers can be told apart. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}
