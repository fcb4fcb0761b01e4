import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { RefusedCaller, type Caller } from '../callers/Caller.js';
import type { CallerAuth } from '../callers/CallerAuth.js';
import type { Config } from '../config.js';
import { asksForOneOf } from './asked-host.js';
import { ClosingResponse, type RefusalCounter } from './connections.js';
import { Cors } from './cors.js';
import type { GraphQLExchange } from './graphql-exchange.js';
import type { GraphQLHandler } from './graphql-handler.js';
import { JsonBody } from './graphql-request.js';
import { RefusedRequest, writeFault, writeRefusal } from './http-errors.js';
import type { ImageBodies } from './image-bodies.js';
import { bodyTypeOf, wantsPage } from './negotiation.js';
import type { PersistedQueries } from './PersistedQueries.js';
import type { Readiness } from './probes.js';
import { RequestBodies, tooLarge } from './request-bodies.js';
import type { RequestGate } from './RequestGate.js';
import type { Tracing } from '../tracing/Tracing.js';
import { acceptedRequestId, responseHeaders, type RequestScopes } from './request-scope.js';
import { UpgradableMessage } from './UpgradableMessage.js';

const GRAPH = '/graphql';
const RETRY_AFTER_SECONDS = 1;

/** The id of a request: the caller's own, or a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  return acceptedRequestId(headers['x-request-id']) ?? randomUUID();
}

/** What answers requests to the graph once it is there. */
export interface GraphAnswering {
  readonly callers: CallerAuth;
  readonly scopes: RequestScopes;
  readonly gate: RequestGate;
  readonly handler: GraphQLHandler;
  readonly persisted: PersistedQueries;
  /** Undefined = nobody takes spans. */
  readonly tracing: Tracing | undefined;
  /** Which bodies may be as large as an image needs. */
  readonly images: ImageBodies;
  readonly maxTokens: number;
  /** GraphiQL is there. */
  readonly hasPage: boolean;
}

/**
 * How requests reach the graph: through the route `/graphql`, behind the same hooks as everything else, and on a way
 * around Fastify for POSTs of JSON, which are nearly all: its routing would make small cached responses a fifth slower.
 * Both read bodies here and end in the same handler. Everything else, and everything while the process stops, goes through
 * the route.
 */
