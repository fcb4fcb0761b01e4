import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = ID_BYTES + IV_BYTES + TAG_BYTES;

interface SealKey {
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** What was sealed, and whether with the key that is used for sealing now. */
export interface Opened {
  readonly plain: Buffer;
  readonly isCurrent: boolean;
}

/** Encrypts and proves what leaves the process. The first key seals, all of them open: so they are rotated. */
export class Sealer {
  readonly #keys: readonly SealKey[];
  readonly #first: SealKey;

  /** @throws without any key */
  constructor(keys: readonly Buffer[]) {
    this.#keys = keys.map((key) => ({
      id: createHash('sha256').update('id').update(key).digest().subarray(0, ID_BYTES),
      key: derived(key, 'seal'),
    }));
    const [first] = this.#keys;
    if (first === undefined) throw new TypeError('no key to seal with');
    this.#first = first;
  }

  /** @param context what it is for: it opens for nothing else */
  seal(plain: Buffer, context: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#first.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([this.#first.id, iv, cipher.getAuthTag(), text]);
  }

  /** Undefined for what was sealed with another key, for something else, or was changed since. */
  open(sealed: Buffer, context: string): Opened | undefined {
    if (sealed.length < HEAD_BYTES) return undefined;
    const id = sealed.subarray(0, ID_BYTES);
    const found = this.#keys.find((each) => each.id.equals(id));
    if (found === undefined) return undefined;
    const iv = sealed.subarray(ID_BYTES, ID_BYTES + IV_BYTES);
    try {
      const decipher = createDecipheriv(CIPHER, found.key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(ID_BYTES + IV_BYTES, HEAD_BYTES));
      const plain = Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
      return { plain, isCurrent: found === this.#first };
    } catch {
      return undefined;
    }
  }
}

/** A key for one use, so that none is used for two: an object, as Node takes five times as long for bytes. */
export function derived(key: Buffer, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `shared-cache/${use}`, 32)));
}
