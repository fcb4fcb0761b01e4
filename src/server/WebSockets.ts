import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, parse, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Server as ProtocolServer } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { RefusedCaller } from '../callers/Caller.js';
import type { CallerAuth } from '../callers/CallerAuth.js';
import type { Config } from '../config.js';
import { asksForOneOf } from './asked-host.js';
import type { RefusalCounter } from './connections.js';
import { requestIdOf } from './graphql-route.js';
import { RefusedRequest } from './http-errors.js';
import { isFromAllowedPage } from './page-origin.js';
import type { LiveOperations } from './LiveOperations.js';
import { LiveStream } from './LiveStream.js';
import type { Readiness } from './probes.js';
import type { RequestGate } from './RequestGate.js';
import type { Admission, RequestScopes } from './request-scope.js';
import { traceIdOf } from '../tracing/trace-context.js';

export interface WebSocketsParts {
  readonly schema: GraphQLSchema;
  readonly operations: LiveOperations;
  readonly callers: CallerAuth;
  readonly scopes: RequestScopes;
  readonly gate: RequestGate;
  readonly config: Config;
  readonly readiness: Readiness;
  /** Counts handshakes that are refused. */
  readonly refusals: RefusalCounter;
  readonly log: Logger;
}

/** What is known of a connection. */
interface Connection extends Record<PropertyKey, unknown> {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: WebSocket;
  /** Known once the connection is initialised. */
  admission: Admission | undefined;
  /** By id, as the library has them: until all of them is sent. */
  open: Readonly<Record<string, unknown>>;
}

/** Most subscriptions over one connection: one that asks for more opens another. */
const MOST_OF_CONNECTION = 100;
const PING_MS = 12_000;
const PATH = /^\/graphql\/?(?:\?|$)/;

/** Stands for the document in what the library is told: ours was read before. */
const ANY = parse('subscription { any }', { noLocation: true });

/**
 * Subscriptions over WebSockets, as graphql-ws has it. A connection is let in by the rules of requests: by its name, its page's
 * origin, and its caller, who may also say who it is in the first message, as pages can not set headers.
 */
export class WebSockets {
  readonly #sockets: WebSocketServer;
  readonly #protocol: ProtocolServer<Connection>;
  readonly #connections = new Set<Connection>();
  #isClosing = false;

