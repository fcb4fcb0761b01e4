/** What makes two items of a feed the same one. */
export interface Identity<Item> {
  /** The id of an item; null for one without, which is never the same as another. */
  readonly idOf: (item: Item) => string | null;
  /** All that has to be alike too: what shares an id only is not dropped. */
  readonly detailsOf: (item: Item) => string;
}

/** Finds items that came before. */
export class Repeats<Item> {
  readonly #first = new Map<string, Item>();
  /** Of items whose ids came more than once. */
  #details: Set<string> | undefined;

  constructor(private readonly identity: Identity<Item>) {}

  /** Whether this very item came before. Notes it for those to come. */
  isRepeat(item: Item): boolean {
    const { idOf, detailsOf } = this.identity;
    const id = idOf(item);
    if (id === null) return false;
    const first = this.#first.get(id);
    if (first === undefined) {
      this.#first.set(id, item);
      return false;
    }
    const details = (this.#details ??= new Set()).add(detailsOf(first));
    const before = details.size;
    return details.add(detailsOf(item)).size === before;
  }

  /** Those of these items that came before. */
  among(items: readonly Item[]): ReadonlySet<Item> {
    let found: Set<Item> | undefined;
    for (const item of items) if (this.isRepeat(item)) (found ??= new Set()).add(item);
    return found ?? NONE;
  }
}

/** One for all pages, as nearly none has any. */
const NONE: ReadonlySet<never> = new Set<never>();
