/** Something is not in the plain form that is expected: another way takes over, which takes more forms. */
export class NotPlain extends Error {
  override readonly name = 'NotPlain';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Answers up to this size go out as one string with their headers: one write to the socket instead of two. */
const MAX_STRING_BYTES = 16_384;
/** A slice of a long answer: some ten milliseconds. */
const SLICE_BYTES = 2 * 1_048_576;
/** Writers beyond these are left to the garbage collector, as are the buffers of very large answers. */
const MAX_SPARE = 4;
const MAX_SPARE_BYTES = 8 * 1_048_576;
const FIRST_BYTES = 65_536;

/** The bytes of an answer, in as many parts as it has slices; for a small one, a string of these bytes (latin1). */
export type Bytes = readonly Buffer[] | string;

/** How many bytes they are. */
export function lengthOf(bytes: Bytes): number {
  return typeof bytes === 'string' ? bytes.length : bytes.reduce((sum, { length }) => sum + length, 0);
}

/**
 * Writes JSON as the bytes that go out. Its buffer is used again for the next answer, so that an answer costs no more
 * memory than its own bytes.
 */
export class JsonWriter {
  static readonly #spare: JsonWriter[] = [];
  /** The slice at hand. Those before it are put aside, so that this buffer never grows with the answer. */
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #at = 0;
  #slices: Buffer[] = [];
  #before = 0;

  private constructor() {}

  /** A writer for one answer: give it back with `release`. */
  static take(): JsonWriter {
    return JsonWriter.#spare.pop() ?? new JsonWriter();
  }

  release(): void {
    this.cut(0);
    if (JsonWriter.#spare.length < MAX_SPARE && this.#bytes.length <= MAX_SPARE_BYTES)
      JsonWriter.#spare.push(this);
  }

  /** True after each slice: then let others have a turn, and begin the next. */
  get isSliceFull(): boolean {
    return this.#at >= SLICE_BYTES;
  }

  nextSlice(): void {
    this.#slices.push(Buffer.from(this.#bytes.subarray(0, this.#at)));
    this.#before += this.#at;
    this.#at = 0;
  }

  /** What was written, as its own copy. */
  finish(): Bytes {
    return this.#before === 0 && this.#at <= MAX_STRING_BYTES
      ? this.#bytes.toString('latin1', 0, this.#at)
      : this.finishBehind();
  }

  /** The same behind other bytes. */
  finishBehind(...head: readonly Buffer[]): readonly Buffer[] {
    return [...head, ...this.#slices, Buffer.from(this.#bytes.subarray(0, this.#at))];
  }

  /** How much was written. */
  get length(): number {
    return this.#before + this.#at;
  }

  /** Takes back all that was written behind the first `length` bytes. */
  cut(length: number): void {
    while (length < this.#before) {
      const slice = this.#slices.pop() ?? Buffer.of();
      this.#before -= slice.length;
      this.#at = slice.copy(this.#bytes);
    }
    this.#at = length - this.#before;
  }

  /** One ASCII character. */
  byte(code: number): void {
    if (this.#at === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at] = code;
    this.#at += 1;
  }

  /** JSON text that is there as bytes. */
  raw(fragment: Uint8Array): void {
    const { length } = fragment;
    if (this.#at + length > this.#bytes.length) this.#grow(length);
    const bytes = this.#bytes;
    const at = this.#at;
    // For the few bytes of a name, a loop is faster than a call of `set`.
    for (let index = 0; index < length; index += 1) bytes[at + index] = fragment[index] ?? 0;
    this.#at = at + length;
  }

  string(text: string): void {
    const { length } = text;
    // Two bytes at most for what is written here, and the quotes.
    if (this.#at + 2 * length + 2 > this.#bytes.length) this.#grow(2 * length + 2);
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 0x80) {
        if (code < 0x20 || code === QUOTE || code === BACKSLASH) {
          this.json(JSON.stringify(text));
          return;
        }
        bytes[at++] = code;
      } else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else {
        this.json(JSON.stringify(text));
        return;
      }
    }
    bytes[at++] = QUOTE;
    this.#at = at;
  }

  /** A whole number within 32 bits. */
  integer(value: number): void {
    if (this.#at + 11 > this.#bytes.length) this.#grow(11);
    const bytes = this.#bytes;
    let at = this.#at;
    let rest = value;
    if (rest < 0) {
      bytes[at++] = 0x2d;
      rest = -rest;
    }
    let end = at + 1;
    for (let power = 10; power <= rest; power *= 10) end += 1;
    this.#at = end;
    for (at = end - 1; ; at -= 1) {
      const next = Math.floor(rest / 10);
      bytes[at] = 0x30 + (rest - next * 10);
      if (next === 0) return;
      rest = next;
    }
  }

  /** JSON text in any characters. */
  json(text: string): void {
    if (this.#at + 3 * text.length > this.#bytes.length) this.#grow(3 * text.length);
    this.#at += this.#bytes.write(text, this.#at, 'utf8');
  }

  /** What a leaf type made of a value. */
  value(serialised: unknown): void {
    if (serialised == null) throw new NotPlain('the type gives nothing');
    this.json(JSON.stringify(serialised));
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + bytes));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}