export class GraphEntry {
  readonly #bodies: RequestBodies;
  readonly #cors: Cors;
  #answering: GraphAnswering | undefined;

  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
    private readonly log: Logger,
    private readonly refusals: RefusalCounter,
  ) {
    this.#bodies = new RequestBodies(config.bodiesMaxBytes);
    this.#cors = new Cors(config.corsOrigins);
  }

  /** From now on requests to the graph are answered. */
  open(answering: GraphAnswering): void {
    this.#answering = answering;
  }

  /** The HTTP server of the process. @param other takes what is not plain */
  createServer(other: RequestListener): Server {
    const { bodyTimeoutMs, keepAliveTimeoutMs, connectionsMax, allowedHosts, answerStallTimeoutMs } =
      this.config;
    const options = {
      ServerResponse: ClosingResponse,
      IncomingMessage: UpgradableMessage,
      // Node's own answer to a request without one has no body.
      requireHostHeader: false,
      keepAliveTimeout: keepAliveTimeoutMs,
      requestTimeout: bodyTimeoutMs,
      headersTimeout: bodyTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, Math.ceil(bodyTimeoutMs / 5)),
    };
    const server = createHttpServer(options, (request, response) => {
      const answering = this.#answering;
      const id = (): string => requestIdOf(request);
      response.readiness = this.readiness;
      response.refusals = this.refusals;
      response.stallMs = answerStallTimeoutMs;
      if (this.readiness.closed || response.comesTooLate) writeRefusal(response, stopping(), id(), this.log);
      else if (request.headers.host === undefined && request.httpVersion === '1.1')
        writeRefusal(response, withoutHost(), id(), this.log);
      else if (allowedHosts !== undefined && !asksForOneOf(allowedHosts, request))
        writeRefusal(response, misdirected(), id(), this.log);
      else if (this.#cors.answers(request, response, id)) return;
      else if (answering === undefined || !this.#isPlain(request)) other(request, response);
      else this.#admit(answering, id(), request, response);
    });
    server.maxConnections = connectionsMax;
    // Workers get equally many: what one has no room for would only go round and round.
    Object.assign(server, { dropMaxConnection: true });
    server.on('drop', () => {
      this.refusals.refused('OVERLOADED', 0, 'CONNECTIONS_MAX');
    });
    server.on('timeout', (socket: Socket) => {
      // Node tells of connections too that lie idle: nothing waits to be read on those.
      if (socket.writableLength > 0) {
        this.refusals.cut('ANSWER_STALL_TIMEOUT_MS');
        this.log.warn({ ms: answerStallTimeoutMs }, 'a caller read nothing of its answer: connection cut');
      }
      socket.destroy();
    });
    return server;
  }

  /** The graph as a route of Fastify. */
  route(app: FastifyInstance): void {
    app.route({
      url: GRAPH,
      method: ['GET', 'POST'],
      handler: (request, reply) => {
        reply.hijack();
        this.#routed(request.id, request.raw, reply.raw);
      },
    });
  }

  #routed(id: string, request: IncomingMessage, response: ServerResponse): void {
    const answering = this.#answering;
    if (answering === undefined) throw new Error('requests are routed before the graph is open');
    if (answering.hasPage && isBrowser(request)) {
      sendToPage(request, response, id);
      return;
    }
    this.#admit(answering, id, request, response);
  }

  /** Before anything is read: nobody else is to cost more than this. */
  #admit(answering: GraphAnswering, id: string, request: IncomingMessage, response: ServerResponse): void {
    try {
      answering.gate.checkLoad();
      const caller = answering.callers.admit(request.headers);
      if (!(caller instanceof Promise)) {
        this.#admitted(answering, { id, caller, request, response });
        return;
      }
      caller
        .then((known) => {
          this.#admitted(answering, { id, caller: known, request, response });
        })
        .catch((error: unknown) => {
          this.#refuse(error, id, response);
        });
    } catch (error) {
      this.#refuse(error, id, response);
    }
  }

  #refuse(error: unknown, id: string, response: ServerResponse): void {
    if (error instanceof RefusedCaller) writeRefusal(response, refusalOf(error), id, this.log);
    else if (error instanceof RefusedRequest) writeRefusal(response, error, id, this.log);
    else writeFault(response, error, id, this.log);
  }

  #admitted(answering: GraphAnswering, { caller, ...came }: KnownRequest): void {
    const { request, response } = came;
    const admission = answering.scopes.admit(caller);
    const trace = answering.tracing?.request(came);
    if (trace !== undefined && response instanceof ClosingResponse) response.trace = trace;
    answering.gate.enter(admission, response);
    const asked = { ...came, admission, trace };
    if (request.method === 'POST' && request.headers['content-type'] !== undefined)
      this.#read(answering, asked);
    else answering.handler.handle({ ...asked, body: undefined });
  }

  /** Reads the body of a POST, and answers. */
  #read({ handler, persisted, images, maxTokens }: GraphAnswering, asked: AdmittedRequest): void {
    const { id, request, response } = asked;
    const type = bodyTypeOf(request.headers);
    if (type === 'json in another charset') {
      writeRefusal(response, wrongCharset(), id, this.log);
      return;
    }
    const isJson = type === 'json';
    const { bodyLimitBytes, imageBodyLimitBytes } = this.config;
    const limit = isJson && images.areTaken ? Math.max(bodyLimitBytes, imageBodyLimitBytes) : bodyLimitBytes;
    this.#bodies.read(request, response, limit, (fault, text, bytes) => {
      const body = isJson ? new JsonBody(text) : text;
      const isTooLarge =
        bytes > bodyLimitBytes &&
        !(
          body instanceof JsonBody &&
          images.mayBring(text) &&
          images.brings(body.parse().value, persisted.of(asked.admission.tenant.id), maxTokens)
        );
      const refused = fault ?? (isTooLarge ? tooLarge() : undefined);
      if (refused !== undefined) writeRefusal(response, refused, id, this.log);
      else handler.handle({ ...asked, body });
    });
  }

  #isPlain({ method, url, headers }: IncomingMessage): boolean {
    if (!this.readiness.ready || method !== 'POST' || url !== GRAPH) return false;
    if (bodyTypeOf(headers) !== 'json') return false;
    return headers['content-length'] === undefined
      ? headers['transfer-encoding'] !== undefined
      : Number(headers['content-length']) > 0;
  }
}

/** A request from somebody who may ask, for a tenant. */
type AdmittedRequest = Omit<GraphQLExchange, 'body'>;

/** A request of which it is known who asks. */
type KnownRequest = Omit<AdmittedRequest, 'admission'> & { readonly caller: Caller };

function refusalOf({ code, status, message, challenge, retryAfter }: RefusedCaller): RefusedRequest {
  if (status !== 401)
    return new RefusedRequest(status, message, { code, ...(retryAfter !== undefined && { retryAfter }) });
  const error = challenge === undefined ? '' : ` error="${challenge}"`;
  return new RefusedRequest(status, message, { code, headers: { 'www-authenticate': `Bearer${error}` } });
}

/** Somebody who has typed the address of the graph. */
function isBrowser({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && !url.includes('?') && wantsPage(headers);
}

/** To the page, wherever a proxy in front has put both. */
function sendToPage({ url = '' }: IncomingMessage, response: ServerResponse, id: string): void {
  const location = url.endsWith('/') ? '../' : './';
  response.writeHead(303, { ...responseHeaders(id), location, vary: 'accept', 'content-length': 0 }).end();
}

/** As HTTP has it. */
function withoutHost(): RefusedRequest {
  return new RefusedRequest(400, 'The request has no host header.', { headers: { connection: 'close' } });
}

function misdirected(): RefusedRequest {
  const message = 'This server is not asked by this name: ask for localhost, or for a name in HOSTS_ALLOWED.';
  return new RefusedRequest(421, message);
}

function wrongCharset(): RefusedRequest {
  return new RefusedRequest(415, 'The charset of a body of JSON must be utf-8.');
}

function stopping(): RefusedRequest {
  const message = 'This server is stopping. Send the request again: another one may take it.';
  return new RefusedRequest(503, message, { code: 'SERVER_STOPPING', retryAfter: RETRY_AFTER_SECONDS });
}

/** Leaves bodies unread: nothing but the graph wants one, and reads it itself. Other types get 415. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', 'text/plain'], (_request, _payload, done) => {
    done(null);
  });
}
