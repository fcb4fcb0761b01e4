/** Reads that are made once, however often the same is asked for: by the text that tells them apart. */
export class SharedReads<T> {
  readonly #reads = new Map<string, Promise<T>>();

  once(key: string, read: () => Promise<T>): Promise<T> {
    let found = this.#reads.get(key);
    if (found === undefined) this.#reads.set(key, (found = read()));
    return found;
  }
}
