import type { FeedPlace } from '../loaders/feed.js';
import type { FeedBatch } from './FeedLog.js';
import type { FeedSource } from './FeedSource.js';
import type { PollOutcome } from './PollOutcome.js';

/** What finds out what is new in a feed, and hands it in. */
export interface FeedSupply {
  /** Comes to where others are with this feed. @returns false where nobody is */
  join(): Promise<boolean>;
  /** Says to others where this process begins, unless one of them has. @returns whether it has put the feed where they are */
  begin(place: FeedPlace): Promise<boolean>;
  /** Whether its head is about the end of the feed. */
  readonly isFresh: boolean;
  /** Whether it is this process that polls it. */
  readonly polls: boolean;
  start(): void;
  stop(): void;
  /** Looks as soon as may be. */
  wake(): void;
}

/** A feed as its supply knows it. */
export interface SuppliedFeed<Item> {
  readonly source: FeedSource<Item>;
  /** Where it goes on. */
  readonly head: FeedPlace;
  readonly batchItems: number;
  /** A part of it from the API. Null when there is no such feed. */
  poll(after: FeedPlace, first: number): Promise<FeedBatch<Item> | null>;
  /** Takes what has come behind a place, once there is room for it; nothing if that is not the head any more. */
  take(from: FeedPlace, batch: FeedBatch<Item>): Promise<void>;
  /** Goes on at a place that others say. */
  restart(place: FeedPlace): void;
  /** It was looked for news in vain. */
  tell(): void;
  /** Nobody knows what others have made of it. */
  lost(): void;
  /** It could not be read this time. @returns which of the outcomes that is */
  fail(error: unknown): PollOutcome;
  /** There is no such feed, as it seems. */
  gone(): PollOutcome;
}
