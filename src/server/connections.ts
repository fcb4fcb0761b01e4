import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import type { LimitName } from '../errors/limits.js';
import type { Readiness } from './probes.js';

/** What pages may read of a response besides what every page may. */
const EXPOSED_HEADERS = 'retry-after, x-request-id';

/**
 * Keeps count of the requests in flight, so that a stop need not wait for callers that merely hold their connection
 * open.
 */
export class Connections {
  #inFlight = 0;
  #streams = 0;
  #isClosing = false;
  #gone: Promise<void> | undefined;
  readonly #lines = new WeakMap<Socket, Line>();

  constructor(private readonly server: Server) {
    server.prependListener('request', ({ socket }, response) => {
      this.#inFlight += 1;
      if (!(response instanceof ClosingResponse)) throw new TypeError('the server makes other responses');
      response.connections = this;
      let line = this.#lines.get(socket);
      if (line === undefined) this.#lines.set(socket, (line = new Line()));
      response.standIn(line);
      response.on('close', closed);
    });
  }

  /** One of the requests is done with. */
  leave(isStream: boolean): void {
    if (isStream) this.#streams -= 1;
    else this.#inFlight -= 1;
    this.#closeIfIdle();
  }

  /** Requests whose response is not closed yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** A response that goes on for hours is none of the requests that answers are waited for. */
  becomesStream(response: ServerResponse): void {
    if (!(response instanceof ClosingResponse) || response.isStream || response.destroyed) return;
    response.isStream = true;
    this.#inFlight -= 1;
    this.#streams += 1;
    response.share?.leave();
    response.share = undefined;
  }

  /** Takes no new ones, and leaves those that are open, idle or not. Resolves once they have gone. */
  closeListener(): Promise<void> {
    return (this.#gone ??= new Promise((resolve) => {
      // That of HTTP servers would close the idle ones.
      Listener.prototype.close.call(this.server, () => {
        resolve();
      });
    }));
  }

  /** Resolves once all have gone, after the listener was closed for that. */
  get gone(): Promise<void> | undefined {
    return this.#gone;
  }

  /** Closes idle connections now, and each other one as soon as no request is in flight. */
  closeWhenIdle(): void {
    this.#isClosing = true;
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#isClosing && this.#inFlight + this.#streams === 0) this.server.closeAllConnections();
  }
}

/** The requests of a connection, which may send the next ones before it has the answer to the first. */
class Line {
  /** How many have begun. */
  begun = 0;
  /** The answer to one says that it is the last. */
  isClosing = false;
}

/** What a request takes of something until its response is closed. */
export interface Share {
  leave(): void;
}

/** Counts requests that are refused. */
export interface RefusalCounter {
  /**
   * @param status 0 = there was no answer
   * @param limit that it came to
   */
  refused(code: string, status: number, limit?: LimitName): void;
  /** An answer was cut, as its caller did not read it. */
  cut(limit: LimitName): void;
}

/** One function for all responses: a closure for each, behind `once`, costs more than what it does. */
function closed(this: ServerResponse): void {
  if (!(this instanceof ClosingResponse)) return;
  const { connections } = this;
  // Once only.
  this.connections = undefined;
  if (connections === undefined) return;
  this.body?.leave();
  this.share?.leave();
  this.unread?.leave();
  this.trace?.leave();
  connections.leave(this.isStream);
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * A response that says that its connection closes once the server is not ready any more. That is decided when it leaves,
 * as it may have been asked for before; and while others are behind it, they run already, so it is the last of them that
 * says so: what a change has done would otherwise never be told.
 */
export class ClosingResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  /** Of the server that it belongs to. */
  readiness: Readiness | undefined;
  /** Who counts it. */
  connections: Connections | undefined;
  /** The body of its request, of no use when it closes. */
  body: Share | undefined;
  /** Given back when it closes. */
  share: Share | undefined;
  /** The memory of a large answer, given back when it closes. */
  unread: Share | undefined;
  /** The span of its request, which ends when it closes. */
  trace: Share | undefined;
  /** Its end is not waited for. */
  isStream = false;
  /** Counts it where it refuses. */
  refusals: RefusalCounter | undefined;
  /** Of the page that may read it. */
  allowedOrigin: string | undefined;
  /** The connection is cut when its caller reads nothing of it for so long; undefined = never. */
  stallMs: number | undefined;
  #line: Line | undefined;
  #place = 0;

  /** Behind those of its connection that have begun before. */
  standIn(line: Line): void {
    this.#line = line;
    this.#place = line.begun += 1;
  }

  /** One before it is the last of its connection: nobody would hear what becomes of its request. */
  get comesTooLate(): boolean {
    return this.#line?.isClosing === true;
  }

  /** One that waited for those before it may be written already. */
  override assignSocket(socket: Socket): void {
    super.assignSocket(socket);
    if (this.headersSent) this.#cutIfStalled();
  }

  /** What comes next on the connection may take its time to be made. */
  override detachSocket(socket: Socket): void {
    super.detachSocket(socket);
    if (this.stallMs !== undefined) socket.setTimeout(0);
  }

  /** Node counts what a socket has sent of a long write as well. */
  #cutIfStalled(): void {
    if (this.stallMs !== undefined) this.socket?.setTimeout(this.stallMs);
  }

  #closeBehind(): void {
    const line = this.#line;
    if (line !== undefined && this.#place < line.begun) return;
    if (line !== undefined) line.isClosing = true;
    this.setHeader('connection', 'close');
  }

  override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
    this.#cutIfStalled();
    if (this.readiness?.ready === false && !this.headersSent) this.#closeBehind();
    if (this.allowedOrigin !== undefined && !this.headersSent) {
      this.setHeader('access-control-allow-origin', this.allowedOrigin);
      this.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
      this.setHeader('vary', 'origin');
      if (typeof reason !== 'string') return super.writeHead(status, alsoByOrigin(reason ?? headers));
    }
    return typeof reason === 'string'
      ? super.writeHead(status, reason, headers)
      : super.writeHead(status, reason ?? headers);
  }
}

/** What else a response depends on stays named. */
function alsoByOrigin(headers: Headers | undefined): Headers | undefined {
  if (headers === undefined || Array.isArray(headers) || headers['vary'] === undefined) return headers;
  return { ...headers, vary: `${headers['vary']}, origin` };
}
