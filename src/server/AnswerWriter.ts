import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Payload } from '../executor/JsonWriter.js';
import type { AnswerLifetime } from '../router-cache/AnswerLifetime.js';
import { bytesOf, type Compression } from './Compression.js';
import { codingFor, type Coding } from './negotiation.js';
import type { UnreadAnswers } from './UnreadAnswers.js';

/** Longer answers are compressed chunk by chunk, and go out without their length. */
const MOST_AT_ONCE = 2 * 1_048_576;

/** A response to the graph, whichever path made it. */
export interface Answer {
  readonly status: number;
  /** All headers but those of its length and compression. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Payload;
  readonly byteLength: number;
  /** What stands for it in memory where it goes out again and again. */
  readonly keptAs?: object;
  /** For how long a router may keep it; undefined = as the headers say. */
  readonly lifetime?: AnswerLifetime | undefined;
}

/** Writes responses to the graph, compressed as their callers ask. */
export class AnswerWriter {
  constructor(
    private readonly compression: Compression,
    private readonly unread: UnreadAnswers,
  ) {}

  write(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const { compression } = this;
    const { keptAs, payload, byteLength } = answer;
    this.unread.add(response, payload, byteLength);
    const isWorth = compression.isWorth(byteLength, keptAs !== undefined);
    const coding = isWorth ? codingFor(request.headers) : undefined;
    if (coding === undefined) {
      writePlain(response, answer);
      return;
    }
    if (keptAs !== undefined) {
      const copy = compression.kept(keptAs, () => bytesOf(payload), coding);
      const use = (settled: Buffer | 'no use'): void => {
        if (settled === 'no use') writePlain(response, answer);
        else writeCompressed(response, answer, coding, settled);
      };
      if (copy === undefined) writePlain(response, answer);
      else if (copy instanceof Promise) void copy.then(use);
      else use(copy);
    } else if (!compression.hasRoom) writePlain(response, answer);
    else if (typeof payload === 'string' || byteLength <= MOST_AT_ONCE) {
      compression.compress(bytesOf(payload), coding).then(
        (bytes) => {
          writeCompressed(response, answer, coding, bytes);
        },
        () => {
          writePlain(response, answer);
        },
      );
    } else this.#stream(response, answer, payload, coding);
  }

  /** A long answer, chunk by chunk: no buffer grows with it. */
  #stream(response: ServerResponse, answer: Answer, chunks: readonly Buffer[], coding: Coding): void {
    if (response.destroyed) return;
    response.writeHead(
      answer.status,
      told({ ...answer.headers, 'content-encoding': coding }, answer.lifetime),
    );
    pipeline(Readable.from(chunks), this.compression.stream(coding), response, () => {
      // A caller that leaves takes the stream with it, and nothing else can go wrong with one.
    });
  }
}

/** The headers with what a router is told by now: compressing has taken its time. */
function told(head: Record<string, string | number>, lifetime: AnswerLifetime | undefined): typeof head {
  if (lifetime === undefined) return head;
  head['cache-control'] = lifetime.cacheControl;
  head['vary'] = lifetime.vary;
  return head;
}

function writePlain(
  response: ServerResponse,
  { status, headers, payload, byteLength, lifetime }: Answer,
): void {
  if (response.destroyed) return;
  response.writeHead(status, told({ ...headers, 'content-length': byteLength }, lifetime));
  if (typeof payload === 'string') response.end(payload, 'latin1');
  else {
    for (const chunk of payload.slice(0, -1)) response.write(chunk);
    response.end(payload.at(-1));
  }
}

function writeCompressed(
  response: ServerResponse,
  { status, headers, lifetime }: Answer,
  coding: Coding,
  bytes: Buffer,
): void {
  if (response.destroyed) return;
  const head = { ...headers, 'content-encoding': coding, 'content-length': bytes.length };
  response.writeHead(status, told(head, lifetime));
  response.end(bytes);
}
