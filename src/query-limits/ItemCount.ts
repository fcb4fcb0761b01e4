import type { FieldNode } from 'graphql';

/** What an operation asks for where each list that an API gives whole has one item. */
export interface LeastItems {
  readonly items: number;
  /** What each item of such a list asks for, by the fields that the items are in. */
  readonly perItem: ReadonlyMap<FieldNode, number>;
}

/**
 * Counts the items that one execution asks for while its lists come: what is asked of each of their items is known before
 * any of it is resolved.
 */
export class ItemCount {
  #items: number;

  constructor(
    private readonly least: LeastItems,
    private readonly maxItems: number,
  ) {
    this.#items = least.items;
  }

  /** What was asked for by the lists that have come. */
  get report(): { readonly items: number } {
    return { items: this.#items };
  }

  /** A list came. @returns false when more is asked for than may be */
  came(nodes: readonly FieldNode[], length: number): boolean {
    let perItem = 0;
    for (const node of nodes) perItem += this.least.perItem.get(node) ?? 0;
    // Others are counted while they are made.
    if (perItem > 0) this.#items += (length - 1) * (1 + perItem);
    return this.#items <= this.maxItems;
  }
}
