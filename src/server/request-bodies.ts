import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedRequest } from './http-errors.js';

/** Told a body once it is there, or why there is none. */
export type BodyListener = (fault: RefusedRequest | undefined, text: string, bytes: number) => void;

/** What bodies up to this size have for themselves, a few large ones must not take from them. */
const SMALL_BYTES = 65_536;
const SHARE_OF_LARGE = 0.75;
const RETRY_AFTER_SECONDS = 1;

/**
 * Reads the bodies of all requests, whichever way they come in, within one bound for all that are not answered yet: a
 * body is in memory as long as its request. How long a body may take, Node's own `requestTimeout` decides.
 */
export class RequestBodies {
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Reads a body of up to `limitBytes`. A caller that leaves is told nothing. */
  read(request: IncomingMessage, response: ServerResponse, limitBytes: number, told: BodyListener): void {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > limitBytes) told(tooLarge(), '', 0);
    else if (!this.#hasRoomFor(declared, declared)) told(overloaded(), '', 0);
    else new BodyReading(this, limitBytes, told).start(request, response);
  }

  /** @returns false when there is no room for these bytes of a body of such a length */
  add(bytes: number, length: number): boolean {
    this.#bytes += bytes;
    return this.#hasRoomFor(0, length);
  }

  remove(bytes: number): void {
    this.#bytes -= bytes;
  }

  #hasRoomFor(bytes: number, length: number): boolean {
    const room = length > SMALL_BYTES ? this.maxBytes * SHARE_OF_LARGE : this.maxBytes;
    return this.#bytes + bytes <= room;
  }
}

class BodyReading {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(
    private readonly bodies: RequestBodies,
    private readonly limitBytes: number,
    private readonly told: BodyListener,
  ) {}

  start(request: IncomingMessage, response: ServerResponse): void {
    request.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    request.on('end', () => {
      if (this.#isOver) return;
      const [first] = this.#chunks;
      const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
      this.#end(undefined, bytes.toString());
    });
    response.once('close', () => {
      this.bodies.remove(this.#bytes);
      this.#chunks = [];
    });
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return;
    this.#bytes += chunk.length;
    const hasRoom = this.bodies.add(chunk.length, this.#bytes);
    if (this.#bytes > this.limitBytes) this.#end(tooLarge(), '');
    else if (!hasRoom) this.#end(overloaded(), '');
    else this.#chunks.push(chunk);
  }

  #end(fault: RefusedRequest | undefined, text: string): void {
    this.#isOver = true;
    this.#chunks = [];
    this.told(fault, text, this.#bytes);
  }
}

/** What is told of a body above its limit. */
export function tooLarge(): RefusedRequest {
  return new RefusedRequest(413, 'Request body is too large');
}

function overloaded(): RefusedRequest {
  const message = 'This server has too many request bodies in hand. Try again in a moment.';
  return new RefusedRequest(503, message, 'OVERLOADED', RETRY_AFTER_SECONDS);
}
