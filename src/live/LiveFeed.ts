import type { Timers } from '../clock.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { CallOrigin } from '../http/call-scope.js';
import { sharedScope } from '../http/call-scope.js';
import { startDeadline, type Deadline } from '../http/deadline.js';
import type { FeedPlace } from '../loaders/feed.js';
import { FeedLog, type FeedBatch } from './FeedLog.js';
import type { FeedSource } from './FeedSource.js';
import { Follower, noFeed, READ_AHEAD, type FollowedFeed } from './Follower.js';
import { LiveReader, type LiveShape } from './LiveReader.js';
import type { FeedSupply, SuppliedFeed } from './FeedSupply.js';
import type { PollOutcome } from './PollOutcome.js';
import { RefusedForNow } from './RefusedForNow.js';
import { Signal } from './Signal.js';
import type { EndReason } from './StreamEnd.js';
import type { TraceScope } from '../tracing/TraceScope.js';
import type { Tracing } from '../tracing/Tracing.js';

export interface LiveFeedParts<Item> {
  readonly source: FeedSource<Item>;
  readonly supply: (feed: SuppliedFeed<Item>) => FeedSupply;
  readonly timers: Timers;
  /** Who the calls are made for, in lines of the log and in queues. */
  readonly origin: CallOrigin;
  /** Undefined = nobody takes spans. */
  readonly tracing?: Tracing | undefined;
  readonly limits: LiveFeedLimits;
}

export interface LiveFeedLimits {
  /** Most items that are held for those who read slowly. */
  readonly bufferItems: number;
  /** When one has not read for so long while there is no more room, it is cut. */
  readonly stallMs: number;
  /** Of one page. */
  readonly callTimeoutMs: number;
  readonly maxReaders: number;
}

/** One feed and all who follow it. Somebody polls it for all of them while there is anybody. */
export class LiveFeed<Item> implements FollowedFeed<Item>, SuppliedFeed<Item> {
  readonly log = new FeedLog<Item>();
  readonly source: FeedSource<Item>;
  readonly #supply: FeedSupply;
  readonly #readers = new Map<Follower<Item>, { end(reason: EndReason, cause?: unknown): void }>();
  #opening = 0;
  #isRunning = false;
  /** In a row, of polls. */
  #refusals = 0;
  readonly #reads = new Map<string, Promise<FeedBatch<Item> | null>>();
  #changed = new Signal();
  #moved = new Signal();

  constructor(private readonly parts: LiveFeedParts<Item>) {
    this.source = parts.source;
    this.#supply = parts.supply(this);
  }

  /** How many follow it. */
  get readers(): number {
    return this.#readers.size + this.#opening;
  }

