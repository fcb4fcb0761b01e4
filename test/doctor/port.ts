import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens on a port of its own, until it is closed. */
export async function takePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: address.port, close };
}

/** One where nothing listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await takePort();
  await close();
  return port;
}
