import { LimitExceeded, Tally, type ExecutionLimits, type Turn } from './limits.js';
import { WORK_OF_TURN } from './turns.js';
import { UnsupportedValue } from './unsupported.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Responses up to this size go out as one string with their headers: one write to the socket instead of two. */
const MAX_STRING_BYTES = 16_384;
/** A slice of a long response: some ten milliseconds. In a process that is new or busy it may take longer, and ends then. */
const SLICE_BYTES = 2 * 1_048_576;
const SLICE_MS = 20;
/** To write a value that is there costs less than to make it: a page of a thousand events is no long response by its work. */
const WORK_OF_SLICE = 4 * WORK_OF_TURN;
/** As large as what is read from a socket at once: memory that one of them gave back fits the next. */
const CHUNK_BYTES = 65_536;
/** Writers beyond these are left to the garbage collector. */
const MAX_SPARE = 4;

/** The bytes of a response in chunks; of a small one as a string, whose characters are the bytes (latin1). */
export type Payload = readonly Buffer[] | string;

/** How many bytes it has. */
export function payloadLength(payload: Payload): number {
  return typeof payload === 'string' ? payload.length : payload.reduce((sum, { length }) => sum + length, 0);
}

/** The same bytes in one chunk: for those that go out again and again, as each chunk is a write of its own. */
export function inOneChunk(payload: Payload): Payload {
  return typeof payload === 'string' ? payload : [Buffer.concat(payload)];
}

type WriterLimits = Omit<ExecutionLimits, 'maxErrors'>;

const WITHOUT_LIMIT: WriterLimits = { maxItems: Infinity, maxValues: Infinity, maxBytes: Infinity };
const UNUSED = new Tally(WITHOUT_LIMIT, never, { isOver: never });

function never(): boolean {
  return false;
}

/**
 * Writes JSON as the bytes that go out, chunk by chunk. Full chunks are given out as they are; the last one is copied and
 * used again for the next response, so that a response costs no more memory than its own bytes.
 */
export class JsonWriter implements Turn {
  static readonly #spare: JsonWriter[] = [];
  /** The chunk at hand. */
  #bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #at = 0;
  /** The chunks before it, and how long they are together. */
  #full: Buffer[] = [];
  #before = 0;
  #sliceEnd = SLICE_BYTES;
  #sliceUntil = 0;
  /** Within the slice, in values. */
  #work = 0;
  #maxBytes = Infinity;
  #isOverdue: () => boolean = never;
  #tally = UNUSED;

  private constructor() {}

  /** A writer for one response: give it back with `release`. */
  static take(limits: WriterLimits = WITHOUT_LIMIT, isOverdue = never): JsonWriter {
    const writer = JsonWriter.#spare.pop() ?? new JsonWriter();
    writer.#maxBytes = limits.maxBytes;
    writer.#isOverdue = isOverdue;
    writer.#tally = new Tally(limits, isOverdue, writer);
    writer.nextSlice();
    return writer;
  }

  release(): void {
    this.#isOverdue = never;
    this.#tally = UNUSED;
    this.#full = [];
    this.#before = 0;
    this.#at = 0;
    if (JsonWriter.#spare.length < MAX_SPARE && this.#bytes.length === CHUNK_BYTES)
      JsonWriter.#spare.push(this);
  }

  /** True after each slice: then let others have a turn, and begin the next. */
  get isSliceFull(): boolean {
    return this.length >= this.#sliceEnd;
  }

  nextSlice(): void {
    this.#sliceEnd = this.length + SLICE_BYTES;
    this.#sliceUntil = performance.now() + SLICE_MS;
    this.#work = 0;
  }

  /** Ends a slice that has little to write and much to do, such as null for what failed. */
  isOver(work: number): boolean {
    this.#work += work;
    const isOver = this.#work >= WORK_OF_SLICE || performance.now() > this.#sliceUntil;
    if (isOver) this.#sliceEnd = 0;
    return isOver;
  }

  /** Counts work that is not seen in what is written. @throws LimitExceeded */
  spend(work: number): void {
    this.#tally.spend(work);
  }

  /** Counts a value that failed. @param work in values @throws LimitExceeded */
  fail(work: number): void {
    this.#tally.fail(work);
  }

  /** Counts a list that is about to be written. @throws LimitExceeded */
  count(items: number, values: number): void {
    this.#tally.count(items, values);
  }

  /** Begins to count anew, where the response is written again from its beginning. */
  recount(limits: WriterLimits): void {
    this.#tally = new Tally(limits, this.#isOverdue, this);
  }

  /** What was written. @throws LimitExceeded */
  finish(): Payload {
    this.#checkLength();
    return this.#before === 0 && this.#at <= MAX_STRING_BYTES
      ? this.#bytes.toString('latin1', 0, this.#at)
      : this.finishBehind();
  }

  /** The same behind other bytes. */
  finishBehind(...head: readonly Buffer[]): readonly Buffer[] {
    this.#checkLength();
    return [...head, ...this.#full, Buffer.from(this.#bytes.subarray(0, this.#at))];
  }

  /** How much was written. */
  get length(): number {
    return this.#before + this.#at;
  }

  /** Takes back all that was written behind the first `length` bytes. */
  cut(length: number): void {
    while (length < this.#before) {
      const chunk = this.#full.pop() ?? Buffer.of();
      this.#before -= chunk.length;
      // A copy: whoever was given this chunk must keep it as it was.
      if (chunk.length > this.#bytes.length) this.#bytes = Buffer.from(chunk);
      else chunk.copy(this.#bytes);
    }
    this.#at = length - this.#before;
    this.#sliceEnd = Math.min(this.#sliceEnd, length + SLICE_BYTES);
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
      // Its absolute value is the one that has no place in 32 bits.
      if (rest === -0x8000_0000) {
        this.json(String(value));
        return;
      }
      bytes[at++] = 0x2d;
      rest = -rest;
    }
    let end = at + 1;
    for (let power = 10; power <= rest; power *= 10) end += 1;
    this.#at = end;
    for (at = end - 1; ; at -= 1) {
      // Not Math.floor: this is a division of integers to V8.
      const next = (rest / 10) | 0;
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
    if (serialised == null) throw new UnsupportedValue('the type gives nothing');
    this.json(JSON.stringify(serialised));
  }

  #checkLength(): void {
    if (this.length > this.#maxBytes) throw new LimitExceeded('bytes');
  }

  /** Begins a chunk with room for so many bytes. */
  #grow(bytes: number): void {
    if (performance.now() > this.#sliceUntil) this.#sliceEnd = 0;
    this.#checkLength();
    if (this.#isOverdue()) throw new LimitExceeded('time');
    if (this.#at > 0) {
      this.#full.push(this.#bytes.subarray(0, this.#at));
      this.#before += this.#at;
      this.#at = 0;
    }
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes));
  }
}
