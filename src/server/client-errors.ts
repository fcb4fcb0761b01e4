import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorBody } from './http-errors.js';

const LATE = { status: 408, message: 'The request did not come in within its time.' };
const LONG = { status: 431, message: 'The headers of the request are too long.' };
const BROKEN = { status: 400, message: 'The request is not well-formed HTTP.' };

/** Answers what Node could not read as a request, or not in its time, and closes the connection. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const { status, message } = faultOf(error.code);
    const body = JSON.stringify(errorBody(message));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/json; charset=utf-8',
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      'connection: close',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

function faultOf(code: string | undefined): typeof BROKEN {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return LATE;
  return code === 'HPE_HEADER_OVERFLOW' ? LONG : BROKEN;
}
