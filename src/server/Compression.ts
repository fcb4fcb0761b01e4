import type { Transform } from 'node:stream';
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';
import type { Payload } from '../executor/JsonWriter.js';
import type { Coding } from './negotiation.js';

/** Most answers that are being compressed at a time: further ones go out as they are, as memory for each is needed. */
const MOST_AT_A_TIME = 32;
const WINDOW_BITS = 18;
const CHUNK_BYTES = 65_536;

/** To compress an answer costs about half of what it took to make it: one that goes out once must be so much longer. */
const ONCE_FACTOR = 16;

/** For answers that go out once: little work, most of the gain. */
const QUICK = { gzip: 1, br: 1 } as const;
/** For answers that are kept: compressed once for many callers. */
const THOROUGH = { gzip: 6, br: 4 } as const;

/** Most of an answer's length that a compressed copy may keep: where more is left, the answer goes out as it is. */
const LARGEST_SHARE = 0.5;
const COPIES = 2;

/** A compressed copy, or that there is no use in one. */
type Copy = Buffer | 'no use';

type Copies = { [C in Coding]?: Copy | Promise<Copy> };

/**
 * Compresses answers by zlib, off the event loop. Those that are kept are compressed once: their copies go with them.
 */
export class Compression {
  readonly #copies = new WeakMap<object, Copies>();
  #running = 0;

  /** @param minBytes of answers that are worth it; 0 = none is */
  constructor(private readonly minBytes: number) {}

  /** Whether an answer of so many bytes is worth it. @param isKept compressed once, for many callers */
  isWorth(bytes: number, isKept: boolean): boolean {
    return this.minBytes > 0 && bytes >= (isKept ? 1 : ONCE_FACTOR) * this.minBytes;
  }

  /** Most that the copies of a kept answer may weigh. */
  copyBytes(bytes: number): number {
    return this.isWorth(bytes, true) ? Math.ceil(COPIES * LARGEST_SHARE * bytes) : 0;
  }

  /** Whether another answer may be compressed now. */
  get hasRoom(): boolean {
    return this.#running < MOST_AT_A_TIME;
  }

  /** The compressed bytes of an answer that goes out once. */
  compress(bytes: Buffer, coding: Coding): Promise<Buffer> {
    return this.#run(bytes, coding, QUICK[coding]);
  }

  /** A stream that compresses what has many chunks. */
  stream(coding: Coding): Transform {
    const options = optionsOf(coding, QUICK[coding]);
    const stream = coding === 'br' ? createBrotliCompress(options) : createGzip(options);
    this.#running += 1;
    stream.once('close', () => {
      this.#running -= 1;
    });
    return stream;
  }

  /**
   * The compressed bytes of a kept answer: made when they are first asked for.
   * @param owner the answer itself
   * @returns undefined where the answer goes out as it is
   */
  kept(owner: object, bytes: () => Buffer, coding: Coding): Copy | Promise<Copy> | undefined {
    let copies = this.#copies.get(owner);
    if (copies === undefined) this.#copies.set(owner, (copies = {}));
    const known = copies[coding];
    if (known !== undefined || !this.hasRoom) return known;
    const whole = bytes();
    const made = this.#run(whole, coding, THOROUGH[coding]).then(
      (copy): Copy => (copies[coding] = copy.length <= whole.length * LARGEST_SHARE ? copy : 'no use'),
      (): Copy => (copies[coding] = 'no use'),
    );
    copies[coding] = made;
    return made;
  }

  #run(bytes: Buffer, coding: Coding, level: number): Promise<Buffer> {
    this.#running += 1;
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, compressed: Buffer): void => {
        this.#running -= 1;
        if (error === null) resolve(compressed);
        else reject(error);
      };
      if (coding === 'br') brotliCompress(bytes, optionsOf('br', level, bytes.length), done);
      else gzip(bytes, optionsOf('gzip', level), done);
    });
  }
}

function optionsOf(coding: Coding, level: number, length?: number): ZlibOptions & BrotliOptions {
  if (coding === 'gzip') return { level, chunkSize: CHUNK_BYTES };
  return {
    chunkSize: CHUNK_BYTES,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: level,
      // The default window of four megabytes is memory for each answer in hand.
      [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      ...(length !== undefined && { [constants.BROTLI_PARAM_SIZE_HINT]: length }),
    },
  };
}

/** The bytes of an answer as one buffer. */
export function bytesOf(payload: Payload): Buffer {
  if (typeof payload === 'string') return Buffer.from(payload, 'latin1');
  const [first] = payload;
  return payload.length === 1 && first !== undefined ? first : Buffer.concat(payload);
}
