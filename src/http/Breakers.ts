import { CircuitState, CountBreaker } from 'cockatiel';

/** When a breaker opens, and for how long. */
export interface BreakerRules {
  /** It opens when a greater part of the calls than this has failed: above 0, below 1. */
  readonly threshold: number;
  /** Fewer calls than these say nothing. The last twice as many are looked at. */
  readonly minCalls: number;
  /** Time without a call; then one is sent, and decides. */
  readonly halfOpenAfterMs: number;
  /**
   * For so long since it has opened, the outage may be a short one: calls wait for the next probe, as they would between
   * repeats. Later they wait only for the outcome of one that is under way. 0 = no call ever waits.
   */
  readonly waitMs: number;
}

/** What a call that has ended says of its API; `unsaid` where it ended for other reasons, such as a caller who left. */
export type Verdict = 'answered' | 'failed' | 'unsaid';

/** How a call came through: as any other, or as the one that decides; or for how many seconds none does. */
export type Entry = 'call' | 'probe' | number;

/** What a call has changed by its end. */
export type BreakerChange = 'opened' | 'opened again' | 'closed';

/** For so many times the pause between probes a hint counts that no call has put to the test. */
const HINT_PAUSES = 4;

/** Most breakers of an API; the oldest go first. */
const MAX_BREAKERS = 10_000;

/**
 * The circuit breakers of one API, by the keys that calls are signed with: an API may fail for one owner of keys and serve
 * the others. Only failures make a breaker, and it goes when all is well again, so calls to an API that answers cost nothing.
 *
 * Cockatiel counts. Its policy is not used: it would add half a microsecond and three promises to each call, lets
 * calls wait for a probe past their deadlines, takes a caller who left for a success, and reads a clock that jumps.
 */
export class Breakers {
  readonly #watched = new Map<string, Breaker>();

  /**
   * @param rules undefined = calls are always sent
   * @param now milliseconds on a clock that only goes forward
   * @param attemptMs the time of one attempt: for no longer is the outcome of a probe waited for
   */
  constructor(
    private readonly rules: BreakerRules | undefined,
    private readonly now: () => number,
    private readonly attemptMs: number,
  ) {}

  /** Before a call is sent. Call `leave` exactly once after it, unless it was refused. */
  enter(group: string): Entry {
    if (this.#watched.size === 0) return 'call';
    return this.#watched.get(group)?.enter(this.now()) ?? 'call';
  }

  /**
   * Another process has found out that the API fails, or that it is back. Its word decides nothing: the next call finds
   * out, at once, and others wait for what becomes of it.
   */
  advise(group: string, fails: boolean): void {
    const breaker = this.#watched.get(group) ?? (fails ? this.#add(group) : undefined);
    breaker?.hear(fails, this.now());
  }

  /** How many are not closed. */
  get open(): number {
    return [...this.#watched.values()].filter(({ isClosed }) => !isClosed).length;
  }

  /** Whether calls are refused just now, but for one at most. */
  isOpen(group: string): boolean {
    return this.#watched.size > 0 && this.#watched.get(group)?.isClosed === false;
  }

  /**
   * After how many milliseconds a call that was refused may try again; undefined = the outage is no short one, and nobody is
   * finding out just now whether it is over.
   */
  waitFor(group: string): number | undefined {
    const breaker = this.#watched.get(group);
    // Back meanwhile.
    return breaker === undefined ? 0 : breaker.waitFor(this.now());
  }

  /** A call has ended. */
  leave(group: string, entry: Entry, verdict: Verdict): BreakerChange | undefined {
    if (this.#watched.size === 0 && verdict !== 'failed') return undefined;
    const breaker = this.#watched.get(group) ?? this.#watch(group, verdict);
    const change = breaker?.leave(entry === 'probe', verdict, this.now());
    if (change === 'closed' || breaker?.isSteady === true) this.#watched.delete(group);
    return change;
  }

  #watch(group: string, verdict: Verdict): Breaker | undefined {
    return verdict === 'failed' ? this.#add(group) : undefined;
  }

  #add(group: string): Breaker | undefined {
    if (this.rules === undefined) return undefined;
    const [oldest] = this.#watched.size < MAX_BREAKERS ? [] : this.#watched.keys();
    if (oldest !== undefined) this.#watched.delete(oldest);
    const breaker = new Breaker(this.rules, this.attemptMs);
    this.#watched.set(group, breaker);
    return breaker;
  }
}

/** While a probe is under way, those who wait look so often for what became of it. */
const NEXT_LOOK_MS = 50;

class Breaker {
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  #openedAt = 0;
  #probeAt = 0;
  /** When the last probe was sent. */
  #probedAt = 0;
  #answeredInARow = 0;
  /** Probes under way: more than one where another process says that the API is back. */
  #probes = 0;
  /** It is open by the word of another process, until then, and no call has put that to the test yet. */
  #hintUntil: number | undefined;
  readonly #counts: CountBreaker;

