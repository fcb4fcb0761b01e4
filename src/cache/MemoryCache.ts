import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { ErrorCode } from '../errors/codes.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiIdentity } from '../http/ApiDescriptor.js';
import { sharedScope, type CallScope } from '../http/call-scope.js';
import { endOfWait, startDeadline } from '../http/deadline.js';
import type { FailedCall } from '../http/failures.js';
import { isPassing } from '../http/retry.js';
import type { CachePolicy } from './policy.js';
import { joinOthers, SingleFlight, type Flight } from './SingleFlight.js';

/** What a load gives: the value with the size of the answer it came from, or null for "does not exist". */
export type Loaded<T> = {
  readonly value: T;
  readonly bytes: number;
  /** It may still grow, as an open date or the end of a feed does: it is kept as the policy's `open` says. */
  readonly open?: boolean;
  /** A change with an unknown outcome may yet alter it: it is not kept. */
  readonly inDoubt?: boolean;
  /** When it was read (ms since 1970), where that was not just now, as another process did. */
  readonly loadedAt?: number;
} | null;

export type Load<T> = (scope: CallScope) => Promise<Loaded<T>>;

/** What became of reads: how many of each kind there have been. */
export interface CacheReads {
  /** Served from memory. */
  fresh: number;
  /** Served from memory while it is renewed. */
  renewed: number;
  /** Waited for a load that was under way. */
  joined: number;
  loaded: number;
  /** Served from memory as the API failed. */
  old: number;
}

interface Entry<T> {
  readonly loaded: Loaded<T>;
  readonly loadedAt: number;
}

export interface MemoryCacheOptions {
  /** What its answers are called. */
  readonly resource: string;
  readonly policy: CachePolicy;
  /** The API that the answers come from: names it when a wait takes too long. */
  readonly api: ApiIdentity;
  /** Memory of the whole cache in bytes; this kind gets its policy's share. 0 = keep nothing. */
  readonly maxBytes: number;
  /** Time that a load may take when it serves several requests or runs in the background. */
  readonly loadTimeoutMs: number;
  readonly clock: Clock;
  /** Whether equal loads in flight are made once also when nothing is kept; where it is, they always are. */
  readonly coalesce: boolean;
}

/** Rough weight of a key and of the bookkeeping around an entry. */
const ENTRY_OVERHEAD_BYTES = 200;

/**
 * The memory tier for one kind of upstream answer. Only ScopedCache makes keys for it: they hold everything that decides
 * the answer, tenant and credentials first of all. Values are shared between requests: treat them as read-only.
 */
export class MemoryCache<T> {
  readonly #entries: LRUCache<string, Entry<T>> | undefined;
  readonly #flights = new SingleFlight<Loaded<T>>();
  readonly reads: CacheReads = { fresh: 0, renewed: 0, joined: 0, loaded: 0, old: 0 };
  /** What a wait for this kind is called when it takes too long. */
  readonly #call: FailedCall;

