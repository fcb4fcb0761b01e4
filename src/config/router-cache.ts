import type { SettingsReader } from './read-settings.js';

/** A router in front may keep answers, each for who has asked. */
export interface RouterCacheSettings {
  /** Which routers are told of changes, and the key that they know us by; undefined = none is. */
  readonly invalidation: { readonly urls: readonly string[]; readonly key: string } | undefined;
}

/** Undefined where nobody may keep anything. An address without a key, and either without a cache, would be of no use. */
export function readRouterCache(reader: SettingsReader): RouterCacheSettings | undefined {
  const isOn = reader.get('ROUTER_CACHE') === 'private';
  const urls = reader.find('ROUTER_INVALIDATION_URL');
  const key = reader.find('ROUTER_INVALIDATION_KEY');
  const names = ['ROUTER_INVALIDATION_URL', 'ROUTER_INVALIDATION_KEY'] as const;
  for (const [index, name] of names.entries()) {
    if (!reader.isSet(name)) continue;
    const other = names[1 - index];
    if (other !== undefined && !reader.isSet(other))
      reader.faults.push(`${name}: is set, but ${other} is not. Set both or neither`);
    if (!isOn)
      reader.faults.push(`${name}: is set, but ROUTER_CACHE does not say private. Set both or neither`);
  }
  if (!isOn) return undefined;
  return { invalidation: urls === undefined || key === undefined ? undefined : { urls, key } };
}
