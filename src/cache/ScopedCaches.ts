import type { Outcome } from '../errors/outcome.js';
import type { CallScope } from '../http/call-scope.js';
import { joinKey } from './cache-key.js';
import { Doubts } from './Doubts.js';
import type { Invalidations } from './Invalidations.js';
import { MemoryCache, type CacheReads, type Load, type MemoryCacheOptions } from './MemoryCache.js';
import { isShared, joinsProcesses, throughShared, type SharedReads } from './shared-load.js';
import type { Change, ChangeChannel, SharedCache } from './SharedCache.js';

/** The parts that tell the answers of one kind apart, for one tenant and its credentials. */
export type CacheKey = readonly string[];

/** Whose answers these are. Equal upstream paths give different answers to different keys. */
export interface CacheOwner {
  readonly tenantId: string;
  /** Fingerprint of the credentials that the answers were read with. */
  readonly credentialsId: string;
}

/** One that may ask, and what it may be shown of what its credentials open. */
export interface ExpectedOwner extends CacheOwner {
  /** By id; undefined = all units. */
  readonly units: ReadonlySet<string> | undefined;
}

/** For so long after a change with an unknown outcome nothing of what it may alter is kept. Assumed: no call lasts longer. */
export const DOUBT_SECONDS = 120;

/** The memory behind one kind of upstream answer. */
interface Memories<T> {
  readonly kept: MemoryCache<T>;
  /** For what is in doubt: equal reads in flight are done once, and nothing is kept. */
  readonly passing: MemoryCache<T>;
  readonly doubts: Doubts;
  readonly options: CacheOptions;
  readonly revive: Revive<T> | undefined;
  readonly sharedReads: SharedReads;
}

/** Makes a value whole of which only the data came through from another process: no class, no getter. */
export type Revive<T> = (kept: T) => T;

/** What one kind of cache is made with. */
export interface CacheOptions extends Omit<MemoryCacheOptions, 'resource'> {
  /** Answers that other processes have too; undefined = each reads them for itself. */
  readonly shared?: SharedCache | undefined;
  /** By which other processes hear of changes; undefined = there are none. */
  readonly changes?: ChangeChannel | undefined;
  /** Told of each kind of cache that there is, and of its reads of the shared cache where it has any. */
  readonly defined?:
    ((kind: string, memory: CacheMemory, shared: SharedReads | undefined) => void) | undefined;
}

