import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ScriptedServer {
  readonly url: string;
  /** The requests so far. */
  readonly seen: readonly SeenRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** How many of them are open. */
  readonly open: number;
  /** Resolves when a connection whose request was never answered is closed by the client. */
  readonly clientLeft: Promise<unknown>;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Step = (response: ServerResponse, request: SeenRequest) => void;

/**
 * A server on loopback that plays one step per request, in order, and the last one for all further requests: for
 * the misbehaviour that a faithful server doesn't show. It stops when the test has ended.
 */
export async function scriptedServer(...steps: readonly Step[]): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const { promise: clientLeft, resolve: left } = Promise.withResolvers<'left'>();
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) left('left');
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const entry = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(entry);
      steps[Math.min(seen.length, steps.length) - 1]?.(response, entry);
    });
  });
  let connections = 0;
  let open = 0;
  server.on('connection', (socket) => {
    connections += 1;
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    seen,
    get connections() {
      return connections;
    },
    get open() {
      return open;
    },
    clientLeft,
  };
}

/** Answers with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Answers with a text as it stands. */
export function raw(status: number, body: string, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Answers with a text in chunks of so many bytes, also where that cuts a character. */
export function inChunks(status: number, body: string, size: number): Step {
  return (response) => {
    const bytes = Buffer.from(body);
    response.writeHead(status);
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
    response.end();
  };
}

/** Never answers. */
export const hang: Step = () => undefined;

/** Tears the connection down instead of answering. */
export const reset: Step = (response) => {
  response.socket?.resetAndDestroy();
};
