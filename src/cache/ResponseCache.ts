import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { EntityObserver, ReadObserver } from '../http/call-scope.js';
import type { Invalidations } from './Invalidations.js';

/** A whole response as it goes out: what it weighs is all that this folder needs to know of it. */
export interface CachedResponse {
  readonly byteLength: number;
  /** What copies in other forms may weigh besides. */
  readonly copyBytes?: number;
}

interface Entry<R> {
  readonly response: R;
  readonly since: number;
  readonly until: number;
  readonly tags: ReadonlySet<string>;
}

/** Rough weight of an entry besides its key and bytes, and of each tag that points to it. */
const ENTRY_BYTES = 300;
const TAG_BYTES = 150;
/** How long a response is kept that was made from nothing that a cache holds, such as `{ __typename }`. */
const MAX_AGE_WITHOUT_READS_MS = 60_000;

/**
 * Whole responses, kept as they go out. One lives no longer than the shortest-lived data it was made from, and is
 * dropped when any of that data is invalidated.
 */
export class ResponseCache<R extends CachedResponse> {
  readonly #responses: LRUCache<string, Entry<R>> | undefined;
  readonly #byTag = new Map<string, Set<string>>();

  /** @param maxBytes 0 = keep nothing */
  constructor(
    maxBytes: number,
    private readonly clock: Clock,
    readonly invalidations: Invalidations,
  ) {
    if (maxBytes === 0) return;
    this.#responses = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.floor(maxBytes / 4),
      sizeCalculation: ({ response, tags }, key) =>
        ENTRY_BYTES + key.length + response.byteLength + (response.copyBytes ?? 0) + tags.size * TAG_BYTES,
      dispose: ({ tags }, key) => {
        this.#untag(key, tags);
      },
    });
    invalidations.listen({
      tagChanged: (tag) => {
        this.#drop(tag);
      },
      prefixChanged: (prefix) => {
        for (const tag of [...this.#byTag.keys()]) if (tag.startsWith(prefix)) this.#drop(tag);
      },
    });
  }

  get keeps(): boolean {
    return this.#responses !== undefined;
  }

  /** What is kept now: for the log and for tests. */
  get size(): { readonly responses: number; readonly bytes: number; readonly tags: number } {
    return {
      responses: this.#responses?.size ?? 0,
      bytes: this.#responses?.calculatedSize ?? 0,
      tags: this.#byTag.size,
    };
  }

  /** The response under `key`, while all that it was made from is fresh. */
  get(key: string): R | undefined {
    const entry = this.#responses?.get(key);
    if (entry === undefined) return undefined;
    const now = this.clock.now();
    // A clock that was set back says nothing of how long it has been kept.
    if (now >= entry.since && now < entry.until) return entry.response;
    this.#responses?.delete(key);
    return undefined;
  }

  /** Begins to note what a response for a tenant is made from. */
  observe(tenantId: string): ResponseTrace {
    return new ResponseTrace(this.invalidations, tenantId);
  }

  /** Keeps a response, unless something it was made from is not known to last or was invalidated meanwhile. */
  keep(key: string, response: R, trace: ResponseTrace): void {
    const now = this.clock.now();
    const { tags } = trace;
    const until = tags.size === 0 ? now + MAX_AGE_WITHOUT_READS_MS : trace.until;
    if (!trace.isKnown || until <= now || trace.isOld) return;
    this.#responses?.set(key, { response, since: now, until, tags });
    if (this.#responses?.has(key) !== true) return;
    for (const tag of tags) {
      const keys = this.#byTag.get(tag);
      if (keys === undefined) this.#byTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  #drop(tag: string): void {
    for (const key of this.#byTag.get(tag) ?? []) this.#responses?.delete(key);
  }

  #untag(key: string, tags: ReadonlySet<string>): void {
    for (const tag of tags) {
      const keys = this.#byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#byTag.delete(tag);
    }
  }
}

/** What one response is made from. */
export class ResponseTrace implements ReadObserver {
  readonly tags = new Set<string>();
  until = Number.POSITIVE_INFINITY;
  /** False once something was read past the caches. */
  isKnown = true;
  entities: EntityObserver | undefined = undefined;
  #startedAt: number;

  constructor(
    private readonly invalidations: Invalidations,
    readonly tenantId: string,
  ) {
    this.#startedAt = invalidations.now;
  }

  reading(tag: string): void {
    this.tags.add(tag);
  }

  cached(tag: string, until: number): void {
    this.tags.add(tag);
    this.until = Math.min(this.until, until);
  }

  uncached(): void {
    this.isKnown = false;
  }

  /** The response was found to be good by now, as one that is kept is: what happened before counts no more. */
  confirm(): void {
    this.#startedAt = this.invalidations.now;
  }

  /**
   * Whether something it has read may have changed since: whoever asks after a change must see the change. Of reads past
   * the caches it is not known what they read, so any change of the tenant counts.
   */
  get isOld(): boolean {
    return this.isKnown
      ? this.invalidations.anySince(this.#startedAt, this.tags)
      : this.invalidations.anyOfTenantSince(this.#startedAt, this.tenantId);
  }
}
