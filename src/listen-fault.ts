import { once } from 'node:events';
import { createServer } from 'node:net';

/** Why nothing can listen there, as the code of its error; undefined = it can: the port is taken for a moment. */
export async function listenFault({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
