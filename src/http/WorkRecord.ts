import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { isAborted } from './failures.js';

/** Most attempts of one request that are told of; of the others, how many there are. */
const MAX_ATTEMPTS = 500;

/**
 * What became of an attempt: it was answered, also by "not found"; it failed; another attempt at the same call was faster;
 * nobody waited for it any more; none was made, as the call got no permit, no token or no way past a breaker; or it goes on.
 */
export type AttemptOutcome = 'answered' | 'failed' | 'lost' | 'left' | 'not sent' | 'running';

/** One attempt at a call to an API. Times are in ms since the request began. */
export interface ToldAttempt {
  readonly api: string;
  /** The API's own name of it. */
  readonly operation: string;
  readonly method: string;
  /** The template of its path, without the address of the API; null where there is none. */
  readonly route: string | null;
  /** Which of the request's calls it is made for, from 1. */
  readonly call: number;
  /** 1 for the first; a second one beside a slow one has its number. */
  readonly attempt: number;
  /** Since when it has waited: for a permit, a token, a breaker, or until it was worth another try. */
  readonly askedAt: number;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  /** Null without an answer. */
  readonly status: number | null;
  readonly outcome: AttemptOutcome;
  /** Size of the answer's body; null without one. */
  readonly bytes: number | null;
}

/** Where a cache keeps its answers: in this process, or where several share them. */
export type CacheTier = 'memory' | 'shared';

/** What became of a read of a cache. */
export type CacheOutcome = 'hits' | 'joined' | 'misses' | 'old';

/** How one kind of answer was asked for of one tier of its cache. */
export interface ToldCache {
  /** As the table of caches has it. */
  readonly resource: string;
  readonly tier: CacheTier;
  /** When it was first asked for, in ms since the request began. */
  readonly askedAt: number;
  readonly hits: number;
  /** Waited for a load that another read had begun. */
  readonly joined: number;
  readonly misses: number;
  /** Old answers that were shown as the API failed, each a miss before. */
  readonly old: number;
}

/** What was done for a request until it was told. */
export interface UpstreamReport {
  /** Since the request began. */
  readonly ms: number;
  readonly calls: readonly ToldAttempt[];
  readonly caches: readonly ToldCache[];
  /** Attempts after one that failed. */
  readonly retries: number;
  /** Attempts that are not listed: there were too many. */
  readonly leftOut: number;
}

/** What is known of a call before it is sent. */
export interface RecordedCall {
  readonly api: Pick<ApiDescriptor, 'name' | 'routes'>;
  readonly operation: string;
  readonly method: string;
  readonly effect: 'read' | 'write';
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * What is done for one request, call by call: only where its caller wants to be told. Of work that several share, the one
 * that began it has it in its record.
 */
export class WorkRecord {
  readonly #attempts: ToldAttempt[] = [];
  readonly #caches = new Map<string, Writable<ToldCache>>();
  #calls = 0;
  #retries = 0;
  #leftOut = 0;

  /** @param since when the request began, on the clock of `performance.now()` */
  constructor(private readonly since: number) {}

  /** A call is about to be made. */
  begin(call: RecordedCall): CallRecord {
    this.#calls += 1;
    return new CallRecord(this, call, this.#calls);
  }

  /** An attempt is made, or will not be. */
  add(attempt: ToldAttempt, isRetry: boolean): void {
    if (isRetry) this.#retries += 1;
    if (this.#attempts.length < MAX_ATTEMPTS) this.#attempts.push(attempt);
    else this.#leftOut += 1;
  }

  /** A tier of the cache for a kind of answer was asked. */
  cacheRead(resource: string, tier: CacheTier, outcome: CacheOutcome): void {
    const name = `${tier} ${resource}`;
    let use = this.#caches.get(name);
    if (use === undefined) {
      use = { resource, tier, askedAt: this.now(), hits: 0, joined: 0, misses: 0, old: 0 };
      this.#caches.set(name, use);
    }
    use[outcome] += 1;
  }

  /** In ms since the request began, to a tenth. */
  now(): number {
    return Math.round((performance.now() - this.since) * 10) / 10;
  }

  /** What was done so far. */
  told(): UpstreamReport {
    return {
      ms: this.now(),
      calls: this.#attempts,
      caches: [...this.#caches.values()],
      retries: this.#retries,
      leftOut: this.#leftOut,
    };
  }
}

/** The attempts at one call. */
export class CallRecord {
  #isAttempted = false;
  #lastNumber = 1;
  #askedAt: number;

  constructor(
    private readonly record: WorkRecord,
    private readonly call: RecordedCall,
    private readonly number: number,
  ) {
    this.#askedAt = record.now();
  }

  /** An attempt goes out. @param attempt 1 for the first */
  sent(attempt: number): AttemptRecord {
    const now = this.record.now();
    // A second one beside the first has waited for nothing.
    const isBeside = this.#isAttempted && attempt === this.#lastNumber;
    const told = this.#tell(attempt, isBeside ? now : this.#askedAt, now);
    this.#isAttempted = true;
    this.record.add(told, attempt > this.#lastNumber);
    this.#lastNumber = attempt;
    return new AttemptRecord(this, told, this.call.effect);
  }

  /** An attempt has ended: the next one waits from now on. */
  ended(): number {
    return (this.#askedAt = this.record.now());
  }

  /** Nothing more is sent. */
  async through<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      if (!this.#isAttempted) {
        const now = this.record.now();
        const told = this.#tell(1, this.#askedAt, now);
        this.record.add({ ...told, endedAt: now, outcome: 'not sent' }, false);
      }
    }
  }

  #tell(attempt: number, askedAt: number, startedAt: number): Writable<ToldAttempt> {
    const { api, operation, method } = this.call;
    return {
      api: api.name,
      operation,
      method,
      route: api.routes?.[operation] ?? null,
      call: this.number,
      attempt,
      askedAt,
      startedAt,
      endedAt: null,
      status: null,
      outcome: 'running',
      bytes: null,
    };
  }
}

/** One attempt at a call. */
export class AttemptRecord {
  constructor(
    private readonly call: CallRecord,
    private readonly told: Writable<ToldAttempt>,
    private readonly effect: 'read' | 'write',
  ) {}

  /** Its answer is there. @param text of the body */
  received(text: string): void {
    this.told.bytes = Buffer.byteLength(text);
  }

  /** @param isLost another attempt was faster */
  end(outcome: { readonly status: number } | UpstreamError, isLost: boolean): void {
    const { told } = this;
    told.endedAt = this.call.ended();
    const isError = outcome instanceof UpstreamError;
    told.status = (isError ? outcome.facts.status : outcome.status) ?? null;
    // "Not found" is an answer to a read.
    const isAnswer = !isError || (outcome.code === 'NOT_FOUND' && this.effect === 'read');
    if (isLost) told.outcome = 'lost';
    else if (isError && isAborted(outcome)) told.outcome = 'left';
    else told.outcome = isAnswer ? 'answered' : 'failed';
  }
}
