import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { fields } from '../json.js';

/** Memory for the texts of persisted queries, in characters. */
const MAX_CHARACTERS = 8 * 1_048_576;
const CHARACTERS_PER_ENTRY = 150;
const HASH = /^[\da-f]{64}$/;

/** Whether a text can be the hash of another: in small letters, as the hash is compared by its characters. */
export function isHash(text: string): boolean {
  return HASH.test(text);
}

/** The text that a request names by its hash. */
export interface PersistedQuery {
  readonly hash: string;
  /** Undefined = not known yet. */
  readonly query: string | undefined;
}

/**
 * The texts of automatically persisted queries by their SHA-256, for both paths. Only texts whose request was let in get
 * here, so that nobody fills it with what is refused.
 */
export class PersistedQueries {
  readonly #texts = new LRUCache<string, string>({
    maxSize: MAX_CHARACTERS,
    maxEntrySize: MAX_CHARACTERS / 8,
    sizeCalculation: (text) => CHARACTERS_PER_ENTRY + text.length,
  });

  /** @param trusted texts by their hashes: where they are given, no others are taken in */
  constructor(private readonly trusted?: ReadonlyMap<string, string>) {}

  /**
   * What `extensions.persistedQuery` names, beside the text of the request if it has one.
   * @returns undefined when it breaks a rule, which Apollo Server words
   */
  read(persistedQuery: unknown, text: string | undefined): PersistedQuery | undefined {
    const { version, sha256Hash: hash } = fields(persistedQuery);
    if (version !== 1 || typeof hash !== 'string' || !HASH.test(hash)) return undefined;
    const known = this.#textOf(hash);
    if (text === undefined) return { hash, query: known };
    if (text !== known && createHash('sha256').update(text).digest('hex') !== hash) return undefined;
    return { hash, query: text };
  }

  /** Remembers a text under the hash that it was found to have. */
  remember(hash: string, text: string): void {
    if (this.trusted === undefined) this.#texts.set(hash, text);
  }

  #textOf(hash: string): string | undefined {
    return this.trusted === undefined ? this.#texts.get(hash) : this.trusted.get(hash);
  }

  // What Apollo Server asks of a cache, which puts a prefix before its keys.

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#textOf(hashIn(key)));
  }

  set(key: string, text: string): Promise<void> {
    this.remember(hashIn(key), text);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#texts.delete(hashIn(key)));
  }
}

function hashIn(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
