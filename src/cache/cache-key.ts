/** What no encoding changes: nearly all ids. */
const PLAIN = /^[\w.-]*$/;

/** A key of several parts, of which none can run over into the next. */
export function joinKey(...parts: readonly string[]): string {
  return parts.map((part) => (PLAIN.test(part) ? part : encoded(part))).join('|');
}

/** What is no well-formed Unicode, which has no URI, begins with a quote, as no encoded text does. */
function encoded(part: string): string {
  return part.isWellFormed() ? encodeURIComponent(part) : `"${encodeURIComponent(JSON.stringify(part))}`;
}
