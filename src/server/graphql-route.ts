import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { GraphQLHandler } from './graphql-handler.js';
import { JsonBody, type ParseJson } from './graphql-request.js';
import { writeFault } from './http-errors.js';
import { bringsImage, mayBringImage } from './image-bodies.js';
import type { Readiness } from './probes.js';
import { RequestBodies, tooLarge } from './request-bodies.js';
import { acceptedRequestId } from './request-scope.js';

/** The id of a request: the caller's own, or a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  return acceptedRequestId(headers['x-request-id']) ?? randomUUID();
}

/** What answers requests to the graph once it is there. */
export interface GraphAnswering {
  readonly handler: GraphQLHandler;
  readonly parseJson: ParseJson;
  readonly maxTokens: number;
}

/**
 * How requests reach the graph: through the route `/graphql`, behind the same hooks as everything else, and on a way
 * around Fastify for plain POSTs of a known length, which are nearly all: its routing would make small cached responses a
 * fifth slower. Both read bodies here and end in the same handler. Everything that is not plain, and everything while the
 * process stops, goes through the route.
 */
export class GraphEntry {
  readonly #bodies: RequestBodies;
  #answering: GraphAnswering | undefined;

  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
    private readonly log: Logger,
  ) {
    this.#bodies = new RequestBodies(config.bodiesMaxBytes);
  }

  /** From now on requests to the graph are answered. */
  open(answering: GraphAnswering): void {
    this.#answering = answering;
  }

  /** The HTTP server of the process. @param other takes what is not plain */
  createServer(other: RequestListener): Server {
    const { bodyTimeoutMs, bodyLimitBytes } = this.config;
    const times = {
      requestTimeout: bodyTimeoutMs,
      headersTimeout: bodyTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, Math.ceil(bodyTimeoutMs / 5)),
    };
    return createHttpServer(times, (request, response) => {
      const answering = this.#answering;
      if (answering === undefined || !this.#isPlain(request)) {
        other(request, response);
        return;
      }
      this.#bodies.read(request, response, bodyLimitBytes, (fault, text) => {
        const id = requestIdOf(request);
        if (fault !== undefined) writeFault(response, fault, id, this.log);
        else answering.handler.handle({ id, request, response, body: new JsonBody(text) });
      });
    });
  }

  /** The graph as a route of Fastify. */
  route(app: FastifyInstance): void {
    app.route({
      url: '/graphql',
      method: ['GET', 'POST', 'OPTIONS'],
      handler: (request, reply) => {
        reply.hijack();
        this.#routed(request.id, request.raw, reply.raw);
      },
    });
  }

  #routed(id: string, request: IncomingMessage, response: ServerResponse): void {
    const answering = this.#answering;
    if (answering === undefined) throw new Error('requests are routed before the graph is open');
    const { handler, parseJson, maxTokens } = answering;
    const type = request.headers['content-type'];
    if (request.method !== 'POST' || type === undefined) {
      handler.handle({ id, request, response, body: undefined });
      return;
    }
    const isJson = /^\s*application\/json\b/i.test(type);
    const { bodyLimitBytes, imageBodyLimitBytes } = this.config;
    const limit = isJson ? Math.max(bodyLimitBytes, imageBodyLimitBytes) : bodyLimitBytes;
    this.#bodies.read(request, response, limit, (fault, text, bytes) => {
      const body = isJson ? new JsonBody(text) : text;
      const isTooLarge =
        bytes > bodyLimitBytes &&
        !(
          body instanceof JsonBody &&
          mayBringImage(text) &&
          bringsImage(body.parse(parseJson).value, maxTokens)
        );
      const refused = fault ?? (isTooLarge ? tooLarge() : undefined);
      if (refused !== undefined) writeFault(response, refused, id, this.log);
      else handler.handle({ id, request, response, body });
    });
  }

  #isPlain({ method, url, headers }: IncomingMessage): boolean {
    if (!this.readiness.ready || method !== 'POST' || url !== '/graphql') return false;
    const type = headers['content-type'];
    if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return false;
    const length = Number(headers['content-length'] ?? Number.NaN);
    return length > 0 && length <= this.config.bodyLimitBytes;
  }
}

/** Leaves bodies unread: nothing but the graph wants one, and reads it itself. Other types get 415. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', 'text/plain'], (_request, _payload, done) => {
    done(null);
  });
}
