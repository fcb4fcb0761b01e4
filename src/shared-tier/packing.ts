import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { KeptAnswer } from '../cache/SharedCache.js';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Above this it is worth the time to compress. */
const COMPRESS_ABOVE_BYTES = 1_024;
/** Larger ones are left to the memory of each process. */
const MAX_PLAIN_BYTES = 8 * 1_048_576;
const MAX_PACKED_BYTES = 1_048_576;

const PLAIN = Buffer.from([0]);
const COMPRESSED = Buffer.from([1]);

/**
 * An answer as bytes; undefined for one that is too large. V8's own format: it keeps what JSON loses (a NaN for what is
 * there but is no number, the sets that mark items of a page).
 */
export async function pack(answer: KeptAnswer): Promise<Buffer | undefined> {
  const plain = serialize(answer);
  if (plain.length > MAX_PLAIN_BYTES) return undefined;
  if (plain.length <= COMPRESS_ABOVE_BYTES) return Buffer.concat([PLAIN, plain]);
  const packed = await deflate(plain, { level: 1 });
  return packed.length > MAX_PACKED_BYTES ? undefined : Buffer.concat([COMPRESSED, packed]);
}

/** The answer that `pack` was given. @throws for anything else */
export async function unpack(packed: Buffer): Promise<KeptAnswer> {
  const body = packed.subarray(1);
  const plain = packed[0] === 1 ? await inflate(body, { maxOutputLength: MAX_PLAIN_BYTES }) : body;
  const answer: unknown = deserialize(plain);
  if (!isAnswer(answer)) throw new TypeError('not what is kept here');
  return answer;
}

function isAnswer(value: unknown): value is KeptAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    'bytes' in value &&
    typeof value.bytes === 'number' &&
    'open' in value &&
    typeof value.open === 'boolean' &&
    'loadedAt' in value &&
    typeof value.loadedAt === 'number'
  );
}
