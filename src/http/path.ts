/**
 * Builds a path from fixed parts and ids: `` path`/v1/units/${id}` ``.
 * Each id becomes exactly one segment. A colon stays as it is: it is legal there, and the APIs show it raw.
 * @throws RangeError for ids that no encoding can carry safely: empty, `.` and `..`. Callers check ids by pattern
 *   first; this is the last line.
 */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((whole, part, index) => {
    const id = ids[index - 1] ?? '';
    if (id === '' || id === '.' || id === '..')
      throw new RangeError(`${JSON.stringify(id)} can't be a path segment`);
    return whole + encodeURIComponent(id).replaceAll('%3A', ':') + part;
  });
}

/** A query string with its question mark, or nothing; leaves out what is `undefined`. */
export function query(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
