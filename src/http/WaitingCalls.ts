/** How many calls wait for a permit, or for others that do, in all and of each owner. */
export class WaitingCalls {
  #all = 0;
  readonly #byOwner = new Map<string, number>();

  get all(): number {
    return this.#all;
  }

  of(owner: string): number {
    return this.#byOwner.get(owner) ?? 0;
  }

  enter(owner: string, calls = 1): void {
    this.#all += calls;
    this.#byOwner.set(owner, this.of(owner) + calls);
  }

  leave(owner: string, calls = 1): void {
    this.#all -= calls;
    const left = this.of(owner) - calls;
    if (left === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, left);
  }
}
