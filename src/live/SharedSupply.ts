import type { Logger } from 'pino';
import type { Lead, LogState, SharedLog } from '../cache/SharedLogs.js';
import type { Clock, Timers } from '../clock.js';
import { fields } from '../json.js';
import type { FeedPlace } from '../loaders/feed.js';
import type { FeedBatch } from './FeedLog.js';
import type { FeedSupply, SuppliedFeed } from './FeedSupply.js';
import type { PollOutcome } from './PollOutcome.js';
import { nextPollAt, untilNextPoll, untilRecheck, type PollTimes } from './poll-times.js';

export interface SharedSupplyParts<Item> {
  readonly shared: SharedLog;
  /** An item of which only the data came through. */
  readonly revive: (kept: unknown) => Item;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly times: PollTimes;
  readonly random: () => number;
  readonly log: Logger;
  /** Told what came of each page that was asked for. */
  readonly polled: (outcome: PollOutcome) => void;
}

/** How often each process looks at the log of a feed that somebody follows there. */
const LOOK_MS = 500;
/** Behind this without an answer, who follows is sent on: other processes may be able to. */
const LOST_MS = 30_000;
const LEAST_PAUSE_MS = 1_000;
/** So that an entry of the log stays small. */
const MOST_ITEMS = 250;

/**
 * A feed that several processes follow: one of them leads, polls, and writes what is new to a log; all of them, it too, read
 * it from there. Who comes to lead goes on where the log ends, so nothing is left out or told twice.
 */
