const MOST_VALUES = 500;
const LONGEST_VALUE = 500;

/**
 * What was found out of the values of a header: clients send few different ones, so that nearly every request costs one
 * look into a map.
 */
export class HeaderReading<T> {
  readonly #known = new Map<string, { readonly result: T }>();

  constructor(private readonly read: (value: string) => T) {}

  of(value: string): T {
    const known = this.#known.get(value);
    if (known !== undefined) return known.result;
    const result = this.read(value);
    if (value.length > LONGEST_VALUE) return result;
    if (this.#known.size >= MOST_VALUES) this.#known.clear();
    this.#known.set(value, { result });
    return result;
  }
}
