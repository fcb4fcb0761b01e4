/** An absolute https address without user and password, as a person may write it: with any letters. Else undefined. */
export function parseHttpsUrl(address: string): URL | undefined {
  const url = URL.canParse(address) && !/\s/.test(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

/** What no URI holds (RFC 3986): a character outside its set, or a percent sign that escapes nothing. */
const NOT_IN_A_URI = /[^!#-;=?-Z_a-z~]|%(?![\da-f]{2})/gi;

/**
 * The URI of an address: its host in punycode, all else percent-encoded. What is a URI already stays as it stands; the
 * parser of browsers would add a slash here and take a dot out there.
 */
export function toUri(address: string, { origin, pathname, search, hash }: URL): string {
  if (address.search(NOT_IN_A_URI) === -1 && !/#.*#/.test(address)) return address;
  const fragment = hash === '' ? '' : `#${encodeRest(hash.slice(1)).replaceAll('#', '%23')}`;
  return `${origin}${encodeRest(pathname + search)}${fragment}`;
}

/** The parser leaves some of it to the reader, such as `|` and a lone percent sign. */
function encodeRest(text: string): string {
  return text.replace(NOT_IN_A_URI, encodeURIComponent);
}