export class SharedSupply<Item> implements FeedSupply {
  #isOn = false;
  #isLooking = false;
  #isLeading = false;
  /** The last page that was asked for did not come. */
  #isShort = false;
  #epoch: string | undefined;
  #turn = 0;
  #lookedAt = 0;
  #answeredAt = 0;
  /** The log says already that there is no answer. */
  #isTold = false;
  /** When the next poll is due, where this process leads. */
  #dueAt: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly feed: SuppliedFeed<Item>,
    private readonly parts: SharedSupplyParts<Item>,
  ) {}

  async join(): Promise<boolean> {
    if (this.#isOn) return true;
    const state = await this.parts.shared.look(0);
    if (this.#isStillOn()) return true;
    if (state.epoch === undefined) return false;
    const [first] = state.entries;
    this.#epoch = state.epoch;
    this.#turn = first === undefined ? state.turn : first.turn - 1;
    this.feed.restart(first === undefined ? placeIn(state.head) : placeIn(fields(first.value)['from']));
    await this.#follow(state);
    return true;
  }

  async begin(place: FeedPlace): Promise<boolean> {
    await this.parts.shared.begin(place, this.parts.clock.now());
    return this.join();
  }

  get isFresh(): boolean {
    return this.parts.clock.now() - this.#lookedAt < 2 * this.parts.times.intervalMs;
  }

  get polls(): boolean {
    return this.#isLeading;
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#answeredAt = this.parts.clock.now();
    if (!this.#isLooking) this.#lookIn(0);
  }

  stop(): void {
    this.#isOn = false;
    this.#isLeading = false;
    this.#dueAt = undefined;
    this.#cancel?.();
    this.parts.shared.leave().catch(ignore);
  }

  wake(): void {
    this.parts.shared.wake().then(() => {
      if (this.#isOn && !this.#isLooking) this.#lookIn(0);
    }, ignore);
  }

  /** May have changed while something was waited for. */
  #isStillOn(): boolean {
    return this.#isOn;
  }

  #lookIn(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.parts.timers.after(ms, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { shared, clock, log } = this.parts;
    this.#isLooking = true;
    let nextMs = LOOK_MS;
    try {
      const state = await shared.look(this.#turn);
      if (!this.#isStillOn()) return;
      this.#isLeading = state.lead !== undefined;
      await this.#follow(state);
      if (state.lead !== undefined && (await this.#lead(state.lead, state))) nextMs = 0;
      else if (state.lead === undefined) this.#dueAt = undefined;
      this.#answeredAt = clock.now();
      this.#isTold = false;
    } catch (error) {
      if (!this.#isTold) log.warn({ err: error }, 'the log of a feed could not be read or written');
      this.#isTold = true;
      if (clock.now() - this.#answeredAt > LOST_MS) this.feed.lost();
    } finally {
      this.#isLooking = false;
      if (this.#isStillOn()) this.#lookIn(nextMs);
    }
  }

  /** Takes what is new in the log. */
  async #follow({ epoch, turn, lookedAt, entries }: LogState): Promise<void> {
    // Begun anew, or gone on by more than it holds: nobody knows what was between.
    const isWhole = epoch === this.#epoch && turn - this.#turn === entries.length;
    if (!isWhole) {
      this.feed.lost();
      return;
    }
    for (const entry of entries) {
      if (entry.turn !== this.#turn + 1) {
        this.feed.lost();
        return;
      }
      await this.feed.take(this.feed.head, this.#batchIn(entry.value));
      this.#turn = entry.turn;
    }
    if (lookedAt > this.#lookedAt && entries.length === 0) this.feed.tell();
    this.#lookedAt = lookedAt;
  }

  /** Polls if it is time, one page. @returns whether there is more to do at once */
  async #lead(lead: Lead, { isAwake, lookedAt }: LogState): Promise<boolean> {
    if (!this.#isStillOn()) return false;
    const { clock, times, random, shared } = this.parts;
    const now = clock.now();
    this.#dueAt ??= nextPollAt(times, lookedAt, now, random());
    // It stays awake until somebody writes: who could not read tries again when it is time.
    const isWanted = isAwake && !this.#isShort && now - lookedAt >= LEAST_PAUSE_MS;
    if (now < this.#dueAt && !isWanted) return false;
    const from = this.feed.head;
    const batch = await this.#read(from);
    if (batch === undefined || !this.#isStillOn()) return false;
    const isNew = batch.items.length > 0 || !isSame(from, batch.end);
    const value = isNew ? { from, items: batch.items, end: batch.end } : undefined;
    const isDone = await shared.write(lead, this.#turn, { head: batch.end, value, lookedAt: now });
    if (!isDone || !batch.hasMore)
      this.#dueAt = isDone ? now + untilNextPoll(times, now, random()) : undefined;
    return isNew || batch.hasMore;
  }

  async #read(from: FeedPlace): Promise<FeedBatch<Item> | undefined> {
    try {
      const batch = await this.feed.poll(from, MOST_ITEMS);
      this.#isShort = false;
      if (batch === null) this.#fellShort(this.feed.gone());
      else this.parts.polled(batch.items.length > 0 ? 'events' : 'nothing');
      return batch ?? undefined;
    } catch (error) {
      const { api, operation } = this.feed.source.call;
      this.parts.log.warn({ api: api.name, operation, err: error }, 'a feed could not be polled');
      this.#fellShort(this.feed.fail(error));
      return undefined;
    }
  }

  /** The log stays as it is: no other process is told of it. */
  #fellShort(outcome: PollOutcome): void {
    const { clock, times, random, polled } = this.parts;
    this.#isShort = true;
    const until = outcome === 'refused' ? untilRecheck : untilNextPoll;
    this.#dueAt = clock.now() + until(times, clock.now(), random());
    polled(outcome);
  }

  #batchIn(value: unknown): FeedBatch<Item> {
    const { items, end } = fields(value);
    const all: readonly unknown[] = Array.isArray(items) ? items : [];
    return {
      items: all.map((placed) => {
        const { item, place } = fields(placed);
        return { item: this.parts.revive(item), place: placeIn(place) };
      }),
      end: placeIn(end),
      hasMore: false,
    };
  }
}

function placeIn(value: unknown): FeedPlace {
  const { cursor, skip } = fields(value);
  return {
    cursor: typeof cursor === 'string' ? cursor : undefined,
    skip: typeof skip === 'number' ? skip : 0,
  };
}

function isSame(one: FeedPlace, other: FeedPlace): boolean {
  return one.cursor === other.cursor && one.skip === other.skip;
}

function ignore(): void {
  // The next look tells.
}
