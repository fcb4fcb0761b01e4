import DataLoader from 'dataloader';
import { asError } from '../errors/as-error.js';
import { readAll } from '../http/paced-reads.js';

/**
 * A loader for an API without a bulk endpoint: one call per distinct key and request, however many fields, aliases
 * and entities ask. One failing key fails alone. How many calls run at once is bounded by the API's concurrency shared,
 * and so is how many more begin to wait for that.
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
    const [key] = keys;
    // Many batches are of one: this spares them what `Promise.all` makes.
    if (key !== undefined && keys.length === 1) return this.#loadOne(key).then(alone);
    return readAll(keys, (each) => this.#loadOne(each));
  }

  /** A failure is given as a value: the others are not its fault. */
  #loadOne(key: K): Promise<V | Error> {
    try {
      return this.loadOne(key).catch(asError);
    } catch (error) {
      return Promise.resolve(asError(error));
    }
  }
}

function alone<T>(value: T): T[] {
  return [value];
}
