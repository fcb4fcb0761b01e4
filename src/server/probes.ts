import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Metrics } from '../metrics/Metrics.js';
import { prometheusText, type MeasuredProcess } from '../metrics/prometheus-text.js';
import type { KeyState } from '../subgraphs/define-subgraph.js';
import { noSchemas } from './no-schemas.js';

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
  /** It refuses all requests for the time being. */
  readonly isShedding: boolean;
}

/** What a probe is told. */
export interface ProbeAnswer {
  readonly status: 200 | 503;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a probe says of a subgraph that can answer nothing, as all its keys are refused. */
export type KeysRefused = 'keys refused';
const KEYS_REFUSED: KeysRefused = 'keys refused';

/** Who knows what probes are to be told. */
export interface Probed {
  /** The subgraphs that are served. */
  readonly names: readonly string[];
  live(): Promise<ProbeAnswer>;
  /** @param name of one subgraph; undefined = of all */
  ready(name: string | undefined): Promise<ProbeAnswer>;
  /** The metrics of each process that serves. */
  measure(): Promise<readonly MeasuredProcess[]>;
}

/**
 * `/livez`: the process runs. `/readyz`: it takes traffic; 503 from the moment a stop is asked for, and while all keys of
 * a subgraph are refused and none has ever worked: a release with wrong keys must not replace one with right ones. Keys
 * that are refused later are told, and an outage of the APIs is not looked at: neither may take all pods out of service.
 * `/readyz/<name>`: the same of one subgraph, for who sends traffic to that one only. `/metrics`: for Prometheus.
 */
export function createProbes(probed: Probed): FastifyInstance {
  const app = fastify({
    logger: false,
    schemaController: noSchemas,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    bodyLimit: 1_024,
  });
  app.get('/livez', async (_request, reply) => send(reply, await probed.live()));
  app.get('/readyz', async (_request, reply) => send(reply, await probed.ready(undefined)));
  for (const name of probed.names)
    app.get(`/readyz/${name}`, async (_request, reply) => send(reply, await probed.ready(name)));
  app.get('/metrics', async (_request, reply) => {
    const measured = await probed.measure();
    // Nothing would look like all being well.
    if (measured.length === 0) return reply.code(503).send({ status: 'no worker answers' });
    const { text, type } = await prometheusText(measured);
    return reply.type(type).send(text);
  });
  return app;
}

function send(reply: FastifyReply, { status, body }: ProbeAnswer): FastifyReply {
  return reply.code(status).send(body);
}

/** What the probes of a process that answers by itself are told. */
export class OwnProbes implements Probed {
  readonly names: readonly string[];

  constructor(
    private readonly readiness: Readiness,
    private readonly subgraphs: readonly ProbedSubgraph[],
    private readonly metrics: Metrics,
  ) {
    this.names = subgraphs.map(({ name }) => name);
  }

  async measure(): Promise<readonly MeasuredProcess[]> {
    return [{ metrics: await this.metrics.json() }];
  }

  live(): Promise<ProbeAnswer> {
    return Promise.resolve({ status: 200, body: { status: 'ok' } });
  }

  async ready(name: string | undefined): Promise<ProbeAnswer> {
    const { readiness } = this;
    const asked = this.subgraphs.filter((each) => name === undefined || each.name === name);
    const looked = readiness.ready ? await Promise.all(asked.map((each) => each.lookAtKeys())) : [];
    if (!readiness.ready) return { status: 503, body: { status: 'stopping' } };
    const states = looked.filter((state) => state !== undefined);
    const refused = states.flatMap((state) => state.refused);
    // Told, but still ready: what is sent elsewhere instead would be too much there, and it passes within a moment.
    const shedding = asked.some(({ isShedding }) => isShedding) ? { shedding: true } : {};
    if (refused.length === 0) return { status: 200, body: { status: 'ok', ...shedding } };
    const isHopeless = states.some((state) => state.isHopeless);
    return isHopeless
      ? { status: 503, body: { status: KEYS_REFUSED, refused } }
      : { status: 200, body: { status: 'ok', refused, ...shedding } };
  }
}
