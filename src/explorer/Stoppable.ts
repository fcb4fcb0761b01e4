/** Results of which GraphiQL's Stop button ends the rest. It asks twice for their iterator, and means the same one. */
export class Stoppable<T> implements AsyncIterableIterator<T, undefined> {
  readonly #results: AsyncIterator<T, undefined>;
  readonly #stop: () => void;

  /** @param stop makes the results end, also while the next one is waited for */
  constructor(results: AsyncIterator<T, undefined>, stop: () => void) {
    this.#results = results;
    this.#stop = stop;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Waits for the next one. */
  next(): Promise<IteratorResult<T, undefined>> {
    return this.#results.next();
  }

  /** Called by whoever wants no more. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#stop();
    return Promise.resolve({ done: true, value: undefined });
  }
}
