import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http';
import type { Readiness } from './probes.js';

export interface Connections {
  /** Closes idle connections now, and each other one as soon as no request is in flight. */
  closeWhenIdle(): void;
}

/**
 * Keeps count of the requests in flight, so that a stop need not wait for callers that merely hold their connection
 * open.
 */
export function watchConnections(server: Server): Connections {
  let inFlight = 0;
  let closing = false;
  const closeIfIdle = (): void => {
    if (closing && inFlight === 0) server.closeAllConnections();
  };
  server.prependListener('request', (_request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
      closeIfIdle();
    });
  });
  return {
    closeWhenIdle() {
      closing = true;
      closeIfIdle();
    },
  };
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * A response that says that its connection closes once the server is not ready any more. That is decided when it leaves,
 * as it may have been asked for before.
 */
export class ClosingResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  /** Of the server that it belongs to. */
  readiness: Readiness | undefined;

  override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
    if (this.readiness?.ready === false && !this.headersSent) this.setHeader('connection', 'close');
    return typeof reason === 'string'
      ? super.writeHead(status, reason, headers)
      : super.writeHead(status, reason ?? headers);
  }
}
