import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { prometheusText } from '../metrics/Metrics.js';
import type { KeyState } from '../subgraphs/define-subgraph.js';

/** How far the server is from taking requests. */
export interface Readiness {
  ready: boolean;
  /** Nothing new is answered any more. */
  closed: boolean;
}

/** A subgraph whose readiness is asked for. */
export interface ProbedSubgraph {
  readonly name: string;
  lookAtKeys(): Promise<KeyState | undefined>;
}

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic; 503 from the moment a stop is asked for, and while all keys of
 * a subgraph are refused and none has ever worked: a release with wrong keys must not replace one with right ones. Keys
 * that are refused later are told, and an outage of the APIs is not looked at: neither may take all pods out of service.
 * `/readyz/<name>`: the same of one subgraph, for who sends traffic to that one only. `/metrics`: for Prometheus.
 */
export function createProbes(
  readiness: Readiness,
  subgraphs: readonly ProbedSubgraph[],
  metrics: () => Promise<readonly object[]>,
): FastifyInstance {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    bodyLimit: 1_024,
  });
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => answer(reply, readiness, subgraphs));
  for (const subgraph of subgraphs)
    app.get(`/readyz/${subgraph.name}`, (_request, reply) => answer(reply, readiness, [subgraph]));
  app.get('/metrics', async (_request, reply) => {
    const { text, type } = await prometheusText([await metrics()]);
    return reply.type(type).send(text);
  });
  return app;
}

async function answer(
  reply: FastifyReply,
  readiness: Readiness,
  subgraphs: readonly ProbedSubgraph[],
): Promise<object> {
  const looked = readiness.ready ? await Promise.all(subgraphs.map((each) => each.lookAtKeys())) : [];
  if (!readiness.ready) return reply.code(503).send({ status: 'stopping' });
  const states = looked.filter((state) => state !== undefined);
  const refused = states.flatMap((state) => state.refused);
  if (refused.length === 0) return { status: 'ok' };
  const isHopeless = states.some((state) => state.isHopeless);
  return isHopeless ? reply.code(503).send({ status: 'keys refused', refused }) : { status: 'ok', refused };
}
