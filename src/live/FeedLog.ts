import { FEED_START, type FeedPlace } from '../loaders/feed.js';

/** An item of a feed and the place behind it. */
export interface PlacedItem<Item> {
  readonly item: Item;
  readonly place: FeedPlace;
}

/** The part of a feed behind a place, as far as it was read. */
export interface FeedBatch<Item> {
  readonly items: readonly PlacedItem<Item>[];
  /** Where to go on. */
  readonly end: FeedPlace;
  readonly hasMore: boolean;
}

/** What is kept for whoever comes back, when nobody else needs it any more. */
const KEPT_FOR_RETURN = 200;

/**
 * The newest part of a feed, which all who follow it read from, each at a number of its own. Numbers rise by one with each
 * item; behind the last one is the end.
 */
export class FeedLog<Item> {
  #entries: PlacedItem<Item>[] = [];
  /** The number of the first entry. */
  #start = 0;
  /** The numbers behind places; one that was given twice is that of the later. */
  readonly #behind = new Map<string, number>();
  #head: FeedPlace;
  /** The keys by which places are found, oldest first, with the numbers behind them. */
  #keys: { readonly key: string; readonly number: number }[] = [];

  constructor(head: FeedPlace = FEED_START) {
    this.#head = head;
    this.#note(head, 0);
  }

  /** The place behind all of it. */
  get head(): FeedPlace {
    return this.#head;
  }

  /** The number behind the last entry. */
  get end(): number {
    return this.#start + this.#entries.length;
  }

  /** Undefined where it is not there any more, or not yet. */
  at(number: number): PlacedItem<Item> | undefined {
    return this.#entries[number - this.#start];
  }

  /** Whether an entry was there and is not any more. */
  hasDropped(number: number): boolean {
    return number < this.#start;
  }

  /** The number behind a place; undefined where it is none of those that are known. */
  numberBehind(place: FeedPlace): number | undefined {
    return this.#behind.get(keyOf(place));
  }

  /**
   * The number behind an item that others have got from elsewhere: only one that is there once tells where it stands.
   * @param isSame whether an entry is that item
   */
  numberBehindItem(isSame: (item: Item) => boolean): number | undefined {
    let found: number | undefined;
    for (const [index, { item }] of this.#entries.entries()) {
      if (!isSame(item)) continue;
      if (found !== undefined) return undefined;
      found = this.#start + index + 1;
    }
    return found;
  }

  /** What comes behind the head. */
  append({ items, end }: Pick<FeedBatch<Item>, 'items' | 'end'>): void {
    for (const entry of items) {
      this.#entries.push(entry);
      this.#note(entry.place, this.end);
    }
    this.#head = end;
    this.#note(end, this.end);
  }

  /** Goes on at a place elsewhere: what is there is of no use to whoever comes from before. */
  jump(head: FeedPlace): void {
    this.#start = this.end;
    this.#entries = [];
    this.#behind.clear();
    this.#keys = [];
    this.#head = head;
    this.#note(head, this.end);
  }

  /** Drops what nobody needs. @param needed from this number on all is kept @param most how many are kept at most */
  trim(needed: number, most: number): void {
    const least = Math.min(needed, this.end - KEPT_FOR_RETURN);
    const from = Math.max(least, this.end - most);
    if (from <= this.#start) return;
    this.#entries.splice(0, from - this.#start);
    this.#start = from;
    const kept = this.#keys.findIndex(({ number }) => number >= from);
    for (const { key, number } of this.#keys.splice(0, kept))
      if (this.#behind.get(key) === number) this.#behind.delete(key);
  }

  #note(place: FeedPlace, number: number): void {
    const key = keyOf(place);
    if (this.#behind.get(key) === number) return;
    this.#behind.set(key, number);
    this.#keys.push({ key, number });
  }
}

function keyOf({ cursor, skip }: FeedPlace): string {
  return `${String(skip)}.${cursor ?? ''}`;
}
