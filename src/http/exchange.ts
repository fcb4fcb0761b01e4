import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import { asError } from '../errors/as-error.js';
import { DeadlineWatcher, type Deadline } from './deadline.js';
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
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body: string | null;
}

/** Told when an answer begins, and how an exchange has ended, once, by one of the two others. */
export interface ExchangeEnd {
  /** It is about to be written. */
  written(): void;
  /** The headers of an answer are there. */
  begun(status: number): void;
  /**
   * It takes the answer at once: nothing shall hold on to its text, which may be megabytes. The connection is about to be free
   * for another exchange, which may be begun here.
   */
  answered(answer: RawAnswer): void;
  failed(error: Error): void;
}

/**
 * One request and its whole answer over a connection. Goes through undici's dispatch interface: answers here are always
 * read to the end and bounded, so the stream that `request` would make for each is not needed, nor a promise.
 * Ends with its time, closing the connection.
 */
export function exchange(
  connection: Dispatcher,
  request: ExchangeRequest,
  limits: ExchangeLimits,
  end: ExchangeEnd,
): void {
  if (limits.deadline.isOver()) {
    end.failed(new NotSentError(limits.deadline.reason));
    return;
  }
  const begun = new Exchange(end, limits);
  begun.start();
  connection.dispatch(request, begun);
}

/** One exchange, as the connection tells of it. */
class Exchange extends DeadlineWatcher implements Dispatcher.DispatchHandler, Timed {
  #running: Dispatcher.DispatchController | undefined;
  /** Why it was ended from here. */
  #ended: Error | undefined;
  #isOver = false;
  #status = 0;
  #headers: IncomingHttpHeaders = NO_HEADERS;
  #bytes = 0;
  /** The connection remembers its last exchange: what came must not stay here. Most answers come in one piece. */
  #first: Buffer | undefined;
  #others: Buffer[] | undefined;
  #attempt: RunningTime | undefined;

  constructor(
    private readonly end: ExchangeEnd,
    private readonly limits: ExchangeLimits,
  ) {
    super();
  }

  start(): void {
    const { deadline, attempt } = this.limits;
    this.#attempt = attempt?.start(this);
    deadline.watch(this);
  }

  onDeadlineEnd(): void {
    const { deadline } = this.limits;
    this.#end(deadline.reason ?? new Error('ended'));
  }

  onTimeUp(): void {
    this.#end(new AttemptTimeoutError(`No answer within ${String(this.limits.attempt?.ms)} ms`));
  }

  /** Called when the connection is open and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#running = controller;
    if (this.#ended !== undefined) controller.abort(this.#ended);
    else this.end.written();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    this.#forget();
    if (!this.#isOver && status >= 200) this.end.begun(status);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    const { maxBytes } = this.limits;
    if (this.#bytes > maxBytes) controller.abort(new TooLargeError(`more than ${String(maxBytes)} bytes`));
    else if (this.#first === undefined) this.#first = chunk;
    else (this.#others ??= [this.#first]).push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#done()) return;
    const text = this.#text();
    this.#forget();
    this.end.answered({ status: this.#status, headers: this.#headers, text });
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
    if (!this.#done()) return;
    this.#forget();
    this.end.failed(this.#running === undefined ? new NotSentError(error) : asError(error));
  }

  #text(): string {
    if (this.#others !== undefined) return textOf(this.#others, this.#bytes);
    return this.#first?.toString('utf8') ?? '';
  }

  #forget(): void {
    this.#first = undefined;
    this.#others = undefined;
    this.#bytes = 0;
  }

  /** @returns false when it was over before */
  #done(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    const { deadline, attempt } = this.limits;
    deadline.unwatch(this);
    if (this.#attempt !== undefined) attempt?.stop(this.#attempt);
    return true;
  }
}

const NO_HEADERS: IncomingHttpHeaders = {};

/** Bodies up to this size are decoded in one go. */
const MAX_JOINED_BYTES = 262_144;

/**
 * The text of a body. A large one is decoded chunk by chunk: its bytes in one piece would lie outside of the heap, as do
 * long texts that are made in one go, and V8 answers a few dozens of such megabytes with a collection of everything.
 */
function textOf(chunks: readonly Buffer[], bytes: number): string {
  if (bytes <= MAX_JOINED_BYTES) return Buffer.concat(chunks, bytes).toString('utf8');
  const decoder = new StringDecoder('utf8');
  let text = '';
  for (const chunk of chunks) text += decoder.write(chunk);
  return text + decoder.end();
}
