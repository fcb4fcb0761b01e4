import type { Outcome } from '../errors/outcome.js';
import type { CallScope } from '../http/call-scope.js';
import { joinKey } from './cache-key.js';
import { Doubts } from './Doubts.js';
import type { Invalidations } from './Invalidations.js';
import { MemoryCache, type Load, type MemoryCacheOptions } from './MemoryCache.js';

/** The parts that tell the answers of one kind apart, for one tenant and its credentials. */
export type CacheKey = readonly string[];

/** Whose answers these are. Equal upstream paths give different answers to different keys. */
export interface CacheOwner {
  readonly tenantId: string;
  /** Fingerprint of the credentials that the answers were read with. */
  readonly credentialsId: string;
}

/** For so long after a change with an unknown outcome nothing of what it may alter is kept. Assumed: no call lasts longer. */
export const DOUBT_SECONDS = 120;

/** The memory behind one kind of upstream answer. */
interface Memories<T> {
  readonly kept: MemoryCache<T>;
  /** For what is in doubt: equal reads in flight are done once, and nothing is kept. */
  readonly passing: MemoryCache<T>;
  readonly doubts: Doubts;
}

/** One kind of upstream answer, as one tenant with one set of credentials sees it. */
export class ScopedCache<T> {
  readonly #prefix: string;
  /** Without the credentials: what is in doubt is so with all keys of the tenant, also with those that come meanwhile. */
  readonly #doubtPrefix: string;

  constructor(
    private readonly memories: Memories<T>,
    private readonly invalidations: Invalidations,
    private readonly owner: CacheOwner,
    name: string,
  ) {
    this.#prefix = `${joinKey(owner.tenantId, owner.credentialsId, name)}|`;
    this.#doubtPrefix = `${joinKey(owner.tenantId)}|`;
  }

  /** The value under `key`, from memory while fresh, else by `load`. @throws what `load` throws */
  read(key: CacheKey, scope: CallScope, load: Load<T>): Promise<T | null> {
    const { kept, passing, doubts } = this.memories;
    const name = joinKey(...key);
    return (doubts.has(this.#doubtPrefix + name) ? passing : kept).read(this.#prefix + name, scope, load);
  }

  /**
   * It is not true any more: nobody is given it from now on, nor a whole response that was made from it. After a change
   * with an unknown outcome nothing that is read there is kept for a while either: the change may come later than a look.
   */
  forget(key: CacheKey, outcome: Outcome = 'known'): void {
    const { kept, passing, doubts } = this.memories;
    const name = joinKey(...key);
    const tag = this.#prefix + name;
    if (outcome === 'unknown') doubts.mark(this.#doubtPrefix + name);
    kept.forget(tag);
    passing.forget(tag);
    this.invalidations.invalidate(this.owner.tenantId, tag);
  }

  /** The same for all keys that begin with these parts. */
  forgetUnder(parts: CacheKey, outcome: Outcome = 'known'): void {
    if (outcome === 'unknown') this.memories.doubts.markUnder(this.#doubtPrefix + under(parts));
    this.#forgetUnder(this.#prefix + under(parts));
  }

  /** The same for those of them whose value is meant. Whole responses go by their keys alone. */
  forgetWhere(parts: CacheKey, isMeant: (value: T | null) => boolean): void {
    this.#forgetUnder(this.#prefix + under(parts), isMeant);
  }

  /** Whether a change with an unknown outcome may yet alter it. */
  isInDoubt(key: CacheKey): boolean {
    return this.memories.doubts.has(this.#doubtPrefix + joinKey(...key));
  }

  /** The same for any of the keys that begin with these parts. */
  isAnyInDoubt(parts: CacheKey): boolean {
    return this.memories.doubts.hasUnder(this.#doubtPrefix + under(parts));
  }

  #forgetUnder(prefix: string, isMeant?: (value: T | null) => boolean): void {
    const { kept, passing } = this.memories;
    kept.forgetUnder(prefix, isMeant);
    passing.forgetUnder(prefix);
    this.invalidations.invalidateUnder(this.owner.tenantId, prefix);
  }
}

/** What the keys that begin with these parts begin with. */
function under(parts: CacheKey): string {
  return parts.map((part) => `${joinKey(part)}|`).join('');
}

/** Opens one kind of cache for an owner. */
export type OpenCache<T> = (owner: CacheOwner) => ScopedCache<T>;

/** Makes the memory of one kind of answer. What comes back is the only way to it. */
export function defineCache<T>(
  name: string,
  options: MemoryCacheOptions,
  invalidations: Invalidations,
): OpenCache<T> {
  const memories: Memories<T> = {
    kept: new MemoryCache<T>(options),
    passing: new MemoryCache<T>({ ...options, maxBytes: 0 }),
    doubts: new Doubts(options.clock, DOUBT_SECONDS),
  };
  return (owner) => new ScopedCache(memories, invalidations, owner, name);
}

/** The caches of a subgraph: opened for a tenant and its credentials, and in no other way. */
export class ScopedCaches<Caches> {
  /** By tenant and credentials. */
  readonly #opened = new Map<string, Map<string, Caches>>();

  /** @param open opens all kinds for an owner */
  constructor(private readonly open: (owner: CacheOwner) => Caches) {}

  for(owner: CacheOwner): Caches {
    const { tenantId, credentialsId } = owner;
    let ofTenant = this.#opened.get(tenantId);
    if (ofTenant === undefined) this.#opened.set(tenantId, (ofTenant = new Map<string, Caches>()));
    let opened = ofTenant.get(credentialsId);
    if (opened === undefined) ofTenant.set(credentialsId, (opened = this.open(owner)));
    return opened;
  }

  /**
   * For what a change makes wrong: whatever its tenant has opened, as the same thing may have been read with keys that
   * came or went while the change was under way, and what others have opened with the same keys, which see the same.
   * @param credentialsId those that the change is made with, which are opened if need be
   */
  all(tenantId: string, credentialsId: string): readonly Caches[] {
    this.for({ tenantId, credentialsId });
    const found: Caches[] = [];
    for (const [id, ofTenant] of this.#opened) {
      if (id === tenantId) {
        found.push(...ofTenant.values());
        continue;
      }
      const shared = ofTenant.get(credentialsId);
      if (shared !== undefined) found.push(shared);
    }
    return found;
  }

  /** Leaves only what these may use; what is remembered for others ages out. */
  retain(owners: readonly CacheOwner[]): void {
    const kept = Map.groupBy(owners, ({ tenantId }) => tenantId);
    for (const [tenantId, ofTenant] of this.#opened) {
      const ids = new Set(kept.get(tenantId)?.map(({ credentialsId }) => credentialsId));
      for (const id of ofTenant.keys()) if (!ids.has(id)) ofTenant.delete(id);
      if (ofTenant.size === 0) this.#opened.delete(tenantId);
    }
  }
}
