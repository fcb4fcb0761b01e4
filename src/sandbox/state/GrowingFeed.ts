import type { SeededFeed } from '../seed/ledger-feeds.js';

interface Added<Item> {
  readonly item: Item;
  readonly ledgerDate: string;
  /** How many seeded items came before it. */
  readonly behind: number;
}

/**
 * A feed that only ever grows at its end. It holds the seeded items up to the sandbox's time and those added over the
 * control API, each where the feed ended when it was added.
 */
export class GrowingFeed<Seeded extends { readonly timeMs: number }, Item> {
  #added: Added<Item>[] = [];
  #lastMs: number | undefined;

  constructor(
    private readonly seeded: SeededFeed<Seeded>,
    /** @param added how many added items came before it */
    private readonly toItem: (seeded: Seeded, added: number) => Item,
  ) {}

  get added(): readonly Item[] {
    return this.#added.map(({ item }) => item);
  }

  /** @param untilMs the sandbox's time */
  add(item: Item, ledgerDate: string, untilMs: number): void {
    const behind = Math.max(this.#visible(untilMs), this.#added.at(-1)?.behind ?? 0);
    this.#added.push({ item, ledgerDate, behind });
  }

  /** The items from place `from` on, at most `size`, and how many there are in all. */
  slice(from: number, size: number, untilMs: number): { items: Item[]; length: number } {
    const visible = this.#visible(untilMs);
    const added = this.#added.filter(({ behind }) => behind <= visible);
    const length = visible + added.length;
    const items: Item[] = [];
    // `nth` counts the added items before this place.
    let nth = added.findIndex(({ behind }, index) => behind + index >= from);
    if (nth === -1) nth = added.length;
    for (let place = from; place < length && items.length < size; place += 1) {
      const next = added[nth];
      if (next && next.behind + nth === place) {
        items.push(next.item);
        nth += 1;
      } else items.push(this.toItem(this.seeded.at(place - nth), nth));
    }
    return { items, length };
  }

  /** All items of one ledger date so far; `day` is its number among the seeded days. */
  onDate(date: string, day: number, untilMs: number): Item[] {
    const end = Math.min(this.seeded.startOf(day + 1), this.#visible(untilMs));
    const items: Item[] = [];
    let nth = 0;
    const takeAdded = (until: number): void => {
      for (let next = this.#added[nth]; next && next.behind <= until; next = this.#added[nth]) {
        if (next.ledgerDate === date) items.push(next.item);
        nth += 1;
      }
    };
    for (let place = this.seeded.startOf(day); place < end; place += 1) {
      takeAdded(place);
      items.push(this.toItem(this.seeded.at(place), nth));
    }
    takeAdded(this.#visible(untilMs));
    return items;
  }

  /** How many seeded items there are at that time; they are ordered by time. */
  #visible(untilMs: number): number {
    this.#lastMs ??= this.seeded.length === 0 ? 0 : this.seeded.at(this.seeded.length - 1).timeMs;
    if (untilMs >= this.#lastMs) return this.seeded.length;
    let [low, high] = [0, this.seeded.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.seeded.at(middle).timeMs <= untilMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
