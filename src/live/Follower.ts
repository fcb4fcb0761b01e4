import type { FeedPlace } from '../loaders/feed.js';
import { GraphError } from '../errors/GraphError.js';
import type { FeedBatch, FeedLog, PlacedItem } from './FeedLog.js';
import type { FeedSource } from './FeedSource.js';
import type { LiveRead } from './LiveReader.js';

/** The feed that a follower belongs to. */
export interface FollowedFeed<Item> {
  readonly log: FeedLog<Item>;
  readonly source: FeedSource<Item>;
  /** A part of it from the API. Null when there is no such feed. */
  read(after: FeedPlace, first: number): Promise<FeedBatch<Item> | null>;
  /** Goes on at this place, unless it is under way already. */
  startAt(place: FeedPlace): Promise<void>;
  /** Resolves when something has come, or has been looked for in vain. */
  changed(): Promise<void>;
  /** One has read on: there is more room. */
  moved(): void;
  left(follower: Follower<Item>): void;
}

/** Read ahead of one follower, while it catches up: no more than this is held for it. */
export const READ_AHEAD = 500;

/**
 * The place of one subscription in a feed. Behind the log it reads pages of its own, as fast as its caller takes them; as
 * soon as its place is one of the log's, it reads from there, as all others do.
 */
export class Follower<Item> implements LiveRead<Item> {
  /** In the log; undefined while it catches up. */
  #number: number | undefined;
  #ahead: PlacedItem<Item>[] = [];
  #place: FeedPlace;
  /** Whether its own page was followed by another. */
  #hasMore = true;
  #last: Item | undefined;

  /** @param place behind which it begins @param first what was read from there on already */
  constructor(
    private readonly feed: FollowedFeed<Item>,
    place: FeedPlace,
    first?: FeedBatch<Item>,
  ) {
    this.#place = place;
    if (first === undefined) this.#number = feed.log.numberBehind(place);
    else this.#goOn(first);
  }

  /** What it has not read of the log; undefined while it catches up. */
  get number(): number | undefined {
    return this.#number;
  }

  async next(): Promise<PlacedItem<Item> | undefined> {
    const { log } = this.feed;
    for (;;) {
      const known = this.#ahead.shift();
      if (known !== undefined) return known;
      if (this.#number === undefined) {
        await this.#catchUp();
        continue;
      }
      const placed = log.at(this.#number);
      if (placed !== undefined) {
        this.#number += 1;
        this.feed.moved();
        return placed;
      }
      await this.feed.changed();
    }
  }

  leave(): void {
    this.feed.left(this);
  }

  /** One page of its own, or the step into the log. */
  async #catchUp(): Promise<void> {
    const { feed } = this;
    if (this.#findInLog()) return;
    if (!this.#hasMore) {
      await feed.startAt(this.#place);
      if (this.#findInLog()) return;
      // Under way, but at places with other names: behind the next look both may be at the end.
      await feed.changed();
      if (this.#findInLog()) return;
    }
    const batch = await feed.read(this.#place, READ_AHEAD);
    if (batch === null) throw noFeed();
    this.#goOn(batch);
  }

  #goOn(batch: FeedBatch<Item>): void {
    this.#ahead = [...batch.items];
    this.#last = batch.items.at(-1)?.item ?? this.#last;
    this.#place = batch.end;
    this.#hasMore = batch.hasMore;
  }

  #findInLog(): boolean {
    const { log, source } = this.feed;
    this.#number = log.numberBehind(this.#place) ?? this.#behindLast(log, source);
    return this.#number !== undefined;
  }

  #behindLast(log: FeedLog<Item>, { identity }: FeedSource<Item>): number | undefined {
    const last = this.#last;
    if (last === undefined || identity.idOf(last) === null) return undefined;
    const details = identity.detailsOf(last);
    return log.numberBehindItem((item) => identity.detailsOf(item) === details);
  }
}

/** What is said of a feed that was there. */
export function noFeed(): GraphError {
  return new GraphError('NOT_FOUND', 'There is no such ledger any more, or the keys in use may not see it.');
}
