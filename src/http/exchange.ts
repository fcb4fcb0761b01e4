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
    let running: Dispatcher.DispatchController | undefined;
    let status = 0;
    let answerHeaders: IncomingHttpHeaders = {};
    let bytes = 0;
    let chunks: Buffer[] = [];
    const fail = (error: unknown): void => {
      stopWatching();
      chunks = [];
      reject(asError(error));
    };
    const stopWatching = deadline.onEnd(() => {
      // Before the first byte there is no connection yet: onRequestStart looks again.
      running?.abort(deadline.reason ?? new Error('ended'));
      if (running === undefined) fail(new NotStartedError('not started', { cause: deadline.reason }));
    });
    connection.dispatch(
      { ...request, body: request.body ?? null },
      {
        onRequestStart(controller) {
          running = controller;
          if (deadline.isOver()) controller.abort(deadline.reason ?? new Error('ended'));
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode;
          answerHeaders = responseHeaders;
          chunks = [];
          bytes = 0;
        },
        onResponseData(controller, chunk) {
          bytes += chunk.length;
          if (bytes > maxBytes) controller.abort(new TooLargeError(`more than ${maxBytes} bytes`));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          stopWatching();
          const text = textOf(chunks);
          // The connection remembers its last exchange, and with it this list.
          chunks = [];
          try {
            resolve(read({ status, headers: answerHeaders, text }));
          } catch (error) {
            fail(error);
          }
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}

/**
 * The text of a body, decoded chunk by chunk: the bytes in one piece would lie outside of the heap, as do long texts that
 * are made in one go, and the engine answers a few dozens of such megabytes with a collection of everything.
 */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (chunks.length < 2) return first?.toString('utf8') ?? '';
  const decoder = new StringDecoder('utf8');
  let text = '';
  for (const chunk of chunks) text += decoder.write(chunk);
  return text + decoder.end();
}
