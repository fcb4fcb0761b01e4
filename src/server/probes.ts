import { fastify, type FastifyInstance } from 'fastify';
import type { KeyState } from '../subgraphs/define-subgraph.js';

/** How far the server is from taking requests. */
export interface Readiness {
  ready: boolean;
  /** Nothing new is answered any more. */
  closed: boolean;
}

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic; 503 from the moment a stop is asked for, and while all keys are
 * refused and none has ever worked: a release with wrong keys must not replace one with right ones. Keys that are refused
 * later are told, and an outage of the APIs is not looked at: neither may take all pods out of service.
 */
export function createProbes(
  readiness: Readiness,
  lookAtKeys: () => Promise<KeyState | undefined>,
): FastifyInstance {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    bodyLimit: 1_024,
  });
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const keys = readiness.ready ? await lookAtKeys() : undefined;
    if (!readiness.ready) return reply.code(503).send({ status: 'stopping' });
    if (keys === undefined || keys.refused.length === 0) return { status: 'ok' };
    const { refused, isHopeless } = keys;
    return isHopeless ? reply.code(503).send({ status: 'keys refused', refused }) : { status: 'ok', refused };
  });
  return app;
}
