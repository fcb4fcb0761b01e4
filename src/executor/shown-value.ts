/** A value that came in is shown in at most so many characters. */
const MAX_SHOWN = 50;
const MAX_ITEMS = 10;
const MAX_DEPTH = 2;

/**
 * A value of JSON as graphql-js words it in its messages, but cut: what comes in must not come back in full. Looks at
 * no more of it than it shows.
 */
export function shownValue(value: unknown): string {
  return cut(wordsOf(value, 0));
}

/** What a type says of a value, without repeating the value in full. */
export function shownReason(reason: string, value: unknown): string {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN) return cut(reason, 4 * MAX_SHOWN);
  const quoted = JSON.stringify(value);
  // A long value first: within its quotes it stands in other characters.
  const short = reason.split(quoted).join(shownValue(value)).split(value).join(cut(value));
  return cut(short, 4 * MAX_SHOWN);
}

function wordsOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN + 1));
  if (Array.isArray(value)) return listWords(value, depth);
  return typeof value === 'object' && value !== null ? objectWords(value, depth) : String(value);
}

function listWords(list: readonly unknown[], depth: number): string {
  if (list.length === 0) return '[]';
  if (depth > MAX_DEPTH) return '[Array]';
  const words = within(list.slice(0, MAX_ITEMS), (item) => wordsOf(item, depth + 1));
  const more = list.length - MAX_ITEMS;
  if (more > 0) words.push(more === 1 ? '... 1 more item' : `... ${more} more items`);
  return `[${words.join(', ')}]`;
}

function objectWords(object: object, depth: number): string {
  const names: string[] = [];
  for (const name in object) {
    names.push(name);
    if (names.length > MAX_SHOWN) break;
  }
  if (names.length === 0) return '{}';
  if (depth > MAX_DEPTH) return '[Object]';
  const words = within(names, (name) => {
    const value: unknown = Reflect.get(object, name);
    return `${name.slice(0, MAX_SHOWN + 1)}: ${wordsOf(value, depth + 1)}`;
  });
  return `{ ${words.join(', ')} }`;
}

/** The words of parts, until they are more than can be shown. */
function within<T>(parts: readonly T[], words: (part: T) => string): string[] {
  const found: string[] = [];
  let length = 0;
  for (const part of parts) {
    if (length > MAX_SHOWN) break;
    const next = words(part);
    length += next.length;
    found.push(next);
  }
  return found;
}

function cut(text: string, max = MAX_SHOWN): string {
  return text.length <= max ? text : `${text.slice(0, max)}…`;
}
