import { GraphError } from '../errors/GraphError.js';

/**
 * Builds a path from fixed parts and ids: `` path`/v1/units/${id}` ``.
 * Each id becomes exactly one segment. A colon stays as it is: it is legal there, and the APIs show it raw.
 * @throws GraphError UPSTREAM_BAD_RESPONSE for ids that no encoding can carry safely: empty, `.` and `..`, and half
 *   characters. Those of callers are checked by pattern before, so such an id comes from an API.
 */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((whole, part, index) => {
    const id = ids[index - 1] ?? '';
    if (!isSegment(id))
      throw new GraphError(
        'UPSTREAM_BAD_RESPONSE',
        `An API gave an id that nothing can be asked by: ${JSON.stringify(id)}.`,
      );
    return whole + encodeURIComponent(id).replaceAll('%3A', ':') + part;
  });
}

/** Whether an id can be a segment of a path. */
export function isSegment(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..' && id.isWellFormed();
}

/** A query string with its question mark, or nothing; leaves out what is `undefined`. */
export function query(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
