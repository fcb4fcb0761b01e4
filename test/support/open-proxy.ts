import { createServer, request as send, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as it came to the proxy. */
export interface PassedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface OpenProxy {
  readonly url: string;
  /** What was passed on, oldest first. */
  readonly requests: PassedRequest[];
}

/**
 * A proxy that passes everything on as it is, headers and bytes, and remembers the requests. Of their paths it strips
 * `prefix`, as proxies do that put several servers under one host; what lies outside of it is not there.
 */
export async function openProxy(target: string, prefix = ''): Promise<OpenProxy> {
  const requests: PassedRequest[] = [];
  const server = createServer((incoming, response) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const pass = async (): Promise<void> => {
      const body = await buffer(incoming);
      requests.push({ method, path: url, headers, body });
      if (!url.startsWith(prefix)) {
        response.writeHead(404).end();
        return;
      }
      const outgoing = send(new URL(url.slice(prefix.length), target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => response.destroy());
      outgoing.end(body);
    };
    pass().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, requests };
}
