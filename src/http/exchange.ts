import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import { asError } from '../errors/as-error.js';
import type { Deadline } from './deadline.js';

/** What came back, read to its end. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** An answer with more bytes than allowed; the rest of it was not read. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** The deadline was over before anything was sent: the API can't have seen the request. */
export class NotStartedError extends Error {
  override readonly name = 'NotStartedError';
}

export interface ExchangeRequest {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * One request and its whole answer over a connection. Goes through undici's dispatch interface: answers here are always
 * read to the end and bounded, so the stream that `request` would make for each is not needed.
 * Ends with the deadline, closing the connection.
 * @param read takes the answer at once: nothing shall hold on to its text, which may be megabytes
 */
export function exchange<T>(
  connection: Dispatcher,
  request: ExchangeRequest,
  deadline: Deadline,
  maxBytes: number,
  read: (answer: RawAnswer) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (deadline.isOver()) {
      reject(new NotStartedError('not started', { cause: deadline.reason }));
      return;
    }
    const settle = { resolve, reject, read };
    connection.dispatch({ ...request, body: request.body ?? null }, new Exchange(settle, deadline, maxBytes));
  });
}

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
  readonly read: (answer: RawAnswer) => T;
}

/** One exchange, as the connection tells of it. */
class Exchange<T> implements Dispatcher.DispatchHandler {
  #running: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #bytes = 0;
  /** The connection remembers its last exchange: what came must not stay here. */
  #chunks: Buffer[] = [];
  readonly #stopWatching: () => void;

  constructor(
    private readonly settle: Settle<T>,
    private readonly deadline: Deadline,
    private readonly maxBytes: number,
  ) {
    this.#stopWatching = deadline.onEnd(() => {
      // Before the first byte there is no connection yet: onRequestStart looks again.
      this.#running?.abort(this.#reason());
      if (this.#running === undefined)
        this.#fail(new NotStartedError('not started', { cause: deadline.reason }));
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#running = controller;
    if (this.deadline.isOver()) controller.abort(this.#reason());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    this.#chunks = [];
    this.#bytes = 0;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes)
      controller.abort(new TooLargeError(`more than ${String(this.maxBytes)} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#stopWatching();
    const text = textOf(this.#chunks, this.#bytes);
    this.#chunks = [];
    const { resolve, read } = this.settle;
    try {
      resolve(read({ status: this.#status, headers: this.#headers, text }));
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#stopWatching();
    this.#chunks = [];
    this.settle.reject(asError(error));
  }

  #reason(): Error {
    return this.deadline.reason ?? new Error('ended');
  }
}

/** Bodies up to this size are decoded in one go. */
const MAX_JOINED_BYTES = 262_144;

/**
 * The text of a body. A large one is decoded chunk by chunk: its bytes in one piece would lie outside of the heap, as do
 * long texts that are made in one go, and V8 answers a few dozens of such megabytes with a collection of everything.
 */
function textOf(chunks: readonly Buffer[], bytes: number): string {
  const [first] = chunks;
  if (chunks.length < 2) return first?.toString('utf8') ?? '';
  if (bytes <= MAX_JOINED_BYTES) return Buffer.concat(chunks, bytes).toString('utf8');
  const decoder = new StringDecoder('utf8');
  let text = '';
  for (const chunk of chunks) text += decoder.write(chunk);
  return text + decoder.end();
}
