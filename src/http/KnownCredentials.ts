/** What stands for credentials in this process and, as a fingerprint, in all of them. */
export class KnownCredentials {
  readonly #everywhere = new Map<string, string>();
  /** Several tenants may have the same ones. */
  readonly #here = new Map<string, Set<string>>();

  learn(id: string, everywhere: string): void {
    this.#everywhere.set(id, everywhere);
    const here = this.#here.get(everywhere) ?? new Set();
    this.#here.set(everywhere, here.add(id));
  }

  /** Undefined for what nobody has told of. */
  everywhere(id: string): string | undefined {
    return this.#everywhere.get(id);
  }

  here(everywhere: string): Iterable<string> {
    return this.#here.get(everywhere) ?? [];
  }
}
