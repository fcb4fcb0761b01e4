/** How a value is written: what the lower three bits of a tag say. */
const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

const NANOS = 1_000_000_000;
const TWO_16 = 0x1_0000;
const TWO_32 = 0x1_0000_0000;
/** Most bytes of a number. */
const LONGEST_VARINT = 10;

/** By the code of a hexadecimal digit. */
const DIGITS = new Uint8Array(128);
for (let digit = 0; digit < 16; digit += 1) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/**
 * Writes fields of protobuf into one buffer that grows. The names of its methods are those of the types in the schemas of
 * OTLP; fields have numbers up to 15, or 16 with a number in it.
 */
export class ProtobufWriter {
  #bytes: Buffer;
  #at = 0;

  constructor(size = 16_384) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  get length(): number {
    return this.#at;
  }

  /** What was written so far. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Begins anew, in the same buffer. */
  reset(): void {
    this.#at = 0;
  }

  /** A whole number from 0 on that is exact. */
  uint(field: number, value: number): void {
    this.#need(1 + LONGEST_VARINT);
    this.#bytes[this.#at++] = (field << 3) | VARINT;
    this.#varint(value);
  }

  /** A whole number, which may be below 0. */
  int64(field: number, value: number): void {
    if (value >= 0) {
      this.uint(field, value);
      return;
    }
    this.#need(1 + LONGEST_VARINT);
    this.#bytes[this.#at++] = (field << 3) | VARINT;
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 127n; rest >>= 7n) this.#bytes[this.#at++] = Number(rest & 127n) | 128;
    this.#bytes[this.#at++] = Number(rest);
  }

  double(field: number, value: number): void {
    this.#need(9);
    this.#bytes[this.#at++] = (field << 3) | FIXED64;
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  fixed32(field: number, value: number): void {
    this.#need(6);
    this.#varint((field << 3) | FIXED32);
    this.#fixed32(value);
  }

  /** A time in milliseconds since 1970 as nanoseconds, of which there are more than a number can hold. */
  time(field: number, ms: number): void {
    this.#need(9);
    this.#bytes[this.#at++] = (field << 3) | FIXED64;
    const seconds = Math.floor(ms / 1_000);
    const nanos = Math.round((ms - seconds * 1_000) * 1_000_000);
    const upper = Math.floor(seconds / TWO_16) * NANOS;
    const lower = (upper % TWO_16) * TWO_16 + (seconds % TWO_16) * NANOS + nanos;
    this.#fixed32(lower % TWO_32);
    this.#fixed32(Math.floor(upper / TWO_16) + Math.floor(lower / TWO_32));
  }

  /** Bytes, by their hexadecimal digits. */
  hex(field: number, digits: string): void {
    const length = digits.length >> 1;
    this.#need(2 + length);
    this.#bytes[this.#at++] = (field << 3) | LENGTH_DELIMITED;
    this.#bytes[this.#at++] = length;
    for (let at = 0; at < digits.length; at += 2)
      this.#bytes[this.#at++] =
        ((DIGITS[digits.charCodeAt(at)] ?? 0) << 4) | (DIGITS[digits.charCodeAt(at + 1)] ?? 0);
  }

  bytes(field: number, value: Buffer): void {
    this.#need(1 + LONGEST_VARINT + value.length);
    this.lengthOf(field, value.length);
    this.#at += value.copy(this.#bytes, this.#at);
  }

  /** Begins a message or bytes of which the length is known, and which is written elsewhere. */
  lengthOf(field: number, length: number): void {
    this.#need(1 + LONGEST_VARINT);
    this.#bytes[this.#at++] = (field << 3) | LENGTH_DELIMITED;
    this.#varint(length);
  }

  string(field: number, text: string): void {
    const { length } = text;
    // No character of UTF-16 takes more than three bytes of UTF-8.
    this.#need(1 + LONGEST_VARINT + 3 * length);
    this.#bytes[this.#at++] = (field << 3) | LENGTH_DELIMITED;
    if (length < 128 && this.#ascii(text)) return;
    const byteLength = Buffer.byteLength(text);
    this.#varint(byteLength);
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** Begins a message within another one. @returns what to end it with */
  open(field: number): number {
    this.#need(2);
    this.#bytes[this.#at++] = (field << 3) | LENGTH_DELIMITED;
    // Most are so short that their length takes one byte.
    this.#at += 1;
    return this.#at;
  }

  close(start: number): void {
    const length = this.#at - start;
    if (length < 128) {
      this.#bytes[start - 1] = length;
      return;
    }
    const more = varintLength(length) - 1;
    this.#need(more);
    this.#bytes.copyWithin(start + more, start, this.#at);
    this.#at = start - 1;
    this.#varint(length);
    this.#at += length;
  }

  /** Short texts are nearly all of plain letters: to call what writes any costs more than to write those. @returns false for others */
  #ascii(text: string): boolean {
    const start = this.#at;
    this.#bytes[this.#at++] = text.length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        this.#at = start;
        return false;
      }
      this.#bytes[this.#at++] = code;
    }
    return true;
  }

  #varint(value: number): void {
    let rest = value;
    // Bits are those of 32: larger ones are divided.
    for (; rest > 0x7fff_ffff; rest = Math.floor(rest / 128)) this.#bytes[this.#at++] = (rest % 128) | 128;
    for (; rest > 127; rest >>= 7) this.#bytes[this.#at++] = (rest & 127) | 128;
    this.#bytes[this.#at++] = rest;
  }

  #fixed32(value: number): void {
    this.#bytes[this.#at++] = value & 255;
    this.#bytes[this.#at++] = (value >>> 8) & 255;
    this.#bytes[this.#at++] = (value >>> 16) & 255;
    this.#bytes[this.#at++] = (value >>> 24) & 255;
  }

  #need(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1;
  return length;
}
