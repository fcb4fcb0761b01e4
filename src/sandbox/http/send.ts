import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** Puts an answer on the wire as it is. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  const bodyless = status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(bodyless ? {} : { 'content-length': bytes.length }) });
  response.end(bodyless ? undefined : bytes);
}

/** Sends the head of the answer and half of its body, and leaves it at that. */
export async function sendHalf(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length + 1 });
  response.flushHeaders();
  await new Promise<void>((done) => {
    // Also without an error when the client has left: there is nobody to send to then.
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
      done();
    });
  });
}

/**
 * Sends the answer followed by blanks until it exceeds the size: still valid JSON of the same value. It is chunked,
 * with no declared length, so that a client's limit has to count bytes instead of trusting a header.
 */
export async function sendOversize(response: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(200, answer.headers);
  const value = answer.body || 'null';
  response.write(value);
  for (let sent = Buffer.byteLength(value); sent <= bytes; sent += blanks.length) {
    if (gone.signal.aborted) return;
    if (!response.write(blanks)) await once(response, 'drain', gone).catch(() => undefined);
  }
  response.end();
}
