import { randomBytes } from 'node:crypto';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type {
  Change,
  ChangeListener,
  Found,
  KeptAnswer,
  SharedCache,
  SharedFill,
  SharedPlace,
} from '../cache/SharedCache.js';
import type { Deadline } from '../http/deadline.js';
import { KnownCredentials } from '../http/KnownCredentials.js';
import type { TraceScope } from '../tracing/TraceScope.js';
import { Changes } from './Changes.js';
import { Hints } from './Hints.js';
import type { SharedLogs } from '../cache/SharedLogs.js';
import { Logs } from './Logs.js';
import { isRefusal, isReply, Link, type CommandWatch } from './Link.js';
import { Names, type PlaceNames } from './Names.js';
import { pack, unpack } from './packing.js';
import { Rates } from './Rates.js';
import { inSpan, targetOf, type RedisTarget } from './redis-span.js';
import { FIND, KEEP, RELEASE } from './scripts.js';
import { Sealer } from './Sealer.js';

export interface SharedTierOptions {
  readonly url: string;
  /** 32 bytes each: the first one encrypts, all decrypt. */
  readonly keys: readonly Buffer[];
  readonly timeoutMs: number;
  /** Before all names: what a group of processes shares. */
  readonly prefix: string;
  /** What others than this version have kept is not read. */
  readonly version: string;
  readonly log: Logger;
  /** Told of each command that has ended. */
  readonly watch?: CommandWatch | undefined;
}

/** What became of reads and fills. */
export interface SharedCounts {
  hits: number;
  misses: number;
  /** Reads that waited for another process. */
  joined: number;
  kept: number;
  /** Fills that came too late: something had changed since they began. */
  late: number;
  /** What the server had no room for. */
  full: number;
  /** Times without an answer, or with one that can't be used. */
  faults: number;
}

const NOTHING: Found = {};
const IN_DOUBT: Found = { inDoubt: true };
const GENERATION_SECONDS = '3600';
/** Longer than nearly all reads take. Whoever dies before leaves others to themselves after this. */
const LEASE_MS = 2_000;
/** A read waits no longer for another process, which may be slower than the API. */
export const JOIN_MS = 300;
const FIRST_LOOK_MS = 5;
/** Leases that are remembered to be given back; beyond these, they run out. */
const MOST_DOUBTFUL = 500;

/** The shared tier in Redis or Valkey. Nothing of it throws, and nothing waits for longer than its time-out. */
export class SharedTier implements SharedCache {
  readonly counts: SharedCounts = { hits: 0, misses: 0, joined: 0, kept: 0, late: 0, full: 0, faults: 0 };
  readonly #link: Link;
  readonly #target: RedisTarget;
  readonly #names: Names;
  readonly #sealer: Sealer;
  readonly #changes: Changes;
  /** The rates of callers, over all processes. */
  readonly rates: Rates;
  /** What processes find out of APIs. */
  readonly hints: Hints;
  readonly #credentials = new KnownCredentials();
  /** Tokens of looks without an answer, by the lease that they may have taken: a server that hung carries them out later. */
  readonly #doubtful = new Map<string, string>();
  /** Logs that processes share. */
  readonly logs: SharedLogs;

