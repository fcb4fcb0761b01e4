import { timingSafeEqual } from 'node:crypto';

/** Of the number that says how long a secret is. */
const LENGTH_BYTES = 4;

/**
 * Finds out whether a text is one of some secrets, in a time that says nothing of them: what is compared has one length,
 * whatever was sent, and is compared with all of them. A hash would do that as well, for five times as much in each request.
 */
export class SecretComparison {
  readonly #known: readonly Buffer[];
  /** What was sent, while it is compared. */
  readonly #sent: Buffer;

  constructor(secrets: readonly string[]) {
    const size = LENGTH_BYTES + Math.max(0, ...secrets.map((secret) => Buffer.byteLength(secret)));
    this.#sent = Buffer.alloc(size);
    this.#known = secrets.map((secret) => write(secret, Buffer.alloc(size)));
  }

  /** Whether it is one of the secrets. */
  has(text: string): boolean {
    const sent = write(text, this.#sent);
    let isKnown = false;
    for (const known of this.#known) isKnown = timingSafeEqual(known, sent) || isKnown;
    return isKnown;
  }
}

/** Its length, then as much of it as there is room for: one that is longer than all secrets has another length, too. */
function write(text: string, to: Buffer): Buffer {
  to.fill(0);
  to.writeUInt32LE(Buffer.byteLength(text));
  to.write(text, LENGTH_BYTES);
  return to;
}
