/** How many calls wait for a permit, in all and of each owner. */
export class WaitingCalls {
  #all = 0;
  readonly #byOwner = new Map<string, number>();

  get all(): number {
    return this.#all;
  }

  of(owner: string): number {
    return this.#byOwner.get(owner) ?? 0;
  }

  enter(owner: string): void {
    this.#all += 1;
    this.#byOwner.set(owner, this.of(owner) + 1);
  }

  leave(owner: string): void {
    this.#all -= 1;
    const left = this.of(owner) - 1;
    if (left === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, left);
  }
}
