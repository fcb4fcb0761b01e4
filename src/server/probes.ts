import { fastify, type FastifyInstance } from 'fastify';

/** How far the server is from taking requests. */
export interface Readiness {
  ready: boolean;
  /** Nothing new is answered any more. */
  closed: boolean;
}

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic; 503 from the moment a stop is asked for. Neither looks at
 * the APIs: an outage there must not take all pods out of service.
 */
export function createProbes(readiness: Readiness): FastifyInstance {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    bodyLimit: 1_024,
  });
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) =>
    readiness.ready ? { status: 'ok' } : reply.code(503).send({ status: 'stopping' }),
  );
  return app;
}
