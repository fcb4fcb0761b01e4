import { once } from 'node:events';
import { createServer } from 'node:http';

/** Takes traces, and forgets them. */
export interface Collector {
  readonly url: string;
  /** Bytes that it was sent so far. */
  readonly bytes: number;
  stop(): void;
}

/** Starts one on loopback. */
export async function startCollector(): Promise<Collector> {
  let bytes = 0;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => response.writeHead(200).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The collector does not listen');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    get bytes() {
      return bytes;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
