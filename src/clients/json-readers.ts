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

/** A string. Ids come as numbers too, so a number becomes its digits. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** A UUID in lower case, so that equal ids compare equal. */
export function uuid(value: unknown): string | null {
  return text(value)?.toLowerCase() ?? null;
}

/** A boolean. Missing means unknown, not false. */
export function bool(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** An integer that JSON represents exactly, or its digits as a string; null for anything else, including fractions. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
