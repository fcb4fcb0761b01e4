import type { ServerResponse } from 'node:http';
import { payloadLength, type Payload } from '../executor/JsonWriter.js';
import { ClosingResponse, type RefusalCounter, type Share } from './connections.js';

/** Shorter answers are not counted: what a connection holds of them is little beside its own buffers. */
const LARGE_BYTES = 65_536;

/** Large answers that were given to their connections, and have not left them yet. */
export class UnreadAnswers {
  /** The one given first stands first. */
  readonly #unread = new Map<ServerResponse, Payload>();
  /** How many connections have each: one that is kept is in memory once. */
  readonly #readers = new Map<Payload, number>();
  #bytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly refusals: RefusalCounter,
  ) {}

  /** Bytes of all of them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts an answer until its response is closed. Cuts those who have been reading longest, where it is one too many. */
  add(response: ServerResponse, payload: Payload, byteLength: number): void {
    if (byteLength <= LARGE_BYTES || response.destroyed || !(response instanceof ClosingResponse)) return;
    const readers = this.#readers.get(payload) ?? 0;
    this.#readers.set(payload, readers + 1);
    if (readers === 0) this.#bytes += byteLength;
    this.#unread.set(response, payload);
    response.unread = new UnreadAnswer(this, response);
    for (const [other, held] of this.#unread) {
      if (this.#bytes <= this.maxBytes) return;
      if (held === payload) continue;
      this.remove(other);
      other.destroy();
      this.refusals.cut('ANSWERS_MAX_BYTES');
    }
  }

  /** It has been read, or never will be. */
  remove(response: ServerResponse): void {
    const payload = this.#unread.get(response);
    if (payload === undefined) return;
    this.#unread.delete(response);
    const readers = (this.#readers.get(payload) ?? 1) - 1;
    if (readers > 0) this.#readers.set(payload, readers);
    else {
      this.#readers.delete(payload);
      this.#bytes -= payloadLength(payload);
    }
  }
}

class UnreadAnswer implements Share {
  constructor(
    private readonly answers: UnreadAnswers,
    private readonly response: ServerResponse,
  ) {}

  leave(): void {
    this.answers.remove(this.response);
  }
}
