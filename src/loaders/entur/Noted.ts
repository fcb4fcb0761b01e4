/**
 * What a request has read by another way than an id, found by it nevertheless. Looked through only once somebody asks for
 * one: a page notes hundreds, and nearly nobody asks.
 */
export class Noted<Item> {
  #found: (readonly Item[])[] = [];
  readonly #byId = new Map<string, Item>();

  constructor(private readonly idOf: (item: Item) => string) {}

  note(items: readonly Item[]): void {
    this.#found.push(items);
  }

  /** What was noted last of this id. */
  get(id: string): Item | undefined {
    for (const items of this.#found) for (const item of items) this.#byId.set(this.idOf(item), item);
    this.#found = [];
    return this.#byId.get(id);
  }

  clear(): void {
    this.#found = [];
    this.#byId.clear();
  }
}
