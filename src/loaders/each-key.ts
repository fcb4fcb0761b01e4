import DataLoader from 'dataloader';
import { asError } from '../errors/as-error.js';
import { promised } from '../http/promised.js';

/**
 * A loader for an API without a bulk endpoint: one call per distinct key and request, however many fields, aliases
 * and entities ask. One failing key fails alone. How many calls run at once is bounded by the API's concurrency limit.
 * A request has a dozen of these and uses one or two, so each is made when it is first asked.
 */
export class KeyLoader<K, V> {
  #loader: DataLoader<K, V, string> | undefined;

  /** @param keyOf the text that tells keys apart */
  constructor(
    private readonly keyOf: (key: K) => string,
    private readonly loadOne: (key: K) => Promise<V>,
  ) {}

  load(key: K): Promise<V> {
    return this.#made().load(key);
  }

  /** Remembers a value that came by another way. */
  prime(key: K, value: V): void {
    this.#made().prime(key, value);
  }

  clear(key: K): void {
    this.#loader?.clear(key);
  }

  clearAll(): void {
    this.#loader?.clearAll();
  }

  #made(): DataLoader<K, V, string> {
    return (this.#loader ??= new DataLoader<K, V, string>((keys) => this.#loadAll(keys), {
      cacheKeyFn: this.keyOf,
    }));
  }

  #loadAll(keys: readonly K[]): Promise<(V | Error)[]> {
    // A failure is given as a value: the others are not its fault.
    return Promise.all(keys.map((key) => promised(() => this.loadOne(key)).catch(asError)));
  }
}

/** What no encoding changes: nearly all ids. */
const PLAIN = /^[\w.-]*$/;

/** A cache key of several parts, of which none can run over into the next. */
export function joinKey(...parts: readonly string[]): string {
  return parts.map((part) => (PLAIN.test(part) ? part : encodeURIComponent(part))).join('|');
}