  constructor(private readonly options: SharedTierOptions) {
    this.#link = new Link(options);
    this.#target = targetOf(options.url);
    this.#names = new Names(options.prefix, options.keys);
    this.#sealer = new Sealer(options.keys);
    this.logs = new Logs({
      link: this.#link,
      names: this.#names,
      sealer: this.#sealer,
      version: options.version,
      credentialsOf: (id) => this.#credentials.everywhere(id),
    });
    this.#changes = new Changes(this.#link, this.#names, this.#sealer, options.log);
    this.rates = new Rates(this.#link, this.#names);
    this.hints = new Hints(this.#link, this.#names, this.#sealer, this.#credentials);
    this.#link.start(
      () => this.#changes.catchUp(),
      () => {
        this.#changes.tellWaiting();
        this.#releaseDoubtful();
      },
      {
        [this.#names.changes]: (word) => {
          this.#changes.heard(word);
        },
        [this.#names.hints]: (word) => {
          this.hints.heard(word);
        },
      },
    );
  }

  /** Whether it is asked now. */
  get isOpen(): boolean {
    return this.#link.isOpen;
  }

  /** How often it was left alone, and how often all was dropped as changes were missed. */
  get troubles(): { readonly outages: number; readonly missed: number } {
    return { outages: this.#link.outages, missed: this.#changes.missed };
  }

  learn(credentialsId: string, everywhere: string): void {
    this.#credentials.learn(credentialsId, everywhere);
  }

  listen(listener: ChangeListener): void {
    this.#changes.listen(listener);
  }

  tell(change: Change): void {
    this.#changes.tell(change);
  }

  find(place: SharedPlace, waiter: Deadline, trace?: TraceScope): Promise<Found> {
    if (trace === undefined || !this.isOpen) return this.#find(place, waiter, undefined);
    return trace.within(
      'cache read',
      { 'subgraph.cache.tier': 'shared', 'subgraph.cache.resource': place.kind },
      (inner) => this.#find(place, waiter, inner),
      ({ answer }) => ({ 'subgraph.cache.hit': answer !== undefined }),
    );
  }

  async #find(place: SharedPlace, waiter: Deadline, trace: TraceScope | undefined): Promise<Found> {
    const credentials = this.#credentials.everywhere(place.credentialsId);
    if (!this.isOpen || credentials === undefined) return NOTHING;
    const names = this.#names.ofPlace(place, credentials);
    const joinUntil = performance.now() + JOIN_MS;
    try {
      let row = await this.#ask(names, place.joins, trace);
      for (let waitMs = FIRST_LOOK_MS; row.lease === 2; waitMs *= 2) {
        if (waitMs === FIRST_LOOK_MS) this.counts.joined += 1;
        const left = joinUntil - performance.now();
        if (left <= 0 || waiter.isOver()) break;
        await pause(Math.min(waitMs, left, 40), undefined, { ref: false });
        row = await this.#ask(names, true, trace);
      }
      const answer = row.sealed && (await this.#open(row.sealed, names));
      if (answer !== undefined) {
        this.counts.hits += 1;
        return { answer };
      }
      this.counts.misses += 1;
      return row.generations === '' ? IN_DOUBT : { fill: this.#fill(names, row, trace) };
    } catch (error) {
      this.#failed(error);
      return NOTHING;
    }
  }

  close(): void {
    this.#link.close();
  }

  async #ask(names: PlaceNames, leases: boolean, trace: TraceScope | undefined): Promise<FindRow> {
    // For each look another: between two of them something may have changed, and no generation may ever come back.
    const token = randomBytes(12).toString('base64url');
    const args = [token, GENERATION_SECONDS, leases ? String(LEASE_MS) : '0'];
    const ask = (): Promise<unknown> => this.#link.run(FIND, keysOf(names), args);
    try {
      return rowOf(token, await inSpan(trace, this.#target, 'find', ask));
    } catch (error) {
      // A refusal is an answer: such a look has taken nothing, and would only fill the list.
      const isDoubtful = leases && !isRefusal(error);
      if (isDoubtful && this.#doubtful.size < MOST_DOUBTFUL) this.#doubtful.set(names.lease, token);
      throw error;
    }
  }

  /** Nobody is to wait for a read that nobody makes. */
  #releaseDoubtful(): void {
    if (this.#doubtful.size === 0) return;
    const [leases, tokens] = [[...this.#doubtful.keys()], [...this.#doubtful.values()]];
    this.#doubtful.clear();
    this.#link.run(RELEASE, leases, tokens, true).catch((error: unknown) => {
      this.#failed(error);
    });
  }

  async #open(sealed: Buffer, names: PlaceNames): Promise<KeptAnswer | undefined> {
    const opened = this.#sealer.open(sealed, this.#context(names));
    return opened && unpack(opened.plain).catch(() => undefined);
  }

  #fill(names: PlaceNames, row: FindRow, trace: TraceScope | undefined): SharedFill {
    return {
      keep: (answer, seconds) => {
        this.#keep(names, row, seconds > 0 ? answer : undefined, seconds, trace).catch((error: unknown) => {
          this.#failed(error);
        });
      },
    };
  }

  async #keep(
    names: PlaceNames,
    { generations, token }: FindRow,
    answer: KeptAnswer | undefined,
    seconds: number,
    trace: TraceScope | undefined,
  ): Promise<void> {
    // Whoever waits for the answer goes first.
    await turn();
    const packed = answer && (await pack(answer));
    const sealed = packed === undefined ? '' : this.#sealer.seal(packed, this.#context(names));
    if (!this.#link.isOpen) return;
    const ms = String(Math.max(1, Math.floor(seconds * 1_000)));
    const args = [generations, sealed, ms, token];
    const keep = (): Promise<unknown> => this.#link.run(KEEP, keysOf(names), args, true);
    const kept = await inSpan(trace, this.#target, 'keep', keep);
    if (sealed !== '') this.counts[kept === 1 ? 'kept' : 'late'] += 1;
  }

  /** A value opens at its own place, and for its own version, only. */
  #context({ value }: PlaceNames): string {
    return `${this.options.version}\n${value}`;
  }

  #failed(error: unknown): void {
    if (isReply(error, 'OOM')) {
      this.counts.full += 1;
      return;
    }
    this.counts.faults += 1;
    this.#link.leaveAlone(error);
  }
}

interface FindRow {
  /** What was asked with: no other look has it. */
  readonly token: string;
  readonly sealed: Buffer | undefined;
  readonly generations: string;
  /** 1 = mine, 2 = another's, 0 = none. */
  readonly lease: number;
}

function rowOf(token: string, reply: unknown): FindRow {
  const row: readonly unknown[] = Array.isArray(reply) ? reply : [];
  const [sealed, generations, lease] = row;
  return {
    token,
    sealed: Buffer.isBuffer(sealed) ? sealed : undefined,
    generations: Buffer.isBuffer(generations) ? generations.toString() : '',
    lease: typeof lease === 'number' ? lease : 0,
  };
}

function keysOf({ value, lease, generations }: PlaceNames): readonly string[] {
  return [value, lease, ...generations];
}