  get head(): FeedPlace {
    return this.log.head;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether this process polls it. */
  get isPolled(): boolean {
    return this.#isRunning && this.#supply.polls;
  }

  /** Of one batch: two of them fit in. */
  get batchItems(): number {
    return Math.floor(this.parts.limits.bufferItems / 2);
  }

  /**
   * Follows it from a place on, or from its end as it is now.
   * @param waiter who asks, and for how long
   * @returns null when there is no such feed
   */
  async open<Event>(
    after: FeedPlace | undefined,
    shape: LiveShape<Item, Event>,
    waiter: Deadline,
  ): Promise<LiveReader<Item, Event> | null> {
    const { maxReaders } = this.parts.limits;
    if (this.readers >= maxReaders)
      throw new RefusedForNow(
        'RATE_LIMITED',
        `There are ${String(maxReaders)} subscriptions to this feed, as many as there may be. End one before you begin another.`,
      );
    this.#opening += 1;
    try {
      const begun = await this.#begin(after, waiter);
      if (begun === null) return null;
      const follower = new Follower<Item>(this, begun.place, begun.first);
      const reader = new LiveReader<Item, Event>(follower, shape, begun.place);
      this.#readers.set(follower, reader);
      if (follower.number !== undefined) this.#run();
      return reader;
    } finally {
      this.#opening -= 1;
    }
  }

  /** Looks for news as soon as may be. */
  wake(): void {
    if (this.#isRunning) this.#supply.wake();
  }

  /** Ends all that follow it. */
  end(reason: EndReason, cause?: unknown): void {
    for (const reader of this.#readers.values()) reader.end(reason, cause);
    this.#stop();
  }

  /** For all who follow it, so in a trace of its own. */
  poll(after: FeedPlace, first: number): Promise<FeedBatch<Item> | null> {
    const { tracing } = this.parts;
    if (tracing === undefined) return this.read(after, first);
    return tracing.poll(this.source.call, (trace) => this.read(after, first, trace));
  }

  /** Equal reads at the same time are one: many come back at the same place. */
  read(after: FeedPlace, first: number, trace?: TraceScope): Promise<FeedBatch<Item> | null> {
    const key = `${String(first)} ${String(after.skip)}.${after.cursor ?? ''}`;
    let read = this.#reads.get(key);
    if (read === undefined) {
      const deadline = startDeadline(this.parts.limits.callTimeoutMs);
      const { origin } = this.parts;
      const scope = sharedScope(deadline, trace === undefined ? origin : { ...origin, trace });
      read = this.source.read(after, first, scope).finally(() => {
        deadline.end();
        this.#reads.delete(key);
      });
      this.#reads.set(key, read);
    }
    return read;
  }

  async startAt(place: FeedPlace): Promise<void> {
    if (this.#isRunning) return;
    const isPlaced = await this.#supply.begin(place);
    if (this.isRunning) return;
    // Where others are elsewhere, what they find is not what comes behind this place.
    if (!isPlaced && this.log.numberBehind(place) === undefined) this.log.jump(place);
    this.#run();
  }

  restart(place: FeedPlace): void {
    this.log.jump(place);
  }

  tell(): void {
    this.#refusals = 0;
    this.#changed.fire();
  }

  lost(): void {
    this.end('SHARED_TIER_LOST');
  }

  changed(): Promise<void> {
    return this.#changed.wait();
  }

  moved(): void {
    this.#moved.fire();
  }

  left(follower: Follower<Item>): void {
    this.#readers.delete(follower);
    this.#moved.fire();
    if (this.#readers.size === 0) this.#stop();
  }

  /** Takes what has come, once there is room for it. */
  async take(from: FeedPlace, batch: FeedBatch<Item>): Promise<void> {
    this.#refusals = 0;
    await this.#room(batch.items.length);
    if (this.log.head !== from) return;
    this.log.append(batch);
    this.log.trim(this.#slowest(), this.parts.limits.bufferItems);
    this.#changed.fire();
  }

  fail(error: unknown): PollOutcome {
    if (error instanceof UpstreamError && REFUSALS.has(error.code)) return this.#refused(error);
    this.#changed.fire();
    return 'failed';
  }

  gone(): PollOutcome {
    return this.#refused(noFeed());
  }

  get #isRefused(): boolean {
    return this.#refusals >= CERTAIN_REFUSALS;
  }

  /** It is over where it is refused again and again: once may be a mistake of the API's, or keys that are just being changed. */
  #refused(cause: GraphError): PollOutcome {
    this.#refusals += 1;
    if (this.#isRefused) this.end('FEED_FAILED', cause);
    this.#changed.fire();
    return 'refused';
  }

  /** Where a new follower begins; null when there is no such feed. */
  async #begin(after: FeedPlace | undefined, waiter: Deadline): Promise<Begun<Item> | null> {
    // It has ended as it was refused: nobody waits for news of it unless there is some.
    if (this.#isRefused) {
      if ((await this.read(after ?? this.log.head, READ_AHEAD)) === null) return null;
      this.#refusals = 0;
    }
    const isKnown = await this.#supply.join();
    if (after === undefined) {
      const place = await (isKnown ? this.#freshHead(waiter) : this.#walkToEnd(waiter));
      return place && { place };
    }
    if (this.log.numberBehind(after) !== undefined) {
      // Nobody is with it any more, though it was left here: what is shared may have been lost.
      if (!isKnown) await this.#supply.begin(this.log.head);
      return { place: after };
    }
    // The first page tells whether there is such a feed, and whether it takes this cursor.
    const first = await this.read(after, READ_AHEAD);
    return first && { place: after, first };
  }

  /** The end of the feed as others know it, once they have looked. */
  async #freshHead(waiter: Deadline): Promise<FeedPlace> {
    this.#run();
    for (let asked = false; !this.#supply.isFresh; asked = true) {
      if (!asked) this.#supply.wake();
      if (waiter.isOver() || waiter.remainingMs() <= 0) throw tooFar(this.source.call.api.title);
      await Promise.race([this.#changed.wait(), over(waiter)]);
    }
    return this.log.head;
  }

  /** Reads on to the end of the feed, and begins to follow it there. What was read stays, where it fits in. */
  async #walkToEnd(waiter: Deadline): Promise<FeedPlace | null> {
    for (;;) {
      if (waiter.isOver() || waiter.remainingMs() <= 0) throw tooFar(this.source.call.api.title);
      const { head } = this.log;
      const batch = await this.read(head, this.batchItems);
      if (batch === null) return null;
      // Somebody else may have gone ahead.
      if (this.log.head === head) {
        this.log.append(batch);
        this.log.trim(this.log.end, this.parts.limits.bufferItems);
      }
      if (this.#isRunning) return this.log.head;
      if (batch.hasMore || this.log.head !== batch.end) continue;
      await this.#supply.begin(batch.end);
      return this.log.head;
    }
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#refusals = 0;
    this.#supply.start();
  }

  #stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#supply.stop();
  }

  #slowest(): number {
    let slowest = this.log.end;
    for (const { number } of this.#readers.keys())
      if (number !== undefined) slowest = Math.min(slowest, number);
    return slowest;
  }

  /** Waits until so many fit in; who does not read for too long is cut. */
  async #room(items: number): Promise<void> {
    const { timers, limits } = this.parts;
    const isFull = (): boolean => this.log.end - this.#slowest() + items > limits.bufferItems;
    if (!isFull()) return;
    const stall = { isOver: false };
    const cancel = timers.after(limits.stallMs, () => {
      stall.isOver = true;
      this.#moved.fire();
    });
    while (isFull() && !stall.isOver) await this.#moved.wait();
    cancel();
    if (!isFull()) return;
    const least = this.log.end + items - limits.bufferItems;
    for (const [follower, reader] of [...this.#readers])
      if ((follower.number ?? least) < least) {
        reader.end('SLOW_READER');
        this.#readers.delete(follower);
      }
  }
}

/** Where a follower begins, and what was read from there on already. */
interface Begun<Item> {
  readonly place: FeedPlace;
  readonly first?: FeedBatch<Item>;
}

function over(waiter: Deadline): Promise<void> {
  return new Promise((resolve) => waiter.onEnd(resolve));
}

/** What the API will hardly say otherwise at the next look. */
const REFUSALS: ReadonlySet<string> = new Set([
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
]);
const CERTAIN_REFUSALS = 3;

function tooFar(api: string): GraphError {
  return new GraphError(
    'UPSTREAM_TIMEOUT',
    `The end of the feed was not reached in the time of a request: the ${api} tells it a thousand at a time. Subscribe again, which goes on from there, or give \`after\`.`,
  );
}
