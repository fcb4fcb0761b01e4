import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { ACCEPTED_CODINGS, decoderFor } from './content-codings.js';
import { ClosingResponse, type Share } from './connections.js';
import { RefusedRequest } from './http-errors.js';

/** Told a body once it is there, or why there is none. */
export type BodyListener = (fault: RefusedRequest | undefined, text: string, bytes: number) => void;

/** What bodies up to this size have for themselves, a few large ones must not take from them. */
const SMALL_BYTES = 65_536;
const SHARE_OF_LARGE = 0.75;
const RETRY_AFTER_SECONDS = 1;

/**
 * Reads the bodies of all requests, whichever way they come in, within one bound for all that are not answered yet: a
 * body is in memory as long as its request. What counts is what comes out of a compressed one. How long a body may take, Node's own `requestTimeout` decides.
 */
export class RequestBodies {
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Reads a body of up to `limitBytes`. A caller that leaves is told nothing. */
  read(request: IncomingMessage, response: ServerResponse, limitBytes: number, told: BodyListener): void {
    const declared = Number(request.headers['content-length'] ?? 0);
    const decoder = decoderFor(request.headers['content-encoding']);
    if (decoder === 'unknown') told(unknownCoding(), '', 0);
    else if (declared > limitBytes) told(tooLarge(), '', 0);
    else if (!this.#hasRoomFor(declared, declared)) told(overloaded(), '', 0);
    else new BodyReading(this, limitBytes, told).start(request, response, decoder?.());
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

class BodyReading implements Share {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;
  #decoder: Transform | undefined;

  constructor(
    private readonly bodies: RequestBodies,
    private readonly limitBytes: number,
    private readonly told: BodyListener,
  ) {}

  start(request: IncomingMessage, response: ServerResponse, decoder: Transform | undefined): void {
    this.#decoder = decoder;
    if (decoder === undefined) this.#collect(request);
    else this.#decode(request, decoder);
    if (!(response instanceof ClosingResponse)) throw new TypeError('the server makes other responses');
    response.body = this;
  }

  /** Its response is closed. */
  leave(): void {
    this.#isOver = true;
    this.#decoder?.destroy();
    this.bodies.remove(this.#bytes);
    this.#chunks = [];
  }

  #collect(source: Readable): void {
    source.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    source.on('end', () => {
      if (this.#isOver) return;
      const [first] = this.#chunks;
      const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
      this.#end(undefined, bytes.toString());
    });
  }

  #decode(request: IncomingMessage, decoder: Transform): void {
    let compressed = 0;
    // Nothing need come out of what goes in: that is bounded too.
    request.on('data', (chunk: Buffer) => {
      compressed += chunk.length;
      if (compressed > this.limitBytes && !this.#isOver) this.#end(tooLarge(), '');
      if (!this.#isOver) decoder.write(chunk);
    });
    request.on('end', () => {
      if (!this.#isOver) decoder.end();
    });
    decoder.on('error', () => {
      if (!this.#isOver) this.#end(notDecodable(request.headers['content-encoding'] ?? ''), '');
    });
    this.#collect(decoder);
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
    this.#decoder?.destroy();
    this.told(fault, text, this.#bytes);
  }
}

/** What is told of a body above its limit. */
export function tooLarge(): RefusedRequest {
  return new RefusedRequest(413, 'Request body is too large', { limit: 'BODY_LIMIT_BYTES' });
}

function unknownCoding(): RefusedRequest {
  const message = `The content-encoding of the body must be one of ${ACCEPTED_CODINGS}, or none.`;
  return new RefusedRequest(415, message, { headers: { 'accept-encoding': ACCEPTED_CODINGS } });
}

function notDecodable(coding: string): RefusedRequest {
  return new RefusedRequest(400, `The body is not what its content-encoding says: ${coding}.`);
}

function overloaded(): RefusedRequest {
  const message = 'This server has too many request bodies in hand. Try again in a moment.';
  return new RefusedRequest(503, message, {
    code: 'OVERLOADED',
    limit: 'BODIES_MAX_BYTES',
    retryAfter: RETRY_AFTER_SECONDS,
  });
}
