import type { Connection } from '../../schema/shared/connection.js';
import { checkFirst, type CursorCodec } from './cursor.js';

export interface ArrayPage<Item, Node> {
  /** The whole list, in any order. */
  readonly items: readonly Item[];
  /** What tells items apart, and what they are put in order by. */
  readonly keyOf: (item: Item) => string;
  readonly compare: (one: string, other: string) => number;
  readonly toNode: (item: Item) => Node;
  readonly first: number;
  readonly after: string | null | undefined;
  readonly cursors: CursorCodec;
}

/**
 * A page of a list that the API gives whole. The list is put in order by key and cursors hold the key, not the index:
 * so a walk meets every item once, in order, also when others appear or disappear between pages.
 */
export function connectionOverArray<Item, Node>(
  page: ArrayPage<Item, Node>,
): Connection<Node> & { totalCount: number } {
  const { items, keyOf, compare, toNode, first, after, cursors } = page;
  checkFirst(first);
  const afterKey = after == null ? undefined : cursors.decode(after);
  const sorted = items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => compare(one.key, other.key))
    .filter(({ key }, index, all) => all[index - 1]?.key !== key);
  const behind = afterKey === undefined ? 0 : sorted.findIndex(({ key }) => compare(key, afterKey) > 0);
  const start = behind === -1 ? sorted.length : behind;
  const edges = sorted
    .slice(start, start + first)
    .map(({ item, key }) => ({ cursor: cursors.encode(key), node: toNode(item) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: start + first < sorted.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      // Nothing came behind the given cursor, so that is still the end.
      endCursor: edges.at(-1)?.cursor ?? after ?? null,
    },
    totalCount: sorted.length,
  };
}

/** Order of numbers written as digits: shorter ones first, then digit by digit. */
export function compareDigits(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
