import fastify, { type FastifyRequest } from 'fastify';
import { explorer, withoutIcon } from '../../server/explorer.js';
import type { Gateway } from './Gateway.js';

/** A server that listens. */
export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where it listens. */
export const HOST = '127.0.0.1';

/** Serves a gateway at /graphql, and GraphiQL for it at /, on this machine only. */
export async function serve(gateway: Gateway, port: number): Promise<Front> {
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => reply.send(await gateway.fetch(toWeb(request))),
  });
  withoutIcon(app);
  await app.register(explorer, { subgraph: 'supergraph' });
  const url = await app.listen({ host: HOST, port });
  return { url, stop: () => app.close() };
}

/** Of the headers, those that say what is sent and wanted: nothing here asks who the caller is. */
function toWeb({ method, url, headers, body }: FastifyRequest): Request {
  const { accept = 'application/json' } = headers;
  return new Request(`http://${HOST}${url}`, {
    method,
    headers: { accept, 'content-type': 'application/json' },
    ...(typeof body === 'string' && { body }),
  });
}
