interface Place<T> {
  work: T | undefined;
}

/**
 * What is in flight, by key. In a plain Map all of it would live longer than it should: a Map that fills up moves to a
 * new table and leaves the old one behind as it was, and once the engine has put such tables among what lives long, each
 * keeps what was in flight until everything is collected. So the Map holds places here, which are emptied.
 */
export class InFlight<T> {
  readonly #places = new Map<string, Place<T>>();

  get(key: string): T | undefined {
    return this.#places.get(key)?.work;
  }

  keys(): Iterable<string> {
    return this.#places.keys();
  }

  set(key: string, work: T): void {
    const place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, { work });
    else place.work = work;
  }

  /** Forgets what is under `key`; told which work, only if it is that. */
  delete(key: string, work?: T): void {
    const place = this.#places.get(key);
    if (place === undefined || (work !== undefined && place.work !== work)) return;
    place.work = undefined;
    this.#places.delete(key);
  }
}