  constructor(private readonly parts: WebSocketsParts) {
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: parts.config.bodyLimitBytes,
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#sockets.on('wsClientError', (_error, socket, request) => {
      parts.refusals.refused('BAD_REQUEST', 400);
      refuse(socket, new RefusedRequest(400, 'This is no handshake of a WebSocket.'), requestIdOf(request));
    });
    this.#protocol = makeServer<Record<string, unknown>, Connection>({
      onConnect: ({ extra, connectionParams, subscriptions }) => {
        extra.open = subscriptions;
        return this.#admit(extra, connectionParams);
      },
      onSubscribe: ({ extra }, _id, body) => this.#subscribe(extra, body),
      subscribe: ({ contextValue }) => streamIn(contextValue),
    });
  }

  /** Takes upgrades of this server. */
  serve(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** Closes each connection once what it follows has come to its end. */
  close(): void {
    this.#isClosing = true;
    for (const connection of this.#connections) this.#closeIfDone(connection);
  }

  /** Cuts those that do not go. */
  cut(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  #closeIfDone({ socket, open }: Connection): void {
    if (this.#isClosing && Object.keys(open).length === 0) socket.close(1_001, 'Going away');
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const id = requestIdOf(request);
    socket.on('error', () => socket.destroy());
    const refused = this.#refusal(request);
    if (refused !== undefined) {
      const { code = 'BAD_REQUEST', limit } = refused.details;
      this.parts.refusals.refused(code, refused.statusCode, limit);
      refuse(socket, refused, id);
      this.parts.log.info(
        { requestId: id, status: refused.statusCode, reason: refused.message },
        'request refused',
      );
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (open) => {
      this.#serve({ id, socket: open, headers: request.headers, admission: undefined, open: {} });
    });
  }

  #refusal(request: IncomingMessage): RefusedRequest | undefined {
    const { readiness, gate, config } = this.parts;
    if (readiness.closed)
      return new RefusedRequest(503, 'This server is stopping. Connect again: another one may take it.');
    if (config.allowedHosts !== undefined && !asksForOneOf(config.allowedHosts, request))
      return new RefusedRequest(421, 'This server is not asked by this name.');
    if (!PATH.test(request.url ?? ''))
      return new RefusedRequest(404, 'Nothing is here. The graph is at /graphql.');
    if (!isFromAllowedPage(request, config.corsOrigins))
      return new RefusedRequest(
        403,
        'Pages of this origin may not connect: CORS_ORIGINS lists those that may.',
      );
    try {
      gate.checkLoad();
    } catch (error) {
      if (error instanceof RefusedRequest) return error;
      throw error;
    }
    return undefined;
  }

  #serve(connection: Connection): void {
    const { log, config } = this.parts;
    const { socket } = connection;
    this.#connections.add(connection);
    let isAlive = true;
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('pong', () => (isAlive = true));
    const pings = setInterval(() => {
      if (!isAlive) socket.terminate();
      isAlive = false;
      socket.ping();
    }, PING_MS);
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        // Who reads nothing is not waited for longer than any other caller.
        send: async (text) => {
          await sent(socket, text, config.answerStallTimeoutMs, () => {
            for (const stream of Object.values(connection.open))
              if (stream instanceof LiveStream) void stream.leave('stalled');
          });
          // The library forgets a subscription behind its last message.
          if (this.#isClosing)
            setImmediate(() => {
              this.#closeIfDone(connection);
            });
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (take) => {
          socket.on('message', (data) => {
            take(textOf(data)).catch((error: unknown) => {
              if (error instanceof RefusedCaller || error instanceof RefusedRequest) {
                socket.close(CloseCode.Forbidden, error.message.slice(0, 120));
                return;
              }
              log.error({ requestId: connection.id, err: error }, 'unexpected fault');
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      clearInterval(pings);
      this.#connections.delete(connection);
      void closed(code, reason.toString());
    });
  }

  /** @throws RefusedCaller */
  async #admit(connection: Connection, params: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const { callers, scopes } = this.parts;
    const authorization = params['authorization'] ?? params['Authorization'];
    const caller = await callers.admit({
      ...connection.headers,
      ...(typeof authorization === 'string' && { authorization }),
    });
    connection.admission = scopes.admit(caller);
    return true;
  }

  /** What the library is to tell, or why it tells nothing: errors before the first event are messages of their own. */
  async #subscribe(connection: Connection, body: unknown): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const stream = await this.#begin(connection, body);
      return (
        stream.refusal?.answer.errors ?? { schema: this.parts.schema, document: ANY, contextValue: stream }
      );
    } catch (error) {
      if (error instanceof RefusedRequest) return [refusalIn(error)];
      throw error;
    }
  }

  async #begin(connection: Connection, body: unknown): Promise<LiveStream> {
    const { admission, id, headers } = connection;
    if (admission === undefined) throw new Error('subscribed before it was let in');
    const { gate, scopes, operations } = this.parts;
    if (Object.keys(connection.open).length > MOST_OF_CONNECTION)
      throw new RefusedRequest(
        429,
        `At most ${String(MOST_OF_CONNECTION)} subscriptions go over one connection.`,
        { code: 'RATE_LIMITED' },
      );
    // Its tenant may have changed since.
    const current = scopes.admit(admission.caller);
    gate.count(current);
    return operations.start({
      id,
      traceId: traceIdOf(headers),
      admission: current,
      transport: 'websocket',
      body,
    });
  }
}

function streamIn(value: unknown): LiveStream {
  if (value instanceof LiveStream) return value;
  throw new TypeError('not a stream');
}

function refusalIn({ message, details: { code, retryAfter } }: RefusedRequest): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: code ?? 'BAD_REQUEST', ...(retryAfter !== undefined && { retryAfter }) },
  });
}

function refuse(socket: Duplex, { statusCode, message }: RefusedRequest, id: string): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  socket.end(
    `HTTP/1.1 ${String(statusCode)} Refused\r\ncontent-type: application/json; charset=utf-8\r\nx-request-id: ${id}\r\nconnection: close\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
}

function textOf(data: unknown): string {
  return Array.isArray(data)
    ? Buffer.concat(data.filter((part) => Buffer.isBuffer(part))).toString()
    : String(data);
}

function sent(socket: WebSocket, text: string, stallMs: number, onStall: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    const stalled = setTimeout(() => {
      onStall();
      socket.terminate();
    }, stallMs);
    socket.send(text, () => {
      clearTimeout(stalled);
      resolve();
    });
  });
}
