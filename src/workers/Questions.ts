/** Whoever does not answer by then has nothing to say: probes have a second. */
const LIMIT_MS = 900;

/** Questions to a worker that wait for their answers. */
export class Questions<Answer> {
  #asked = 0;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();

  /** @param send the question under its id @returns undefined where there is no answer in time */
  ask(send: (id: number) => void): Promise<Answer | undefined> {
    const id = (this.#asked += 1);
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        this.answer(id, undefined);
      }, LIMIT_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(limit);
        this.#waiting.delete(id);
        resolve(answer);
      });
      send(id);
    });
  }

  answer(id: number, answer: Answer | undefined): void {
    this.#waiting.get(id)?.(answer);
  }

  /** Nobody is there to answer any more. */
  end(): void {
    for (const answered of [...this.#waiting.values()]) answered(undefined);
  }
}
