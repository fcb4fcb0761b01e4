import { CountedConnectionView } from './connection-view.js';
import { checkFirst, type CursorCodec } from './cursor.js';

/** Which page of which list is wanted. */
export interface ArrayPage<Item, Node> {
  /** The whole list, in any order. */
  readonly items: readonly Item[];
  /** There is more than the API gives. False unless told otherwise. */
  readonly hasMore?: boolean;
  /** What tells items apart, and what they are sorted by. */
  readonly keyOf: (item: Item) => string;
  readonly compare: (one: string, other: string) => number;
  readonly toNode: (item: Item) => Node;
  readonly first: number;
  readonly after: string | null | undefined;
  readonly cursors: CursorCodec;
}

/**
 * A page of a list that the API gives whole. Cursors hold the key of an item, not its index, so a walk through the
 * pages meets every item once, even when others come and go in between.
 */
export function connectionOverArray<Item, Node>(page: ArrayPage<Item, Node>): CountedConnectionView<Node> {
  const { items, hasMore = false, keyOf, compare, toNode, first, after, cursors } = page;
  checkFirst(first);
  const afterKey = after == null ? undefined : cursors.decode(after);
  const sorted = inOrder(items, keyOf, compare);
  const behind = afterKey === undefined ? 0 : sorted.findIndex(({ key }) => compare(key, afterKey) > 0);
  const start = behind === -1 ? sorted.length : behind;
  const taken = sorted.slice(start, start + first);
  const nodes = taken.map(({ item }) => toNode(item));
  const cursorAt = (index: number): string | null => {
    const key = taken.at(index)?.key;
    return key === undefined ? null : cursors.encode(key);
  };
  return new CountedConnectionView(
    {
      nodes,
      hasNextPage: hasMore || start + first < sorted.length,
      hasPreviousPage: start > 0,
      cursorAt: (index) => cursorAt(index) ?? '',
      // Nothing came after the given cursor, so it still marks the end.
      endCursor: () => cursorAt(-1) ?? after ?? null,
    },
    sorted.length,
  );
}

interface Keyed<Item> {
  readonly item: Item;
  readonly key: string;
}

/** Sorted by key, without duplicates. Most lists arrive sorted, so that is checked first. */
function inOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  compare: (one: string, other: string) => number,
): readonly Keyed<Item>[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  const isSorted = keyed.every(({ key }, index) => {
    const before = keyed[index - 1];
    return before === undefined || compare(before.key, key) < 0;
  });
  return isSorted
    ? keyed
    : keyed
        .sort((one, other) => compare(one.key, other.key))
        .filter(({ key }, index, all) => all[index - 1]?.key !== key);
}

/** Orders texts by code unit, whatever the locale. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Orders numbers written as digits: shorter ones first, then digit by digit. */
export function compareDigits(one: string, other: string): number {
  return one.length - other.length || compareText(one, other);
}
