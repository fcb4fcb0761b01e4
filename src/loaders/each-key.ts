import DataLoader from 'dataloader';

/**
 * A loader for an API without a bulk endpoint: one call per distinct key and request, however many fields, aliases
 * and entities ask. One failing key fails alone. How many calls run at once is bounded by the API's concurrency limit.
 * @param keyOf the text that tells keys apart
 */
export function loadEachKey<K, V>(
  keyOf: (key: K) => string,
  load: (key: K) => Promise<V>,
): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(
    async (keys) => {
      const settled = await Promise.allSettled(
        keys.map((key) => {
          try {
            return load(key);
          } catch (error) {
            return Promise.reject(asError(error));
          }
        }),
      );
      return settled.map((result) => (result.status === 'fulfilled' ? result.value : asError(result.reason)));
    },
    { cacheKeyFn: keyOf },
  );
}

/** What no encoding changes: nearly all ids. */
const PLAIN = /^[\w.-]*$/;

/** A cache key of several parts, of which none can run over into the next. */
export function joinKey(...parts: readonly string[]): string {
  return parts.map((part) => (PLAIN.test(part) ? part : encodeURIComponent(part))).join('|');
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('load failed', { cause: reason });
}
