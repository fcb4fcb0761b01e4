import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { LimitName } from '../errors/limits.js';
import type { RefusalCounter } from './connections.js';
import { errorBody } from './http-errors.js';
import { responseHeaders } from './request-scope.js';

interface Fault {
  readonly status: number;
  readonly message: string;
  readonly limit?: LimitName;
}

const LATE: Fault = {
  status: 408,
  message: 'The request did not come in within its time.',
  limit: 'BODY_TIMEOUT_MS',
};
const LONG: Fault = { status: 431, message: 'The headers of the request are too long.', limit: 'fixed' };
const BROKEN: Fault = { status: 400, message: 'The request is not well-formed HTTP.' };

/** Answers what Node could not read as a request, or not in its time, and closes the connection. */
export function clientErrorHandler(
  log: Pick<Logger, 'info'>,
  refusals: RefusalCounter,
): (error: Error & { readonly code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const fault = faultOf(error.code);
    refusals.refused('BAD_REQUEST', socket.writable ? fault.status : 0, fault.limit);
    if (socket.writable) refuse(socket, fault, log);
    socket.destroySoon();
  };
}

function refuse(socket: Socket, { status, message }: Fault, log: Pick<Logger, 'info'>): void {
  // Whatever id it may have brought could not be read.
  const requestId = randomUUID();
  log.info({ requestId, status, reason: message }, 'request refused');
  const body = JSON.stringify(errorBody(message));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...responseHeaders(requestId),
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
  };
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function faultOf(code: string | undefined): Fault {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return LATE;
  return code === 'HPE_HEADER_OVERFLOW' ? LONG : BROKEN;
}
