import type { FeedPlace } from '../loaders/feed.js';
import type { PlacedItem } from './FeedLog.js';
import { StreamEnd, type EndReason } from './StreamEnd.js';

/** What a follower makes of what it is given. */
export interface LiveShape<Item, Event> {
  toEvent(item: Item, place: FeedPlace): Event;
  /** The cursor of a place, for whoever goes on elsewhere. */
  cursorOf(place: FeedPlace): string;
}

/** Where a reader gets its items from. */
export interface LiveRead<Item> {
  /** The next item; waits for it. @throws what ends the reading */
  next(): Promise<PlacedItem<Item> | undefined>;
  /** Nothing is wanted any more. */
  leave(): void;
}

/**
 * The events of one subscription, one at a time as they are asked for: nothing is held for it but its place. Unlike a
 * generator it can be left while it waits.
 */
export class LiveReader<Item, Event> implements AsyncIterableIterator<Event> {
  /** The place behind what was handed out. */
  #last: FeedPlace;
  /** The place before that. */
  #before: FeedPlace;
  #isOver = false;
  /** Set where this server ends it: told once, instead of the next event. */
  #reason: EndReason | undefined;
  #cause: unknown;
  #wake: (() => void) | undefined;

  constructor(
    private readonly source: LiveRead<Item>,
    private readonly shape: LiveShape<Item, Event>,
    after: FeedPlace,
  ) {
    this.#last = after;
    this.#before = after;
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    if (this.#isOver) return DONE;
    const placed = this.#reason === undefined ? await this.#read() : undefined;
    // What has come since it was left or ended is for whoever goes on at the last place.
    if (this.#over) return DONE;
    if (this.#reason !== undefined) return this.#finish(this.#ended(this.#reason));
    if (placed === undefined) return this.#finish();
    this.#before = this.#last;
    this.#last = placed.place;
    return { done: false, value: this.shape.toEvent(placed.item, placed.place) };
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    return this.#finish();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends it from this side: whoever reads gets the reason and the last place. */
  end(reason: EndReason, cause?: unknown): void {
    this.#reason ??= reason;
    this.#cause ??= cause;
    this.#wake?.();
  }

  /** The end of one whose last event has not arrived: whoever goes on behind the one before is told it again. */
  undelivered(reason: EndReason): StreamEnd {
    return new StreamEnd(reason, this.shape.cursorOf(this.#before));
  }

  /** May have changed while something was waited for. */
  get #over(): boolean {
    return this.#isOver;
  }

  /** The next item; undefined where it was left or ended before. */
  async #read(): Promise<PlacedItem<Item> | undefined> {
    const ended = new Promise<undefined>((resolve) => {
      this.#wake = () => {
        resolve(undefined);
      };
    });
    try {
      return await Promise.race([this.source.next(), ended]);
    } catch (error) {
      this.end('FEED_FAILED', error);
      return undefined;
    } finally {
      this.#wake = undefined;
    }
  }

  #ended(reason: EndReason): Error {
    return new StreamEnd(reason, this.shape.cursorOf(this.#last), { cause: this.#cause });
  }

  #finish(error?: Error): Promise<IteratorResult<Event, undefined>> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.source.leave();
      this.#wake?.();
    }
    return error === undefined ? Promise.resolve(DONE) : Promise.reject(error);
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
