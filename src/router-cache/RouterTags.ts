import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { joinKey } from '../cache/cache-key.js';
import type { Change } from '../cache/SharedCache.js';

/** Most names whose tags are remembered. */
const MAX_NAMES = 10_000;
/** 16 bytes: no two names will ever share a tag. */
const TAG_LENGTH = 22;

/** Where the kind stands in the names of caches: behind the tenant and its credentials, and before the key. */
const KIND_AT = 2;

/**
 * The tags by which answers at a router are found again once what they were made from has changed. They are keyed hashes of
 * a tenant and what of it was read: those of two tenants are never the same, and nobody learns an id from one.
 */
export class RouterTags {
  readonly #tags = new LRUCache<string, string>({ max: MAX_NAMES });

  /**
   * @param key of the hashes, the same in all processes behind a router
   * @param kinds by how many parts of the key each kind is tagged; others are not changed here, and have the tenant's tag
   */
  constructor(
    private readonly key: string | Buffer,
    private readonly kinds: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** What all answers of a tenant have. */
  ofTenant(tenantId: string): string {
    return this.#tag(joinKey(tenantId));
  }

  /**
   * What a cache's name for a read stands for, its kind and key, whatever credentials it was read with; undefined where it is
   * of a kind without tags of its own.
   */
  nameOf(read: string): string | undefined {
    const [tenant = '', credentials = '', kind = ''] = read.split('|', KIND_AT + 1);
    return this.kinds.has(kind) ? read.slice(tenant.length + credentials.length + 2) : undefined;
  }

  /** The tags of what was read, by kind and key: the widest first. */
  ofRead(tenantId: string, name: string): readonly string[] {
    const [kind = '', ...parts] = name.split('|');
    const levels = this.kinds.get(kind) ?? [];
    return levels
      .filter((level) => level <= parts.length)
      .map((level) => this.#tag([joinKey(tenantId), kind, ...parts.slice(0, level)].join('|')));
  }

  /** The one tag that everything has which a change made wrong. */
  ofChange({ tenantId, kind, key }: Change): string {
    const level = kind === undefined ? undefined : this.#levelOf(kind, key.length);
    if (kind === undefined || level === undefined) return this.ofTenant(tenantId);
    return this.#tag(joinKey(tenantId, kind, ...key.slice(0, level)));
  }

  /** The narrowest that does not look at more of a key than there is. */
  #levelOf(kind: string, length: number): number | undefined {
    return this.kinds.get(kind)?.findLast((level) => level <= length);
  }

  #tag(name: string): string {
    let tag = this.#tags.get(name);
    if (tag === undefined) {
      tag = createHmac('sha256', this.key).update(name).digest('base64url').slice(0, TAG_LENGTH);
      this.#tags.set(name, tag);
    }
    return tag;
  }
}
