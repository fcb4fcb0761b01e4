import type { Server } from 'node:http';
import type { Readiness } from './probes.js';

export interface Connections {
  /** Closes idle connections now, and each other one as soon as no request is in flight. */
  closeWhenIdle(): void;
}

/**
 * Keeps count of the requests in flight, so that a stop need not wait for callers that merely hold their connection
 * open. Once not ready any more, answers say that the connection closes.
 */
export function watchConnections(server: Server, readiness: Readiness): Connections {
  let inFlight = 0;
  let closing = false;
  const closeIfIdle = (): void => {
    if (closing && inFlight === 0) server.closeAllConnections();
  };
  // Before any other listener, so that the header is there when the answer is written.
  server.prependListener('request', (_request, response) => {
    inFlight += 1;
    if (!readiness.ready) response.setHeader('connection', 'close');
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