  constructor(private readonly options: MemoryCacheOptions) {
    this.#call = { api: options.api, operation: 'wait for a shared answer', effect: 'read' };
    const maxSize = Math.floor(options.maxBytes * options.policy.share);
    if (maxSize > 0) {
      this.#entries = new LRUCache({
        maxSize,
        sizeCalculation: (entry, key) => ENTRY_OVERHEAD_BYTES + key.length + (entry.loaded?.bytes ?? 0),
      });
    }
  }

  /** What the answers that are kept weigh. */
  get bytes(): number {
    return this.#entries?.calculatedSize ?? 0;
  }

  /**
   * The value under `key`: from memory while fresh, else by `load`, which equal reads in flight share. A failed load
   * fails all who share it and is not remembered.
   */
  read(key: string, scope: CallScope, load: Load<T>): Promise<T | null> {
    scope.reads?.reading(key);
    const work = scope.origin?.work;
    if (work !== undefined) work.cacheReads += 1;
    if (this.#entries !== undefined) return this.#readKept(this.#entries, key, scope, load);
    if (!this.options.coalesce) {
      this.#loaded(scope);
      return load(scope).then(valueOf);
    }
    scope.reads?.uncached();
    return this.#shared(key, scope, load).then(valueOf);
  }

  async #readKept(
    entries: LRUCache<string, Entry<T>>,
    key: string,
    scope: CallScope,
    load: Load<T>,
  ): Promise<T | null> {
    const { policy, clock } = this.options;
    const entry = entries.get(key);
    const age = entry === undefined ? Number.POSITIVE_INFINITY : ageOf(entry, clock);
    if (entry !== undefined) {
      if (age < freshFor(entry.loaded, policy)) {
        this.reads.fresh += 1;
        this.#hit(scope, 'hits');
        return this.#used(key, entry, scope);
      }
      if (isFinished(entry.loaded) && age < policy.fresh + policy.staleWhileRevalidate) {
        // A request that has used up its calls is still served what is there.
        if (scope.budget?.isSpent !== true && this.#flights.get(key) === undefined)
          this.#start(key, scope, load, true);
        this.reads.renewed += 1;
        this.#hit(scope, 'hits');
        return this.#used(key, entry, scope);
      }
    }
    try {
      const loaded = await this.#shared(key, scope, load);
      return this.#used(key, entries.peek(key) ?? { loaded, loadedAt: 0 }, scope, loaded);
    } catch (error) {
      const old = entry !== undefined && isOutage(error) ? this.#bridging(entries, key, scope) : undefined;
      if (old === undefined) throw error;
      this.reads.old += 1;
      this.#hit(scope, 'old');
      return this.#used(key, old, scope);
    }
  }

  /** Its request is served from memory. */
  #hit({ origin }: CallScope, outcome: 'hits' | 'old'): void {
    const work = origin?.work;
    if (work === undefined) return;
    work.cacheHits += 1;
    work.record?.cacheRead(this.options.resource, 'memory', outcome);
  }

  /** It has to be loaded for its request. */
  #loaded({ origin }: CallScope): void {
    this.reads.loaded += 1;
    const work = origin?.work;
    if (work === undefined) return;
    work.cacheLoads += 1;
    work.record?.cacheRead(this.options.resource, 'memory', 'misses');
  }

  /** What may be shown while the API fails, which the caller is told. */
  #bridging(entries: LRUCache<string, Entry<T>>, key: string, { stale }: CallScope): Entry<T> | undefined {
    const { policy, clock, api } = this.options;
    // As it is by now: a change may have made it wrong since the load began.
    const entry = entries.peek(key);
    if (entry === undefined || !isFinished(entry.loaded)) return undefined;
    const age = ageOf(entry, clock);
    // Another load has brought it.
    if (age < policy.fresh) return entry;
    if (stale?.takesStale !== true) return undefined;
    if (age >= policy.fresh + policy.staleWhileRevalidate + policy.staleOnError) return undefined;
    stale.showedStale(api.name, Math.floor(age));
    return entry;
  }

  /** Forgets `key` at once; a load that is under way may have read the old value and is not kept either. */
  forget(key: string): void {
    this.#entries?.delete(key);
    this.#flights.forget(key);
  }

  /**
   * Forgets every key that begins with `prefix`, as `forget` does. Looks at all keys: for rare changes.
   * @param isMeant which of the values that are kept; all unless told otherwise. What is under way always is.
   */
  forgetUnder(prefix: string, isMeant: (value: T | null) => boolean = () => true): void {
    for (const key of [...this.#flights.keys()]) if (key.startsWith(prefix)) this.#flights.forget(key);
    for (const [key, { loaded }] of this.#entries?.entries() ?? [])
      if (key.startsWith(prefix) && isMeant(valueOf(loaded))) this.#entries?.delete(key);
  }

  /** Gives the value out and says how long it stays fresh; 0 for one that is stale already. */
  #used(key: string, entry: Entry<T>, scope: CallScope, loaded = entry.loaded): T | null {
    scope.reads?.cached(key, entry.loadedAt + freshFor(entry.loaded, this.options.policy) * 1_000);
    return valueOf(loaded);
  }

  /** Waits for the load that is under way, or starts it. */
  #shared(key: string, scope: CallScope, load: Load<T>): Promise<Loaded<T>> {
    const { deadline } = scope;
    const left = (): Error => endOfWait(deadline, this.#call);
    const running = this.#flights.get(key);
    if (running === undefined) {
      this.#loaded(scope);
      return this.#start(key, scope, load, false).join(deadline, left);
    }
    this.reads.joined += 1;
    scope.origin?.work?.record?.cacheRead(this.options.resource, 'memory', 'joined');
    const another = () => this.#flights.get(key) ?? this.#start(key, scope, load, false);
    return joinOthers(running, deadline, left, another);
  }

  #start(key: string, reader: CallScope, load: Load<T>, background: boolean): Flight<Loaded<T>> {
    // The load runs for all who join it, but the call is on the account of the one who starts it.
    reader.budget?.take();
    const loadedAt = this.options.clock.now();
    return this.#flights.start(
      key,
      (flight) =>
        load(sharedScope(flight.deadline, reader.origin)).then(
          (loaded) => {
            // Forgotten meanwhile: it may have read the old value.
            if (flight.isCurrent && freshFor(loaded, this.options.policy) > 0)
              this.#entries?.set(key, { loaded, loadedAt: loaded?.loadedAt ?? loadedAt });
            return loaded;
          },
          (error: unknown) => {
            // Not for these keys any more: an outage later on changes nothing about that.
            if (isRefusal(error)) this.#entries?.delete(key);
            throw error;
          },
        ),
      { deadline: startDeadline(this.options.loadTimeoutMs), background },
    );
  }
}

function valueOf<T>(loaded: Loaded<T>): T | null {
  return loaded?.value ?? null;
}

/** Seconds since the load. What comes from the future of a clock that was set back is older than anything. */
function ageOf({ loadedAt }: Entry<unknown>, clock: Clock): number {
  const age = (clock.now() - loadedAt) / 1_000;
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}

/** Seconds for which an answer is served without a look upstream. */
export function freshFor(loaded: Loaded<unknown>, { fresh, open = fresh, negative }: CachePolicy): number {
  if (loaded === null) return negative;
  if (loaded.inDoubt === true) return 0;
  return loaded.open === true ? open : fresh;
}

/** An answer that may be served a little late: what is open would hide what came since. */
function isFinished<T>(loaded: Loaded<T>): loaded is NonNullable<Loaded<T>> {
  return loaded !== null && loaded.open !== true;
}

const OUTAGES: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'OVERLOADED',
]);

/** Failures that an old answer may bridge. A 4xx is none of them: it is the API's word. */
function isOutage(error: unknown): boolean {
  return error instanceof UpstreamError && OUTAGES.has(error.code) && !isClientFault(error);
}

/** The API will not give it to these keys, also not later. */
function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && isClientFault(error) && !isPassing(error.facts.status);
}

function isClientFault({ code, facts: { status = 0, hasNoSubject } }: UpstreamError): boolean {
  // It was no word about the value, but one that nobody there should have said.
  if (hasNoSubject === true && code === 'UPSTREAM_BAD_RESPONSE') return false;
  return status >= 400 && status < 500;
}
