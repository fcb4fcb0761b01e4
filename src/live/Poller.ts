import type { Logger } from 'pino';
import type { Clock, Timers } from '../clock.js';
import type { FeedSupply, SuppliedFeed } from './FeedSupply.js';
import type { PollOutcome } from './PollOutcome.js';
import { untilNextPoll, untilRecheck, type PollTimes } from './poll-times.js';

export interface PollerParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly times: PollTimes;
  readonly random: () => number;
  readonly log: Logger;
  /** Told what came of each page that was asked for. */
  readonly polled: (outcome: PollOutcome) => void;
}

/** However often it is woken, an API is asked no more often than this: its documentation asks for as much. */
const LEAST_PAUSE_MS = 1_000;

/** Polls a feed for this process alone. */
export class Poller<Item> implements FeedSupply {
  #isOn = false;
  #isPolling = false;
  /** What came of the last page. */
  #outcome: PollOutcome | undefined;
  /** It was woken while it polled. */
  #wasWoken = false;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly feed: SuppliedFeed<Item>,
    private readonly parts: PollerParts,
  ) {}

  /** Others are of no concern. */
  join(): Promise<boolean> {
    return Promise.resolve(this.#isOn);
  }

  begin(): Promise<boolean> {
    return Promise.resolve(false);
  }

  get isFresh(): boolean {
    return this.#isOn;
  }

  get polls(): boolean {
    return this.#isOn;
  }

  start(): void {
    this.#isOn = true;
    this.#outcome = undefined;
    if (!this.#isPolling) this.#schedule();
  }

  stop(): void {
    this.#isOn = false;
    this.#cancel?.();
  }

  wake(): void {
    // Whether it is over is not to be decided within seconds.
    if (this.#outcome === 'refused') return;
    if (this.#isPolling) this.#wasWoken = true;
    else if (this.#isOn) this.#in(Math.max(0, this.#lastAt + LEAST_PAUSE_MS - this.parts.clock.now()));
  }

  /** May have changed while something was waited for. */
  private get isOn(): boolean {
    return this.#isOn;
  }

  #schedule(): void {
    const { times, clock, random } = this.parts;
    const until = this.#outcome === 'refused' ? untilRecheck : untilNextPoll;
    this.#in(until(times, clock.now(), random()));
  }

  #in(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.parts.timers.after(ms, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const { feed } = this;
    this.#isPolling = true;
    this.#lastAt = this.parts.clock.now();
    try {
      for (let hasMore = true; hasMore && this.#isOn;) {
        const { head } = feed;
        const batch = await feed.poll(head, feed.batchItems);
        if (!this.isOn) return;
        if (batch === null) {
          this.#note(feed.gone());
          return;
        }
        this.#note(batch.items.length > 0 ? 'events' : 'nothing');
        await feed.take(head, batch);
        ({ hasMore } = batch);
      }
    } catch (error) {
      const { api, operation } = feed.source.call;
      this.parts.log.warn({ api: api.name, operation, err: error }, 'a feed could not be polled');
      this.#note(feed.fail(error));
    } finally {
      this.#isPolling = false;
      if (this.#isOn) this.#again();
    }
  }

  #note(outcome: PollOutcome): void {
    this.#outcome = outcome;
    this.parts.polled(outcome);
  }

  #again(): void {
    const wasWoken = this.#wasWoken;
    this.#wasWoken = false;
    this.#schedule();
    if (wasWoken) this.wake();
  }
}
