import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as it came: the target is the bytes of the request line, never normalised. */
export interface SandboxRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** More than any request needs: a picture of 2 MB in base64 is the largest. */
export const bodyLimitBytes = 10 * 1024 * 1024;

/** The target up to its query, untouched: `.`, `..` and escapes stay what the client sent. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** A header as a single text; undefined when it is absent. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** What handlers get: the message with its body. */
export function toRequest(message: IncomingMessage, body: string): SandboxRequest {
  const { method = 'GET', url = '/', headers } = message;
  const path = pathOf(url);
  return { method, url, path, query: new URLSearchParams(url.slice(path.length)), headers, body };
}

/**
 * Reads the body to its end, even past the limit: an unread body would poison the next request of the same
 * connection. Returns undefined for a body over the limit and throws when the client goes away midway.
 */
export async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream: AsyncIterable<Buffer> = message;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size <= bodyLimitBytes) chunks.push(chunk);
  }
  return size > bodyLimitBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
