import type { SettingsReader } from './read-settings.js';

/** Where answers are shared with other processes, and what they are encrypted with. */
export interface SharedCacheSettings {
  readonly url: string;
  /** 32 bytes each: the first one encrypts, all decrypt. */
  readonly keys: readonly Buffer[];
  readonly timeoutMs: number;
}

/** Undefined where none is set. Nothing leaves the process in clear, so an address without keys is a fault. */
export function readSharedCache(reader: SettingsReader): SharedCacheSettings | undefined {
  const url = reader.find('REDIS_URL');
  const keys = reader.find('SHARED_CACHE_KEYS');
  for (const [one, other] of [
    ['REDIS_URL', 'SHARED_CACHE_KEYS'],
    ['SHARED_CACHE_KEYS', 'REDIS_URL'],
  ] as const)
    if (reader.isSet(one) && !reader.isSet(other))
      reader.faults.push(`${one}: is set, but ${other} is not. Set both or neither`);
  const timeoutMs = reader.get('REDIS_TIMEOUT_MS');
  return url === undefined || keys === undefined ? undefined : { url, keys, timeoutMs };
}
