import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { isAborted } from './failures.js';
import type { CacheOutcome, CacheTier, ToldAttempt, ToldCache, UpstreamReport } from './told-work.js';

/** Most attempts of one request that are told of; of the others, how many there are. */
const MAX_ATTEMPTS = 500;

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
