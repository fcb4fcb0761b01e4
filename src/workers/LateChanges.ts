const AGAIN_MS = 1_000;

/**
 * What a worker that has crashed was changing, an API may carry out after that, and nobody hears of it. So the others are
 * told again and again that they may have missed something, for as long as a change may take.
 */
export class LateChanges {
  #until = 0;
  #again: NodeJS.Timeout | undefined;

  /** @param limitMs the longest that a change may take; @param tell the others */
  constructor(
    private readonly limitMs: number,
    private readonly tell: () => void,
  ) {}

  crashed(): void {
    this.#until = performance.now() + this.limitMs;
    this.tell();
    this.#again ??= setInterval(() => {
      if (performance.now() >= this.#until) this.end();
      this.tell();
    }, AGAIN_MS).unref();
  }

  end(): void {
    clearInterval(this.#again);
    this.#again = undefined;
  }
}
