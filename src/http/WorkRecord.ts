import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { isAborted } from './failures.js';
import type { CacheOutcome, CacheTier, ToldAttempt, ToldCache, UpstreamReport } from './told-work.js';

/** Most attempts of one request that are told of; of the others, how many there are. */
const MAX_ATTEMPTS = 500;

/** What is known of a call before it is sent. */
export interface RecordedCall {
  readonly api: Pick<ApiDescriptor, 'name' | 'baseUrl' | 'routes'>;
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
  /** Second attempts beside others, whose connections are still being opened: the API knows nothing of them. */
  readonly #unwritten = new Set<ToldAttempt>();
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
    if (attempt.isHedge) this.#unwritten.add(attempt);
    if (this.#attempts.length < MAX_ATTEMPTS) this.#attempts.push(attempt);
    else this.#leftOut += 1;
  }

  /** An attempt is about to be written to a connection. */
  written(attempt: ToldAttempt): void {
    this.#unwritten.delete(attempt);
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
      calls: this.#attempts.filter((attempt) => !this.#unwritten.has(attempt)),
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
    const isHedge = this.#isAttempted && attempt === this.#lastNumber;
    const told = this.#tell(attempt, isHedge ? now : this.#askedAt, now, isHedge);
    this.#isAttempted = true;
    this.record.add(told, attempt > this.#lastNumber);
    this.#lastNumber = attempt;
    return new AttemptRecord(this, told, this.call.effect);
  }

  /** An attempt is about to be written to a connection. */
  written(told: ToldAttempt): void {
    this.record.written(told);
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

  #tell(attempt: number, askedAt: number, startedAt: number, isHedge = false): Writable<ToldAttempt> {
    const { api, operation, method } = this.call;
    return {
      api: api.name,
      operation,
      method,
      route: routeOf(this.call),
      call: this.number,
      attempt,
      isHedge,
      askedAt,
      startedAt,
      endedAt: null,
      status: null,
      outcome: 'running',
      bytes: null,
    };
  }
}

/** With what the address of the API begins with, so that it is the path which the API sees. */
function routeOf({ api, operation }: RecordedCall): string | null {
  const route = api.routes?.[operation];
  return route === undefined ? null : new URL(api.baseUrl).pathname.replace(/\/$/, '') + route;
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

  /** It is about to be written to a connection. */
  written(): void {
    this.call.written(this.told);
  }

  /** The headers of an answer have come. */
  begun(status: number): void {
    this.told.status = status;
  }

  /** Another attempt was faster: it is given up. */
  lose(): void {
    this.told.endedAt = this.call.ended();
    this.told.outcome = 'lost';
  }

  end(outcome: { readonly status: number } | UpstreamError): void {
    const { told } = this;
    told.endedAt = this.call.ended();
    const isError = outcome instanceof UpstreamError;
    told.status = (isError ? outcome.facts.status : outcome.status) ?? told.status;
    // "Not found" is an answer to a read.
    const isAnswer = !isError || (outcome.code === 'NOT_FOUND' && this.effect === 'read');
    if (isError && isAborted(outcome)) told.outcome = 'left';
    else told.outcome = isAnswer ? 'answered' : 'failed';
  }
}
