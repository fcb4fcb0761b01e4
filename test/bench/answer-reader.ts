const END_OF_HEAD = '\r\n\r\n';
const MAX_HEAD_BYTES = 8_192;

/** Reads one HTTP answer after the other from the chunks of a connection: status and length, and no more. */
export class AnswerReader {
  onFault: (error: Error) => void = () => undefined;
  #onEnd: ((bodyBytes: number) => void) | undefined;
  #expected: number | undefined;
  /** The part of a head that came so far. */
  #head = '';
  #isInBody = false;
  #bodyBytes = 0;
  #missing = 0;

  /** @param bytes how long the body of the next answer must be; undefined = any length */
  expect(bytes: number | undefined, onEnd: (bodyBytes: number) => void): void {
    this.#expected = bytes;
    this.#onEnd = onEnd;
  }

  /** The first `length` bytes of `chunk` came. */
  read(chunk: Uint8Array, length: number): void {
    let from = 0;
    if (!this.#isInBody) {
      // A head may be split anywhere; its characters are bytes, so that places in the text are places in the chunk.
      const part = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(length, MAX_HEAD_BYTES));
      const text = this.#head + part.toString('latin1');
      const end = text.indexOf(END_OF_HEAD);
      if (end < 0) {
        this.#head = text;
        if (text.length >= MAX_HEAD_BYTES) this.#fail('an answer without an end of its headers', text);
        return;
      }
      from = end + END_OF_HEAD.length - this.#head.length;
      this.#head = '';
      if (!this.#begin(text.slice(0, end), text.slice(end))) return;
    }
    this.#missing -= length - from;
    if (this.#missing > 0) return;
    if (this.#missing < 0) {
      this.#fail('more than one answer to a request', '');
      return;
    }
    this.#isInBody = false;
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.(this.#bodyBytes);
  }

  #begin(head: string, start: string): boolean {
    if (this.#onEnd === undefined) return this.#fail('an answer that nobody asked for', head);
    if (!/^HTTP\/1\.1 200 /.test(head)) return this.#fail('something else than a 200', head + start);
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    if (length === undefined)
      return this.#fail('an answer without a content-length, which is not supported', head);
    if (Number(length) !== (this.#expected ?? Number(length)))
      return this.#fail(`${length} bytes, not the ${String(this.#expected)} that were checked`, head + start);
    this.#isInBody = true;
    this.#bodyBytes = this.#missing = Number(length);
    return true;
  }

  #fail(what: string, text: string): false {
    this.onFault(new Error(`The server sent ${what}: ${text.slice(0, 600)}`));
    return false;
  }
}
