import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { Deadline } from '../http/deadline.js';
import type { FailedCall } from '../http/failures.js';
import { Flight } from './flight.js';
import { InFlight } from './in-flight.js';
import type { CachePolicy } from './policy.js';
import { promised } from '../http/promised.js';

/** What a load gives: the value with the size of the answer it came from, or null for "does not exist". */
export type Loaded<T> = {
  readonly value: T;
  readonly bytes: number;
  /** It may still grow, as an open date or the end of a feed does: it is kept as the policy's `open` says. */
  readonly open?: boolean;
  /** Called when nobody can need the value any more, where the cache knows that. */
  readonly letGo?: () => void;
} | null;

interface Entry<T> {
  readonly loaded: Loaded<T>;
  readonly loadedAt: number;
}

export interface MemoryCacheOptions {
  /** Name of the kind: the head of its tags. */
  readonly name: string;
  readonly policy: CachePolicy;
  /** Memory of the whole cache in bytes; this kind gets its policy's share. 0 = keep nothing. */
  readonly maxBytes: number;
  /** Time that a load may take when it serves several requests or runs in the background. */
  readonly loadTimeoutMs: number;
  readonly clock: Clock;
  /** Equal loads in flight are made once, also when nothing is kept. */
  readonly join: boolean;
  /** Told which tag is no longer true. */
  readonly onForget?: (tag: string) => void;
}

/** Rough weight of a key and of the bookkeeping around an entry. */
const ENTRY_OVERHEAD_BYTES = 200;

/**
 * The memory tier for one kind of upstream answer. Keys must hold everything that decides the answer, the
 * credentials first of all. Values are shared between requests: treat them as read-only.
 */
export class MemoryCache<T> {
  readonly #entries: LRUCache<string, Entry<T>> | undefined;
  readonly #flights = new InFlight<Flight<Loaded<T>>>();

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
  read(key: string, deadline: Deadline, load: (deadline: Deadline) => Promise<Loaded<T>>): Promise<T | null> {
    return this.#entries === undefined
      ? this.#readThrough(key, deadline, load)
      : this.#readKept(this.#entries, key, deadline, load);
  }

  async #readKept(
    entries: LRUCache<string, Entry<T>>,
    key: string,
    deadline: Deadline,
    load: (deadline: Deadline) => Promise<Loaded<T>>,
  ): Promise<T | null> {
    const { policy, clock } = this.options;
    const entry = entries.get(key);
    const age = entry === undefined ? Number.POSITIVE_INFINITY : (clock.now() - entry.loadedAt) / 1_000;
    if (entry !== undefined) {
      if (age < freshFor(entry.loaded, policy)) return this.#used(key, entry, deadline);
      if (isFinished(entry.loaded) && age < policy.fresh + policy.staleWhileRevalidate) {
        // A request that has used up its calls is still served what is there.
        if (deadline.budget?.isSpent !== true) this.#flight(key, load, true, deadline);
        return this.#used(key, entry, deadline);
      }
    }
    try {
      const loaded = await this.#flight(key, load, false, deadline).join(deadline, this.#call);
      return this.#used(key, entries.peek(key) ?? { loaded, loadedAt: 0 }, deadline, loaded);
    } catch (error) {
      if (
        entry !== undefined &&
        isFinished(entry.loaded) &&
        isPassing(error) &&
        age < policy.fresh + policy.staleWhileRevalidate + policy.staleOnError
      ) {
        return this.#used(key, entry, deadline);
      }
      throw error;
    }
  }

  /** Forgets `key` at once; a load that is under way may have read the old value and is not kept either. */
  forget(key: string): void {
    this.#entries?.delete(key);
    this.#flights.delete(key);
    this.options.onForget?.(this.#tag(key));
  }

  /** Forgets every key that begins with `prefix`, as `forget` does. Looks at all keys: for rare changes. */
  forgetUnder(prefix: string): void {
    const known = new Set([...(this.#entries?.keys() ?? []), ...this.#flights.keys()]);
    for (const key of known) if (key.startsWith(prefix)) this.forget(key);
  }

  /** Nothing is kept: the load, shared where joining is on. */
  #readThrough(
    key: string,
    deadline: Deadline,
    load: (deadline: Deadline) => Promise<Loaded<T>>,
  ): Promise<T | null> {
    return promised(() => {
      if (!this.options.join) return load(deadline).then((loaded) => forOneRequest(loaded, deadline));
      deadline.observer?.uncached();
      return this.#flight(key, load, false, deadline).join(deadline, this.#call);
    }).then(valueOf);
  }

  /** Gives the value out and says how long it stays fresh; 0 for one that is stale already. */
  #used(key: string, entry: Entry<T>, deadline: Deadline, loaded = entry.loaded): T | null {
    deadline.observer?.cached(
      this.#tag(key),
      entry.loadedAt + freshFor(entry.loaded, this.options.policy) * 1_000,
    );
    return valueOf(loaded);
  }

  #tag(key: string): string {
    return `${this.options.name}|${key}`;
  }

  #flight(
    key: string,
    load: (deadline: Deadline) => Promise<Loaded<T>>,
    background: boolean,
    reader: Deadline,
  ): Flight<Loaded<T>> {
    const running = this.#flights.get(key);
    if (running !== undefined && !running.abandoned) return running;
    // The load runs for all who join it, but the call is on the account of the one who starts it.
    reader.budget?.take();
    const loadedAt = this.options.clock.now();
    const flight = new Flight(load, this.options.loadTimeoutMs, background, (landed, loaded) => {
      // Forgotten meanwhile: it may have read the old value.
      if (this.#flights.get(key) !== landed) return;
      this.#flights.delete(key);
      if (loaded !== undefined && freshFor(loaded, this.options.policy) > 0) {
        this.#entries?.set(key, { loaded, loadedAt });
      }
    });
    this.#flights.set(key, flight);
    return flight;
  }
}

/** A value that no other request is given: large ones are let go when this one is done, and not when it is collected. */
function forOneRequest<T>(loaded: Loaded<T>, deadline: Deadline): Loaded<T> {
  if (loaded?.letGo !== undefined) deadline.onDone(loaded.letGo);
  return loaded;
}

function valueOf<T>(loaded: Loaded<T>): T | null {
  return loaded?.value ?? null;
}

/** Seconds for which an answer is served without a look upstream. */
function freshFor(loaded: Loaded<unknown>, { fresh, open = fresh, negative }: CachePolicy): number {
  if (loaded === null) return negative;
  return loaded.open === true ? open : fresh;
}

/** An answer that may be served a little late: what is open would hide what came since. */
function isFinished<T>(loaded: Loaded<T>): loaded is NonNullable<Loaded<T>> {
  return loaded !== null && loaded.open !== true;
}

/** Failures that a slightly old answer may bridge. A refusal of the keys is not one of them. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof UpstreamError &&
    ['UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_BAD_RESPONSE', 'RATE_LIMITED'].includes(error.code)
  );
}
