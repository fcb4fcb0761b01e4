import { LRUCache } from 'lru-cache';

const MAX_NAMES = 10_000;

/**
 * Short names for long texts that begin keys: a key is hashed from end to end at each look-up. Equal texts have one name,
 * and no name is given twice.
 */
export class ShortNames {
  readonly #names = new LRUCache<string, string>({ max: MAX_NAMES });
  #count = 0;

  of(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      this.#count += 1;
      this.#names.set(text, (name = this.#count.toString(36)));
    }
    return name;
  }
}
