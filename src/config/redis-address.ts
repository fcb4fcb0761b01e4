/**
 * Whether the client of Redis understands an address: a name and a password that can be decoded, a database by its number or
 * none. What stands behind a `#` or `?` would be lost, most of a password with it.
 */
export function isRedisAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    url.hash === '' &&
    url.search === '' &&
    /^(?:\/\d*)?$/.test(url.pathname) &&
    [url.username, url.password].every(canBeDecoded)
  );
}

function canBeDecoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
