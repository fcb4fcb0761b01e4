/** Most invalidations that are remembered one by one. */
const MAX_REMEMBERED = 10_000;

/** Told at once what is not true any more. */
export interface InvalidationListener {
  tagChanged(tag: string): void;
  prefixChanged(prefix: string): void;
}

/**
 * What was invalidated when, by tag: a change bars only what was made from the data that it touched from being kept or
 * joined. Time is a count that goes up with each invalidation.
 */
export class Invalidations {
  #now = 0;
  /** When each tag, prefix of tags and tenant was last invalidated, oldest first. */
  readonly #tags = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  readonly #tenants = new Map<string, number>();
  /** What happened up to here is not remembered one by one any more. */
  #forgottenUpTo = 0;
  readonly #listeners: InvalidationListener[] = [];

  /** The moment to compare with later. */
  get now(): number {
    return this.#now;
  }

  listen(listener: InvalidationListener): void {
    this.#listeners.push(listener);
  }

  /** The data behind `tag` has changed. */
  invalidate(tenantId: string, tag: string): void {
    this.#remember(this.#tags, tag, tenantId);
    for (const listener of this.#listeners) listener.tagChanged(tag);
  }

  /** The data behind all tags that begin so may have changed. */
  invalidateUnder(tenantId: string, prefix: string): void {
    this.#remember(this.#prefixes, prefix, tenantId);
    for (const listener of this.#listeners) listener.prefixChanged(prefix);
  }

  /** Whether any of these tags was invalidated since that moment. Says yes where that is not known any more. */
  anySince(moment: number, tags: ReadonlySet<string>): boolean {
    if (moment === this.#now || tags.size === 0) return false;
    if (moment < this.#forgottenUpTo) return true;
    for (const tag of tags) if ((this.#tags.get(tag) ?? 0) > moment) return true;
    for (const [prefix, at] of this.#prefixes) {
      if (at <= moment) continue;
      for (const tag of tags) if (tag.startsWith(prefix)) return true;
    }
    return false;
  }

  /** Whether anything of the tenant was invalidated since that moment. */
  anyOfTenantSince(moment: number, tenantId: string): boolean {
    return (this.#tenants.get(tenantId) ?? 0) > moment;
  }

  #remember(among: Map<string, number>, key: string, tenantId: string): void {
    this.#now += 1;
    this.#tenants.set(tenantId, this.#now);
    // At the end of the map again: its first entry is the oldest.
    among.delete(key);
    among.set(key, this.#now);
    if (among.size <= MAX_REMEMBERED) return;
    const [oldest] = among;
    if (oldest === undefined) return;
    among.delete(oldest[0]);
    this.#forgottenUpTo = Math.max(this.#forgottenUpTo, oldest[1]);
  }
}
