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
 * The class of all responses of a server: once it is not ready any more, they say that their connection closes. That is
 * decided when an answer leaves, as it may have been asked for before.
 */
export function responsesOf(readiness: Readiness): typeof ServerResponse {
  return class<Request extends IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
      if (!readiness.ready && !this.headersSent) this.setHeader('connection', 'close');
      return typeof reason === 'string'
        ? super.writeHead(status, reason, headers)
        : super.writeHead(status, reason ?? headers);
    }
  };
}
