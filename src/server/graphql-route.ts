import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { GraphQLHandler } from './graphql-handler.js';
import { JsonBody, keepJsonText } from './graphql-request.js';
import type { Readiness } from './probes.js';
import { acceptedRequestId, responseHeaders } from './request-scope.js';

/** The graph at `/graphql`, behind the same hooks and limits as everything else. */
export function graphqlRoute(handler: GraphQLHandler) {
  return (app: FastifyInstance, _options: unknown, done: () => void): void => {
    keepJsonText(app);
    app.addHook('onSend', (request, reply, payload, next) => {
      void reply.headers(responseHeaders(request.id));
      next(null, payload);
    });
    app.route({
      url: '/graphql',
      method: ['GET', 'POST', 'OPTIONS'],
      handler: (request, reply) => {
        reply.hijack();
        handler.handle({ id: request.id, request: request.raw, response: reply.raw, body: request.body });
      },
    });
    done();
  };
}

/** The id of a request: the caller's own, or a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  return acceptedRequestId(headers['x-request-id']) ?? randomUUID();
}

/**
 * A way around Fastify for plain POSTs of a known length, which are nearly all: its routing and reading of bodies would
 * make small cached responses a fifth slower. They reach the same handler; everything else, and everything while the
 * process stops, goes through the route.
 */
export class PlainEntry {
  #handler: GraphQLHandler | undefined;

  constructor(
    private readonly bodyLimitBytes: number,
    private readonly readiness: Readiness,
  ) {}

  /** From now on plain requests go to `handler`. */
  open(handler: GraphQLHandler): void {
    this.#handler = handler;
  }

  /** The HTTP server of the process. @param other takes what is not plain */
  createServer(other: RequestListener): Server {
    return createHttpServer((request, response) => {
      const handler = this.#handler;
      if (handler === undefined || !this.#takes(request)) {
        other(request, response);
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
        handler.handle({
          id: requestIdOf(request),
          request,
          response,
          body: new JsonBody(bytes.toString()),
        });
      });
    });
  }

  #takes({ method, url, headers }: IncomingMessage): boolean {
    if (!this.readiness.ready || method !== 'POST' || url !== '/graphql') return false;
    const type = headers['content-type'];
    if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return false;
    const length = Number(headers['content-length'] ?? Number.NaN);
    return length > 0 && length <= this.bodyLimitBytes;
  }
}
