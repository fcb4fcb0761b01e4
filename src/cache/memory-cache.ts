import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { Deadline } from '../http/deadline.js';
import type { FailedCall } from '../http/failures.js';
import { Flight } from './flight.js';
import type { CachePolicy } from './policy.js';

/** What a load gives: the value with the size of the answer it came from, or null for "does not exist". */
export type Loaded<T> = { readonly value: T; readonly bytes: number } | null;

interface Entry<T> {
  readonly loaded: Loaded<T>;
  readonly loadedAt: number;
}

export interface MemoryCacheOptions {
  readonly policy: CachePolicy;
  /** Memory of the whole cache in bytes; this kind gets its policy's share. 0 = keep nothing, join nothing. */
  readonly maxBytes: number;
  /** Time that a load may take when it serves several requests or runs in the background. */
  readonly loadTimeoutMs: number;
  readonly clock: Clock;
}

/** Rough weight of a key and of the bookkeeping around an entry. */
const ENTRY_OVERHEAD_BYTES = 200;

/**
 * The memory tier for one kind of upstream answer. Keys must hold everything that decides the answer, the
 * credentials first of all. Values are shared between requests: treat them as read-only.
 */
export class MemoryCache<T> {
  readonly #entries: LRUCache<string, Entry<T>> | undefined;
  readonly #flights = new Map<string, Flight<Loaded<T>>>();

  /** What a wait for this kind is called when it takes too long. */
  readonly #call: FailedCall;

  constructor(private readonly options: MemoryCacheOptions) {
    this.#call = { api: options.policy.api, operation: 'wait for a shared answer', effect: 'read' };
    const maxSize = Math.floor(options.maxBytes * options.policy.share);
    if (maxSize > 0) {
      this.#entries = new LRUCache({
        maxSize,
        sizeCalculation: (entry, key) => ENTRY_OVERHEAD_BYTES + key.length + (entry.loaded?.bytes ?? 0),
      });
    }
  }

  /**
   * The value under `key`: from memory while fresh, else by `load`, which equal reads in flight share. A failed load
   * fails all who share it and is not remembered.
   */
  async read(
    key: string,
    deadline: Deadline,
    load: (deadline: Deadline) => Promise<Loaded<T>>,
  ): Promise<T | null> {
    if (this.#entries === undefined) return (await load(deadline))?.value ?? null;
    const { policy, clock } = this.options;
    const entry = this.#entries.get(key);
    const age = entry === undefined ? Number.POSITIVE_INFINITY : (clock.now() - entry.loadedAt) / 1_000;
    if (entry !== undefined) {
      if (age < (entry.loaded === null ? policy.negative : policy.fresh)) return entry.loaded?.value ?? null;
      if (entry.loaded !== null && age < policy.fresh + policy.staleWhileRevalidate) {
        this.#flight(key, load, true);
        return entry.loaded.value;
      }
    }
    try {
      return (await this.#flight(key, load, false).join(deadline, this.#call))?.value ?? null;
    } catch (error) {
      if (
        entry?.loaded &&
        isPassing(error) &&
        age < policy.fresh + policy.staleWhileRevalidate + policy.staleOnError
      ) {
        return entry.loaded.value;
      }
      throw error;
    }
  }

  /** Puts a value that came as part of another answer. */
  put(key: string, loaded: Loaded<T>): void {
    this.#entries?.set(key, { loaded, loadedAt: this.options.clock.now() });
  }

  /** Forgets `key` at once; a load that is under way may have read the old value and is not kept either. */
  forget(key: string): void {
    this.#entries?.delete(key);
    this.#flights.delete(key);
  }

  #flight(
    key: string,
    load: (deadline: Deadline) => Promise<Loaded<T>>,
    background: boolean,
  ): Flight<Loaded<T>> {
    const running = this.#flights.get(key);
    if (running !== undefined && !running.abandoned) return running;
    const loadedAt = this.options.clock.now();
    const flight: Flight<Loaded<T>> = new Flight(
      async (deadline) => {
        try {
          const loaded = await load(deadline);
          if (this.#flights.get(key) === flight) this.#entries?.set(key, { loaded, loadedAt });
          return loaded;
        } finally {
          if (this.#flights.get(key) === flight) this.#flights.delete(key);
        }
      },
      this.options.loadTimeoutMs,
      background,
    );
    this.#flights.set(key, flight);
    return flight;
  }
}

/** Failures that a slightly old answer may bridge. A refusal of the keys is not one of them. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof UpstreamError &&
    ['UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_BAD_RESPONSE', 'RATE_LIMITED'].includes(error.code)
  );
}
