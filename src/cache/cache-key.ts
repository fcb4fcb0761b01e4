/** What no encoding changes: nearly all ids. */
const PLAIN = /^[\w.-]*$/;

/** A key of several parts, of which none can run over into the next. */
export function joinKey(...parts: readonly string[]): string {
  return parts.map((part) => (PLAIN.test(part) ? part : encodeURIComponent(part))).join('|');
}
