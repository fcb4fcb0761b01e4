import { joinKey } from '../cache/cache-key.js';
import type { EntityObserver } from '../http/call-scope.js';

/** Something was asked for by others than the entities themselves, or by who knows whom. */
const ALL = 'all';

/**
 * What the entities of one batch were made from, as far as that can be told apart: a read counts for one of them where all
 * who asked for it were that entity itself, and for all of them in any other case. So nothing is ever left out.
 */
export class BatchEntities implements EntityObserver {
  readonly #places = new Map<object, number>();
  /** Which entities have asked for what, by kind and key. */
  readonly #asked = new Map<string, Set<number> | typeof ALL>();
  #batch: unknown;
  #isMixed = false;
  #size = 0;

  /** How many there are, in the order in which they were named. */
  get size(): number {
    return this.#size;
  }

  /** They are answered in more than one field, so their order says nothing. */
  get isMixed(): boolean {
    return this.#isMixed;
  }

  named(reference: object, batch: unknown): void {
    if (this.#size === 0) this.#batch = batch;
    else if (batch !== this.#batch) this.#isMixed = true;
    // Of one object in two places nobody knows for which of them it asks: then it is for all.
    this.#places.set(reference, this.#places.has(reference) ? Number.NaN : this.#size);
    this.#size += 1;
  }

  found(reference: object, entity: object): void {
    const place = this.#places.get(reference);
    if (place === undefined) return;
    const before = this.#places.get(entity);
    this.#places.set(entity, before === undefined || before === place ? place : Number.NaN);
  }

  asked(kind: string, key: readonly string[], by: object | undefined): void {
    // Where nothing is named there is nothing to tell apart.
    if (this.#size === 0) return;
    const name = joinKey(kind, ...key);
    const place = by === undefined ? undefined : this.#places.get(by);
    const askers = this.#asked.get(name);
    if (place === undefined || Number.isNaN(place)) this.#asked.set(name, ALL);
    else if (askers === undefined) this.#asked.set(name, new Set([place]));
    else if (askers !== ALL) askers.add(place);
  }

  /** For which entities what stands under a name was read. */
  askersOf(name: string): Iterable<number> | typeof ALL {
    return this.#asked.get(name) ?? ALL;
  }

  /** What they have asked for, whether it was read for that or came by another way. */
  get names(): Iterable<string> {
    return this.#asked.keys();
  }
}
