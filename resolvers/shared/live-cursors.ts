import type { FeedPlace } from '../../src/loaders/feed.js';
import type { CursorCodec } from './cursor.js';
import { readPlace, writePlace } from './feed-connection.js';

/** What makes events of items: `toEvent` with the cursor of each. */
export function liveShape<Item, Event>(
  cursors: CursorCodec,
  toEvent: (item: Item, cursor: string) => Event,
): { toEvent(item: Item, place: FeedPlace): Event; cursorOf(place: FeedPlace): string } {
  const cursorOf = (place: FeedPlace): string => cursors.encode(writePlace(place));
  return { cursorOf, toEvent: (item, place) => toEvent(item, cursorOf(place)) };
}

/** The place that a cursor stands for. @throws BadInputError */
export function placeOf(cursors: CursorCodec, after: string | null | undefined): FeedPlace | undefined {
  return after == null ? undefined : readPlace(cursors.decode(after));
}
