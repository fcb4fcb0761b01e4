import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { SharedCacheSettings } from '../config.js';
import type { CommandWatch } from './Link.js';
import { SharedTier } from './SharedTier.js';

/** The shared tier of one subgraph, as it is set. */
export function openSharedTier(
  settings: SharedCacheSettings,
  subgraph: string,
  log: Logger,
  watch?: CommandWatch,
): SharedTier {
  return new SharedTier({ ...settings, prefix: `vmp:${subgraph}`, version: shapeVersion(), log, watch });
}

let known: string | undefined;

/**
 * Stands for the shape of what is kept: a hash of the code that reads answers. Two builds that differ there share nothing
 * but word of changes, so that none has to understand what another has read.
 */
function shapeVersion(): string {
  return (known ??= hashOfReaders());
}

function hashOfReaders(): string {
  const hash = createHash('sha256').update(process.versions.v8);
  for (const folder of ['clients', 'loaders']) {
    const base = new URL(`../${folder}/`, import.meta.url);
    const files = readdirSync(base, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((each) => /\.[jt]s$/.test(each)).sort())
      hash.update(file).update(readFileSync(new URL(file, base)));
  }
  return hash.digest('base64url').slice(0, 16);
}
