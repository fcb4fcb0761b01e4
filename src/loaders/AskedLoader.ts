import type { CacheKey } from '../cache/ScopedCaches.js';
import type { ReadObserver } from '../http/call-scope.js';
import { KeyLoader } from './KeyLoader.js';

/** A loader that tells for whom it is asked, where somebody wants to know: see `EntityObserver`. */
export class AskedLoader<K, V> extends KeyLoader<K, V> {
  constructor(
    keyOf: (key: K) => string,
    loadOne: (key: K) => Promise<V>,
    private readonly reads: ReadObserver | undefined,
    /** The kind of answer that it reads, and its key in the cache of that. */
    private readonly kind: string,
    private readonly cacheKeyOf: (key: K) => CacheKey,
  ) {
    super(keyOf, loadOne);
  }

  /** @param by the object that has the field which is asked for; left out where it is for no object alone */
  override load(key: K, by?: object): Promise<V> {
    this.reads?.entities?.asked(this.kind, this.cacheKeyOf(key), by);
    return super.load(key);
  }
}
