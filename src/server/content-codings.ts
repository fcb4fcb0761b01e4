import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** How bodies may be compressed, and what decompresses them. */
const decoders: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
]);

/** What `accept-encoding` says to who sends another one. */
export const ACCEPTED_CODINGS = 'gzip, br, deflate';

/**
 * What decompresses a body; undefined for one that is not compressed.
 * @returns `unknown` where nothing does
 */
export function decoderFor(contentEncoding: string | undefined): (() => Transform) | 'unknown' | undefined {
  const name = contentEncoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return undefined;
  return decoders.get(name) ?? 'unknown';
}