/** What may be known of the memory of one kind of answer. */
export interface CacheMemory {
  readonly reads: Readonly<CacheReads>;
  readonly bytes: number;
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
    private readonly kind: string,
  ) {
    this.#prefix = `${joinKey(owner.tenantId, owner.credentialsId, kind)}|`;
    this.#doubtPrefix = `${joinKey(owner.tenantId)}|`;
  }

  /** The value under `key`, from memory while fresh, else by `load`. @throws what `load` throws */
  read(key: CacheKey, scope: CallScope, load: Load<T>): Promise<T | null> {
    const { kept, passing, doubts } = this.memories;
    const name = joinKey(...key);
    if (doubts.has(this.#doubtPrefix + name)) return passing.read(this.#prefix + name, scope, load);
    return kept.read(this.#prefix + name, scope, this.#alsoShared(key, name, load));
  }

  #alsoShared(key: CacheKey, name: string, load: Load<T>): Load<T> {
    const { kept, revive, options, sharedReads: reads } = this.memories;
    const { shared, policy, clock, maxBytes } = options;
    if (shared === undefined || maxBytes === 0 || !isShared(policy)) return load;
    const place = { ...this.owner, kind: this.kind, key, joins: joinsProcesses(policy) };
    // Of a change that was lost before this process began nobody has told it.
    const inDoubt = (): void => {
      kept.forget(this.#prefix + name);
    };
    return throughShared(shared, place, { policy, clock, revive, reads, inDoubt }, load);
  }

  /**
   * It is not true any more: nobody is given it from now on, nor a whole response that was made from it. After a change
   * with an unknown outcome nothing that is read there is kept for a while either: the change may come later than a look.
   */
  forget(key: CacheKey, outcome: Outcome = 'known'): void {
    this.#changed(key, false, outcome);
  }

  /** The same for all keys that begin with these parts. */
  forgetUnder(parts: CacheKey, outcome: Outcome = 'known'): void {
    this.#changed(parts, true, outcome);
  }

  /** The same for those of them whose value is meant. Whole responses, and other processes, go by their keys alone. */
  forgetWhere(parts: CacheKey, isMeant: (value: T | null) => boolean): void {
    this.#forgetUnder(this.#prefix + under(parts), isMeant);
    this.memories.options.changes?.tell(this.#change(parts, true, 'known'));
  }

  /** Another process has changed it. */
  changedElsewhere({ key, under: isPrefix }: Change): void {
    if (isPrefix) this.#forgetUnder(this.#prefix + under(key));
    else this.#forget(this.#prefix + joinKey(...key));
  }

  #changed(key: CacheKey, isPrefix: boolean, outcome: Outcome): void {
    const change = this.#change(key, isPrefix, outcome);
    markDoubt(this.memories.doubts, change);
    this.changedElsewhere(change);
    this.memories.options.changes?.tell(change);
  }

  #change(key: CacheKey, isPrefix: boolean, outcome: Outcome): Change {
    const doubtSeconds = outcome === 'unknown' ? DOUBT_SECONDS : 0;
    return { tenantId: this.owner.tenantId, kind: this.kind, key, under: isPrefix, doubtSeconds };
  }

  #forget(tag: string): void {
    this.memories.kept.forget(tag);
    this.memories.passing.forget(tag);
    this.invalidations.invalidate(this.owner.tenantId, tag);
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

/** In doubt with all keys of the tenant, also with those that come meanwhile. */
function markDoubt(doubts: Doubts, { tenantId, key, under: isPrefix, doubtSeconds }: Change): void {
  if (doubtSeconds === 0) return;
  const prefix = `${joinKey(tenantId)}|`;
  if (isPrefix) doubts.markUnder(prefix + under(key));
  else doubts.mark(prefix + joinKey(...key));
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
  options: CacheOptions,
  invalidations: Invalidations,
  revive?: Revive<T>,
): OpenCache<T> {
  const memories: Memories<T> = {
    kept: new MemoryCache<T>({ ...options, resource: name }),
    passing: new MemoryCache<T>({ ...options, resource: name, maxBytes: 0 }),
    doubts: new Doubts(options.clock, DOUBT_SECONDS),
    options,
    revive,
    sharedReads: { hit: 0, miss: 0 },
  };
  const isSharedKind = options.shared !== undefined && isShared(options.policy);
  options.defined?.(name, memories.kept, isSharedKind ? memories.sharedReads : undefined);
  if (options.changes === undefined) return (owner) => new ScopedCache(memories, invalidations, owner, name);
  const opened = new OpenedCaches<T>();
  options.changes.listen({
    changed(change) {
      if (change.kind !== undefined && change.kind !== name) return;
      markDoubt(memories.doubts, change);
      for (const cache of opened.of(change.tenantId)) cache.changedElsewhere(change);
    },
    missedChanges() {
      for (const cache of opened.all()) cache.changedElsewhere(EVERYTHING);
    },
  });
  return (owner) => opened.add(owner, new ScopedCache(memories, invalidations, owner, name));
}

const EVERYTHING: Change = { tenantId: '', kind: undefined, key: [], under: true, doubtSeconds: 0 };

/** Who has to hear of changes in other processes. One for each set of keys there ever was: those are few, and small. */
class OpenedCaches<T> {
  readonly #byTenant = new Map<string, Map<string, ScopedCache<T>>>();

  add({ tenantId, credentialsId }: CacheOwner, cache: ScopedCache<T>): ScopedCache<T> {
    const ofTenant = this.#byTenant.get(tenantId) ?? new Map<string, ScopedCache<T>>();
    this.#byTenant.set(tenantId, ofTenant);
    // Equal owners share the memory, so one of them tells it all.
    ofTenant.set(credentialsId, cache);
    return cache;
  }

  of(tenantId: string): Iterable<ScopedCache<T>> {
    return this.#byTenant.get(tenantId)?.values() ?? [];
  }

  *all(): Iterable<ScopedCache<T>> {
    for (const ofTenant of this.#byTenant.values()) yield* ofTenant.values();
  }
}

/** The caches of a subgraph: opened for a tenant and its credentials, and in no other way. */
export class ScopedCaches<Caches> {
  /** By tenant and credentials. */
  readonly #opened = new Map<string, Map<string, Caches>>();

  /** Those of several tenants with the same credentials, by these. */
  #sharing: ReadonlyMap<string, readonly ExpectedOwner[]> = new Map();

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

  /** From now on these may ask, here or in another process. */
  expect(owners: readonly ExpectedOwner[]): void {
    const byCredentials = Map.groupBy(owners, ({ credentialsId }) => credentialsId);
    this.#sharing = new Map([...byCredentials].filter(([, sharing]) => sharing.length > 1));
  }

  /**
   * For what a change makes wrong: whatever its tenant has opened, as the same thing may have been read with keys that
   * came or went while the change was under way, and what others have opened with the same keys, which see the same. Who
   * may see the changed unit is told also where nothing was opened: another process may have.
   * @param credentialsId those that the change is made with, which are opened if need be
   * @param unit of what has changed; undefined = it is of none
   */
  all(tenantId: string, credentialsId: string, unit?: string): readonly Caches[] {
    this.for({ tenantId, credentialsId });
    for (const { tenantId: other, units } of this.#sharing.get(credentialsId) ?? [])
      if (units === undefined || (unit !== undefined && units.has(unit)))
        this.for({ tenantId: other, credentialsId });
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