  constructor(
    private readonly rules: BreakerRules,
    private readonly attemptMs: number,
  ) {
    const { threshold, minCalls } = rules;
    this.#counts = new CountBreaker({ threshold, size: 2 * minCalls, minimumNumberOfCalls: minCalls });
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** There is no failure among the calls that are looked at. */
  get isSteady(): boolean {
    return this.#state === 'closed' && this.#answeredInARow >= 2 * this.rules.minCalls;
  }

  enter(now: number): Entry {
    if (this.#state === 'open' && this.#hintUntil !== undefined && now >= this.#hintUntil) this.#close();
    if (this.#state === 'closed') return 'call';
    if (this.#state === 'open' && now >= this.#probeAt) {
      this.#state = 'half-open';
      this.#probes += 1;
      this.#probedAt = now;
      return 'probe';
    }
    return Math.max(1, Math.ceil((this.#probeAt - now) / 1_000));
  }

  /** What another process says makes the next call a probe. */
  hear(fails: boolean, now: number): void {
    if (!fails) {
      if (this.#hintUntil !== undefined) this.#close();
      if (this.#state !== 'closed') this.#state = 'open';
      this.#probeAt = now;
      return;
    }
    if (this.#state === 'closed') {
      this.#state = 'open';
      this.#openedAt = this.#probeAt = now;
    } else if (this.#hintUntil === undefined) return;
    this.#hintUntil = now + this.#hintMs;
  }

  waitFor(now: number): number | undefined {
    if (this.#state === 'closed') return 0;
    const next = this.#state === 'open' ? this.#probeAt : now + NEXT_LOOK_MS;
    const { waitMs } = this.rules;
    // A wrong word costs nobody more than a wait.
    const longest = this.#hintUntil === undefined ? waitMs : Math.max(waitMs, this.#hintMs);
    const isSoon = next < this.#openedAt + longest || (waitMs > 0 && this.#isDeciding(now));
    return isSoon ? Math.max(0, next - now) : undefined;
  }

  /** A probe is under way, or the next call is one: the API may be back. */
  #isDeciding(now: number): boolean {
    return this.#state === 'open' ? now >= this.#probeAt : now < this.#probedAt + this.attemptMs;
  }

  leave(isProbe: boolean, verdict: Verdict, now: number): BreakerChange | undefined {
    if (isProbe) this.#probes -= 1;
    if (isProbe && this.#state !== 'closed') return this.#decide(verdict, now);
    // What was sent before it opened decides nothing any more.
    if (this.#state !== 'closed') return undefined;
    if (verdict === 'answered') {
      this.#answeredInARow += 1;
      this.#counts.success(CircuitState.Closed);
    }
    if (verdict !== 'failed') return undefined;
    this.#answeredInARow = 0;
    if (!this.#counts.failure(CircuitState.Closed)) return undefined;
    this.#openedAt = now;
    this.#open(now);
    return 'opened';
  }

  #decide(verdict: Verdict, now: number): BreakerChange | undefined {
    if (verdict === 'answered') {
      this.#close();
      return 'closed';
    }
    // The one that was sent later decides.
    if (this.#probes > 0) return undefined;
    this.#hintUntil = undefined;
    this.#open(now);
    if (verdict === 'failed') return 'opened again';
    // It said nothing: the next one decides, at once.
    this.#probeAt = now;
    return undefined;
  }

  get #hintMs(): number {
    return HINT_PAUSES * this.rules.halfOpenAfterMs;
  }

  #close(): void {
    this.#state = 'closed';
    this.#hintUntil = undefined;
  }

  #open(now: number): void {
    this.#state = 'open';
    this.#probeAt = now + this.rules.halfOpenAfterMs;
  }
}
