import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHandler } from 'graphql-sse';
import type { Logger } from 'pino';
import { isObject } from '../json.js';
import { ClosingResponse, type Connections } from './connections.js';
import { traceIdOfExchange, type GraphQLExchange } from './graphql-exchange.js';
import { JsonBody } from './graphql-request.js';
import { noJson, RefusedRequest, writeFault, writeRefusal } from './http-errors.js';
import type { LiveOperations } from './LiveOperations.js';
import type { LiveStream } from './LiveStream.js';
import { sendLiveAnswer } from './live-answer.js';
import { EVENT_STREAM, mediaTypeFor } from './negotiation.js';
import { isFromAllowedPage } from './page-origin.js';
import { responseHeaders } from './request-scope.js';

export interface EventStreamsParts {
  readonly operations: LiveOperations;
  readonly connections: Connections;
  readonly corsOrigins: readonly string[];
  /** A stream is cut when its caller reads nothing of it for so long. */
  readonly stallMs: number;
  readonly log: Logger;
}

/** What the library hands back to the hooks of one stream. */
interface Told {
  readonly stream: LiveStream;
  readonly drain: Drain;
}

/** Subscriptions as server-sent events: a connection for each, as graphql-sse has it. */
export class EventStreams {
  readonly #handle = createHandler<IncomingMessage, Told>({
    onSubscribe: ({ context }) => context.stream,
    // The library would hold all that is made, however slowly it is read.
    onNext: async (_context, { context }) => {
      await context.drain.isDrained();
    },
  });

  constructor(private readonly parts: EventStreamsParts) {}

  /** Answers a request that asks for a stream. @returns false for one whose answer is none */
  takes(exchange: GraphQLExchange): boolean {
    const { id, request, response, admission } = exchange;
    // Who takes JSON too gets that for all else.
    const isMixed = mediaTypeFor(request.headers) !== undefined;
    if (isMixed && asksForNone(exchange)) return false;
    if (request.method !== 'GET' && !(exchange.body instanceof JsonBody)) {
      if (isMixed) return false;
      writeRefusal(response, noJson(), id, this.parts.log);
      return true;
    }
    const body = bodyOf(exchange);
    if (isMixed && !this.parts.operations.asks(body, admission.tenant.id)) return false;
    // A POST of JSON by a page was asked for before.
    if (request.method === 'GET' && !isFromAllowedPage(request, this.parts.corsOrigins)) {
      writeRefusal(response, fromAbroad(), id, this.parts.log);
      return true;
    }
    this.#answer(exchange, body).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else writeFault(response, error, id, this.parts.log);
    });
    return true;
  }

  async #answer(exchange: GraphQLExchange, body: unknown): Promise<void> {
    const { id, admission, request, response } = exchange;
    const { operations, connections, log, stallMs } = this.parts;
    connections.becomesStream(response);
    const stream = await operations.start({
      id,
      traceId: traceIdOfExchange(exchange),
      admission,
      transport: 'sse',
      body,
    });
    const { refusal } = stream;
    // There is no stream yet, and proxies and clients know what these say.
    if (refusal?.status !== undefined) {
      sendLiveAnswer(response, id, refusal);
      return;
    }
    const drain = new Drain(response, stallMs, () => {
      log.warn({ ms: stallMs }, 'a subscriber read nothing: connection cut');
      void stream.leave('stalled');
    });
    const leave = (): void => void stream.return();
    response.once('close', leave);
    if (response.destroyed) leave();
    const [chunks] = await this.#handle({
      method: 'POST',
      url: '/',
      headers: {
        get: (name) =>
          name === 'accept' ? EVENT_STREAM : name === 'content-type' ? 'application/json' : null,
      },
      // What it asks for was read already.
      body: { query: '{ __typename }' },
      raw: request,
      context: { stream, drain },
    });
    if (chunks === null || typeof chunks === 'string') throw new TypeError('the stream is none');
    response.once('close', () => void chunks.return());
    response.writeHead(200, {
      ...responseHeaders(id),
      'content-type': `${EVENT_STREAM}; charset=utf-8`,
      // Proxies would collect them.
      'x-accel-buffering': 'no',
    });
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await drain.isDrained();
    }
    response.end();
  }
}

/** Waits until a caller has read what was written, and cuts it when it reads nothing for too long. */
class Drain {
  #waiting: Promise<void> | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly stallMs: number,
    private readonly stalled: () => void,
  ) {
    // A stream without news is no stall.
    if (response instanceof ClosingResponse) response.stallMs = undefined;
  }

  async isDrained(): Promise<void> {
    if (!this.response.writableNeedDrain || this.response.destroyed) return;
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = undefined;
    });
    await this.#waiting;
  }

  async #wait(): Promise<void> {
    const { response, stallMs } = this;
    const timer = setTimeout(() => {
      this.stalled();
      response.destroy();
    }, stallMs);
    const over = new AbortController();
    const { signal } = over;
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
    over.abort();
    clearTimeout(timer);
  }
}

/**
 * Whether no subscription can be in a body, by its text alone: urql takes streams with all that it asks, and most of that is
 * answered without being parsed.
 */
function asksForNone({ body }: GraphQLExchange): boolean {
  // In other letters, or by a hash, there may be one.
  return body instanceof JsonBody && !/subscription|persistedQuery|documentId|\\u/.test(body.text);
}

/** The GraphQL request as an object, whichever way it came. */
function bodyOf({ request: { method, url = '' }, body }: GraphQLExchange): unknown {
  if (method !== 'GET') return body instanceof JsonBody ? body.parse().value : undefined;
  const params = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const text = (name: string): string | undefined => params.get(name) ?? undefined;
  return {
    query: text('query'),
    operationName: text('operationName'),
    documentId: text('documentId'),
    variables: jsonIn(text('variables')),
    extensions: jsonIn(text('extensions')),
  };
}

/** What does not parse stays what it is, which is refused. */
function jsonIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}

function fromAbroad(): RefusedRequest {
  return new RefusedRequest(
    403,
    'Pages of this origin may not subscribe: CORS_ORIGINS lists those that may.',
  );
}
