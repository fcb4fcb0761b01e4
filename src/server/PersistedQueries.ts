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
 * The texts of automatically persisted queries by their SHA-256, for both paths, of each tenant by itself: none learns
 * what another has asked. Only texts whose request was let in get here, so that nobody fills it with what is refused.
 * What one tenant brings pushes out the texts of whoever has most, which is nobody who has less than an equal share.
 */
export class PersistedQueries {
  readonly #tenants = new Map<string, TenantQueries>();

  /** @param trusted texts by their hashes: where they are given, no others are taken in */
  constructor(private readonly trusted?: ReadonlyMap<string, string>) {}

  of(tenantId: string): TenantQueries {
    let queries = this.#tenants.get(tenantId);
    if (queries === undefined) {
      queries = new TenantQueries(this.trusted, () => {
        this.#makeRoom();
      });
      this.#tenants.set(tenantId, queries);
    }
    return queries;
  }

  /** Forgets the texts of all other tenants. */
  retain(tenantIds: readonly string[]): void {
    const kept = new Set(tenantIds);
    for (const id of this.#tenants.keys()) if (!kept.has(id)) this.#tenants.delete(id);
  }

  #makeRoom(): void {
    let total = 0;
    for (const { size } of this.#tenants.values()) total += size;
    while (total > MAX_CHARACTERS) {
      let most: TenantQueries | undefined;
      for (const each of this.#tenants.values()) if (most === undefined || each.size > most.size) most = each;
      const before = most?.size ?? 0;
      most?.forgetOldest();
      total -= before - (most?.size ?? 0);
    }
  }
}

/** The persisted queries of one tenant. */
export class TenantQueries {
  readonly #texts = new LRUCache<string, string>({
    maxSize: MAX_CHARACTERS,
    maxEntrySize: MAX_CHARACTERS / 8,
    sizeCalculation: (text) => CHARACTERS_PER_ENTRY + text.length,
  });

  constructor(
    private readonly trusted: ReadonlyMap<string, string> | undefined,
    private readonly makeRoom: () => void,
  ) {}

  /** Memory that is taken, in characters. */
  get size(): number {
    return this.#texts.calculatedSize;
  }

  /**
   * What `extensions.persistedQuery` names, beside the text of the request if it has one.
   * @returns undefined when it breaks a rule, which Apollo Server words
   */
  read(persistedQuery: unknown, text: string | undefined): PersistedQuery | undefined {
    const { version, sha256Hash: hash } = fields(persistedQuery);
    if (version !== 1 || typeof hash !== 'string' || !HASH.test(hash)) return undefined;
    const known = this.trusted === undefined ? this.#texts.get(hash) : this.trusted.get(hash);
    if (text === undefined) return { hash, query: known };
    if (text !== known && createHash('sha256').update(text).digest('hex') !== hash) return undefined;
    return { hash, query: text };
  }

  /** Remembers a text under the hash that it was found to have. */
  remember(hash: string, text: string): void {
    if (this.trusted !== undefined || this.#texts.get(hash) !== undefined) return;
    this.#texts.set(hash, text);
    this.makeRoom();
  }

  forgetOldest(): void {
    this.#texts.pop();
  }
}
