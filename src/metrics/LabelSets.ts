/** Most sets of labels of one metric: whatever names callers invent, a scrape stays as large as this. */
export const MAX_LABEL_SETS = 2_000;
const OTHER = 'other';

/** One value for each set of labels that has come up. */
export class LabelSets<T> {
  readonly #sets = new Map<string, { readonly labels: readonly string[]; readonly value: T }>();

  constructor(
    private readonly size: number,
    private readonly make: () => T,
  ) {}

  /** The value for these labels; beyond the most there may be, one for all others. */
  of(labels: readonly string[]): T {
    const key = labels.join('\n');
    const found = this.#sets.get(key);
    if (found !== undefined) return found.value;
    const isFull = this.#sets.size >= MAX_LABEL_SETS;
    const others = new Array<string>(this.size).fill(OTHER);
    if (isFull && key !== others.join('\n')) return this.of(others);
    const value = this.make();
    this.#sets.set(key, { labels, value });
    return value;
  }

  get all(): Iterable<{ readonly labels: readonly string[]; readonly value: T }> {
    return this.#sets.values();
  }
}
