import type { Logger } from 'pino';
import type { Timers } from '../clock.js';
import { EVERYTHING, sendInvalidation, type InvalidationTarget } from './send-invalidation.js';

/** Behind these, all answers of the subgraph are forgotten instead: no change is lost, and the queue has its bound. */
const MAX_WAITING = 10_000;
/** Tags of one request. */
const MAX_AT_ONCE = 500;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/**
 * What was on its way to the router when something changed, or came from a process that had not heard of it yet, is kept there
 * behind the word of the change: so that is said once more.
 */
const AGAIN_MS = 2_000;

/** What became of what was to be told. */
export interface SendCounts {
  /** Tags that a router has taken. */
  sent: number;
  /** Requests that failed; each is made again. */
  failed: number;
  /** How often a router was told to forget everything, as too much waited. */
  overflowed: number;
}

export interface EndpointParts extends InvalidationTarget {
  readonly timers: Timers;
  readonly log: Logger;
}

/**
 * The invalidation endpoint of one router. What it is told comes in the order of the changes, one request at a time, each
 * until it is taken; and a second time a little later.
 */
export class InvalidationEndpoint {
  readonly counts: SendCounts = { sent: 0, failed: 0, overflowed: 0 };
  /** Tags to be told, oldest first, and whether once more behind that. */
  #waiting = new Map<string, boolean>();
  /** Those that are being told. */
  #batch = new Map<string, boolean>();
  /** What is told once more later on, with what takes back its timer. */
  readonly #later = new Map<readonly string[], () => void>();
  #laterTags = 0;
  #sending: Promise<void> | undefined;
  #endPause: () => void = nothing;
  #isStopping = false;
  readonly #stopped = new AbortController();

  constructor(private readonly parts: EndpointParts) {}

  /** How many tags are to be told now; to forget everything counts as one. */
  get waiting(): number {
    return this.#batch.size + this.#waiting.size;
  }

  /** Answers with this tag are wrong from now on. */
  tell(tag: string): void {
    this.#add(tag, true);
  }

  /** Resolves once all is told, or the time is up. Nothing may be told from then on. */
  async stop(ms: number): Promise<void> {
    this.#isStopping = true;
    for (const [tags, takeBack] of this.#later) {
      takeBack();
      this.#tellAgain(tags);
    }
    this.#endPause();
    const timer = setTimeout(() => {
      this.#stopped.abort();
      this.#endPause();
    }, ms);
    await this.#sending;
    clearTimeout(timer);
    const { waiting: tags } = this;
    const { url, log } = this.parts;
    if (tags > 0) log.error({ url, tags }, 'a router was not told of all changes at the stop');
  }

  #add(tag: string, isToldAgain: boolean): void {
    if (!this.#waiting.has(EVERYTHING))
      this.#waiting.set(tag, isToldAgain || this.#waiting.get(tag) === true);
    if (this.#waiting.size > MAX_WAITING) {
      this.counts.overflowed += 1;
      this.#waiting = new Map([[EVERYTHING, true]]);
      const { url, log } = this.parts;
      log.error({ url }, 'too many changes wait for a router: it is told to forget everything');
    }
    this.#sending ??= this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    const { url, log } = this.parts;
    const { signal } = this.#stopped;
    const isOver = (): boolean => signal.aborted;
    // What a change says in one turn goes together.
    await Promise.resolve();
    for (let failures = 0; this.waiting > 0 && !isOver();) {
      const tags = this.#next();
      try {
        await sendInvalidation(tags, this.parts, signal);
        if (failures > 0) log.info({ url }, 'a router takes word of changes again');
        failures = 0;
        this.#taken();
      } catch (error) {
        failures += 1;
        this.counts.failed += 1;
        const line = { url, attempt: failures, tags: this.waiting, err: error };
        log.warn(line, 'a router did not take word of changes');
        if (!isOver()) await this.#pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
      }
    }
    this.#sending = undefined;
  }

  /** What was not taken is told first, unless everything is to be forgotten by now. */
  #next(): readonly string[] {
    if (this.#batch.size === 0 || this.#waiting.has(EVERYTHING)) {
      this.#batch = new Map([...this.#waiting].slice(0, MAX_AT_ONCE));
      // A change that comes from here on is told behind it.
      for (const tag of this.#batch.keys()) this.#waiting.delete(tag);
    }
    return [...this.#batch.keys()];
  }

  #taken(): void {
    const tags = [...this.#batch].flatMap(([tag, isToldAgain]) => (isToldAgain ? [tag] : []));
    this.counts.sent += this.#batch.size;
    this.#batch = new Map();
    // Once all answers are out, no late one can be kept any more.
    if (tags.length > 0 && !this.#isStopping) this.#tellLater(tags);
  }

  #tellLater(tags: readonly string[]): void {
    const told = this.#laterTags + tags.length > MAX_WAITING ? [EVERYTHING] : tags;
    this.#laterTags += told.length;
    this.#later.set(
      told,
      this.parts.timers.after(AGAIN_MS, () => {
        this.#tellAgain(told);
      }),
    );
  }

  #tellAgain(tags: readonly string[]): void {
    this.#later.delete(tags);
    this.#laterTags -= tags.length;
    for (const tag of tags) this.#add(tag, false);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        takeBack();
        this.#endPause = nothing;
        resolve();
      };
      const takeBack = this.parts.timers.after(ms, end);
      this.#endPause = end;
    });
  }
}

function nothing(): void {
  // Nobody pauses.
}
