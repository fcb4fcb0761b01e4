import { isObject } from '../json.js';

/**
 * Readers for single values: each takes anything and gives one fixed form, or null. The APIs may add fields and words
 * at any time, and their samples disagree on numbers and strings, so a surprising value must never break a query.
 */

/** The JSON objects of a JSON array, or null when it is no array. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  if (!Array.isArray(value)) return null;
  return value.every(isObject) ? value : value.filter(isObject);
}

/** A string; a number becomes its digits, since ids come as both. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** A UUID in lower case, so that equal ids are equal strings. */
export function uuid(value: unknown): string | null {
  return text(value)?.toLowerCase() ?? null;
}

/** A boolean. A missing one stays unknown: it does not mean false. */
export function bool(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** A whole number that JSON carries exactly, or its digits in a string. Null for anything else, fractions too. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
