import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import { asError } from '../errors/as-error.js';
import type { Deadline } from './deadline.js';
import type { RunningTime, Timed, TimeLimit } from './TimeLimit.js';

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

/** The attempt took longer than one may. */
export class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError';
}

/**
 * It failed before the first byte of it was given to a connection, for whatever `cause`: no address, no connection, no
 * handshake, no time left. The API can't have seen the request.
 */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';

  constructor(override readonly cause: unknown) {
    super('not sent', { cause });
  }
}

/** What an exchange may take. */
export interface ExchangeLimits {
  readonly deadline: Deadline;
  /** Of this attempt alone; undefined = the deadline only. */
  readonly attempt: TimeLimit | undefined;
  readonly maxBytes: number;
}

export interface ExchangeRequest {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/**
 * One request and its whole answer over a connection. Goes through undici's dispatch interface: answers here are always
 * read to the end and bounded, so the stream that `request` would make for each is not needed.
 * Ends with its time, closing the connection.
 * @param read takes the answer at once: nothing shall hold on to its text, which may be megabytes
 */
export function exchange<T>(
  connection: Dispatcher,
  request: ExchangeRequest,
  limits: ExchangeLimits,
  read: (answer: RawAnswer) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (limits.deadline.isOver()) {
      reject(new NotSentError(limits.deadline.reason));
      return;
    }
    const settle = { resolve, reject, read };
    connection.dispatch(request, new Exchange(settle, limits));
  });
}

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
  readonly read: (answer: RawAnswer) => T;
}

/** One exchange, as the connection tells of it. */
class Exchange<T> implements Dispatcher.DispatchHandler, Timed {
  #running: Dispatcher.DispatchController | undefined;
  /** Why it was ended from here. */
  #ended: Error | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #bytes = 0;
  /** The connection remembers its last exchange: what came must not stay here. */
  #chunks: Buffer[] = [];
  readonly #stopWatching: () => void;
  readonly #attempt: RunningTime | undefined;

  constructor(
    private readonly settle: Settle<T>,
    private readonly limits: ExchangeLimits,
  ) {
    const { deadline, attempt } = limits;
    this.#attempt = attempt?.start(this);
    this.#stopWatching = deadline.onEnd(() => {
      this.#end(deadline.reason ?? new Error('ended'));
    });
  }

  onTimeUp(): void {
    this.#end(new AttemptTimeoutError(`No answer within ${String(this.limits.attempt?.ms)} ms`));
  }

  /** Called when the connection is open and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#running = controller;
    if (this.#ended !== undefined) controller.abort(this.#ended);
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
    const { maxBytes } = this.limits;
    if (this.#bytes > maxBytes) controller.abort(new TooLargeError(`more than ${String(maxBytes)} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#done();
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

  /** Before the first byte there is no connection yet that could be told: whoever opens it is. */
  #end(reason: Error): void {
    this.#ended = reason;
    if (this.#running === undefined) this.#fail(reason);
    else this.#running.abort(reason);
  }

  #fail(error: unknown): void {
    this.#done();
    this.#chunks = [];
    this.settle.reject(this.#running === undefined ? new NotSentError(error) : asError(error));
  }

  #done(): void {
    this.#stopWatching();
    if (this.#attempt !== undefined) this.limits.attempt?.stop(this.#attempt);
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
