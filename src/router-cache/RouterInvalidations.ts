import type { Logger } from 'pino';
import type { Change, ChangeChannel } from '../cache/SharedCache.js';
import type { Timers } from '../clock.js';
import type { RouterCacheSettings, Tenant } from '../config.js';
import { InvalidationEndpoint, type SendCounts } from './InvalidationEndpoint.js';
import type { RouterTags } from './RouterTags.js';

export interface RouterInvalidationsParts {
  readonly settings: NonNullable<RouterCacheSettings['invalidation']>;
  readonly subgraph: string;
  readonly tags: RouterTags;
  readonly timers: Timers;
  readonly log: Logger;
}

/**
 * Tells routers what this process has changed. What others have changed they tell themselves: nobody is told of that by this
 * channel.
 */
export class RouterInvalidations implements ChangeChannel {
  readonly #endpoints: readonly InvalidationEndpoint[];
  #tenants: ReadonlyMap<string, string | undefined> | undefined;

  constructor(private readonly parts: RouterInvalidationsParts) {
    const { settings, subgraph, timers, log } = parts;
    this.#endpoints = settings.urls.map(
      (url) => new InvalidationEndpoint({ url, key: settings.key, subgraph, timers, log }),
    );
  }

  /** What became of what routers were told, all of them together. */
  get counts(): SendCounts {
    const sum = { sent: 0, failed: 0, overflowed: 0 };
    for (const { counts } of this.#endpoints) {
      sum.sent += counts.sent;
      sum.failed += counts.failed;
      sum.overflowed += counts.overflowed;
    }
    return sum;
  }

  /** How many tags are to be told. */
  get waiting(): number {
    return this.#endpoints.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  tell(change: Change): void {
    this.#tell(this.parts.tags.ofChange(change));
  }

  listen(): void {
    // Routers change nothing.
  }

  /** From now on these are the tenants: of those that have changed, or are gone, what they were answered is forgotten. */
  useTenants(tenants: readonly Tenant[]): void {
    const now = new Map(tenants.map(({ id, fingerprint }) => [id, fingerprint]));
    for (const [id, fingerprint] of this.#tenants ?? [])
      if (!now.has(id) || now.get(id) !== fingerprint) this.#tell(this.parts.tags.ofTenant(id));
    this.#tenants = now;
  }

  /** Resolves once routers have been told everything, or the time is up. */
  async stop(ms: number): Promise<void> {
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.stop(ms)));
  }

  #tell(tag: string): void {
    for (const endpoint of this.#endpoints) endpoint.tell(tag);
  }
}
