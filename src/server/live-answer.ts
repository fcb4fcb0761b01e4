import type { ServerResponse } from 'node:http';
import type { LiveRefusal } from './LiveStream.js';
import { graphHeaders } from './request-scope.js';

/** Answers what asked for a subscription where the answer is no stream. */
export function sendLiveAnswer(
  response: ServerResponse,
  id: string,
  { answer, status = 200, retryAfter }: LiveRefusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(answer);
  response
    .writeHead(status, {
      ...graphHeaders(id, 'application/json'),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...headers,
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}
