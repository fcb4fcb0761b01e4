/**
 * The bytes of padded base64 on one line; undefined for anything else. Node's decoder skips characters that it does not
 * know, so they are looked for first.
 */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}
