/**
 * What is found out of long texts, once in each request: several changes may be given the same one, and to look at it takes
 * long.
 */
export class OncePerRequest<T> {
  readonly #known = new WeakMap<object, Map<string, T>>();

  constructor(private readonly findOut: (text: string) => T) {}

  /** @param context of the request */
  of(context: object, text: string): T {
    let known = this.#known.get(context);
    if (known === undefined) this.#known.set(context, (known = new Map<string, T>()));
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = this.findOut(text);
    known.set(text, made);
    return made;
  }
}
