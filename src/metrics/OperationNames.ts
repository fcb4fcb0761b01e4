/** Most names that are told apart. */
export const MAX_NAMES = 200;
const MAX_LENGTH = 100;
/** What has a number in its name is one of many, and the number perhaps somebody's. */
const NUMBERED = /\d{5}/;
const ANONYMOUS = 'anonymous';
const OTHER = 'other';

/**
 * The names of operations that metrics tell apart: callers may invent as many as they like. Those of trusted documents are
 * known beforehand; else the first ones that were answered without an error are, of subscriptions those of which an event was.
 */
export class OperationNames {
  readonly #names: Set<string>;
  readonly #learns: boolean;

  constructor(trusted?: Iterable<string>) {
    this.#names = new Set(trusted);
    this.#learns = trusted === undefined;
  }

  /** @param isSound the operation, or an event of it, was answered without an error */
  labelOf(name: string | undefined, isSound: boolean): string {
    if (name === undefined) return ANONYMOUS;
    if (this.#names.has(name)) return name;
    if (!this.#learns || !isSound || this.#names.size >= MAX_NAMES) return OTHER;
    if (name.length > MAX_LENGTH || NUMBERED.test(name)) return OTHER;
    this.#names.add(name);
    return name;
  }
}
