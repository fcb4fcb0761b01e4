import { LRUCache } from 'lru-cache';
import type { Caller } from './Caller.js';

/** A token that was found good. */
export interface KnownToken {
  /** The header that it came in. */
  readonly authorization: string;
  readonly token: string;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** The reading of the issuer's keys that it was verified by. */
  readonly reading: number;
}

const MAX_TOKENS = 10_000;
/** Of base64: 192 bits of a signature, which no two tokens share by chance. */
const END_LENGTH = 32;
/** Two digits of base64 tell them apart. */
const SLOTS = 64 * 64;

/**
 * Finds tokens by their ends, and compares the rest: to hash the whole text of a header, which is a new one in each
 * request, would cost more than all else that is done for a caller who is known.
 */
export class KnownTokens {
  readonly #byEnd = new LRUCache<string, KnownToken>({
    max: MAX_TOKENS,
    dispose: (known) => {
      this.#forget(known);
    },
  });
  /** Of the same tokens, those that came last: they are found without a hash. Of two in one slot, both are found by their ends. */
  readonly #recent = new Array<KnownToken | undefined>(SLOTS).fill(undefined);

  /** The token of exactly this header. */
  inHeader(authorization: string): KnownToken | undefined {
    const slot = slotOf(authorization);
    const recent = this.#recent[slot];
    if (recent?.authorization === authorization) return recent;
    const known = this.#byEnd.get(authorization.slice(-END_LENGTH));
    if (known?.authorization !== authorization) return undefined;
    this.#recent[slot] = known;
    return known;
  }

  /** The same token, whatever header it first came in. */
  get(token: string): KnownToken | undefined {
    const known = this.#byEnd.get(token.slice(-END_LENGTH));
    return known?.token === token ? known : undefined;
  }

  set(known: KnownToken): void {
    this.#byEnd.set(known.token.slice(-END_LENGTH), known);
  }

  #forget(known: KnownToken): void {
    const slot = slotOf(known.authorization);
    if (this.#recent[slot] === known) this.#recent[slot] = undefined;
  }
}

/** By two digits of the signature: the last ones stand for less than six bits each, or fill it up. */
function slotOf(authorization: string): number {
  const { length } = authorization;
  return ((authorization.charCodeAt(length - 4) & 63) << 6) | (authorization.charCodeAt(length - 5) & 63);
}
