import { fields } from '../json.js';
import { text } from './json-readers.js';

/**
 * How a page of a list ends. What decides whether a list is whole is read strictly: an odd value is no answer rather
 * than the end of a list that may go on.
 */
export interface PageEnd {
  /** Cursor of the next page; null if the response gives none. */
  readonly next: string | null;
  readonly hasMore: boolean;
}

/** A flag, also as a word; null if it is missing, undefined for anything else. */
export function flag(value: unknown): boolean | null | undefined {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return value === undefined || value === null ? null : undefined;
}

/** A cursor; null if it is missing or empty, undefined for what can't be sent back as it came. */
export function cursor(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  return text(value) ?? undefined;
}

/**
 * The end of a page with `hasMore`. Without that flag a cursor tells: there is more unless an empty page leads to where
 * it was asked for. A page without either doesn't tell, and may have been cut off.
 * @param asked the cursor that the page was asked for with
 * @returns null if it can't be told
 */
export function pageEnd(json: unknown, count: number, asked: string | undefined): PageEnd | null {
  const page = fields(json);
  const [next, more] = [cursor(page['cursor']), flag(page['hasMore'])];
  if (next === undefined || more === undefined || (next === null && more === null)) return null;
  return { next, hasMore: more ?? (count > 0 || next !== asked) };
}
