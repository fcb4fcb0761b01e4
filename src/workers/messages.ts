import { z } from 'zod';
import type { Change } from '../cache/SharedCache.js';
import { metricsJson } from '../metrics/metric-json.js';

const change = z
  .object({
    tenantId: z.string(),
    kind: z.string().optional(),
    key: z.array(z.string()).readonly(),
    under: z.boolean(),
    doubtSeconds: z.number(),
  })
  .transform(({ kind, ...rest }): Change => ({ ...rest, kind }));

/** What a worker has changed, of which subgraph. */
const told = z.object({ subgraph: z.string(), change });
export type Told = z.output<typeof told>;

/** What a worker has found out of an API, of which subgraph. */
const hinted = z.object({
  subgraph: z.string(),
  api: z.string(),
  /** What stands for the keys in all workers. */
  keys: z.string(),
  fails: z.boolean(),
});
export type Hinted = z.output<typeof hinted>;

/** How the clock of a sandbox stands: so far from that of the machine, or still. */
const sandboxTime = z.object({ offsetMs: z.number(), frozenAtMs: z.number().optional() });
export type SandboxTime = z.output<typeof sandboxTime>;

const probeAnswer = z.object({
  status: z.union([z.literal(200), z.literal(503)]),
  body: z.record(z.string(), z.unknown()),
});
/** What a worker says of itself to a probe. */
export type WorkerProbeAnswer = z.output<typeof probeAnswer>;

const begin = z.object({
  type: z.literal('begin'),
  worker: z.number(),
  /** The sandbox that runs in the primary, in sandbox mode. */
  sandbox: z.object({ url: z.string(), time: sandboxTime }).optional(),
  /** Changes with an unknown outcome that may yet come. */
  doubts: z.array(told).readonly(),
  /** How often it is to say that it is alive; 0 = never. */
  beatMs: z.number(),
});
export type Begin = z.output<typeof begin>;

const toWorker = z.discriminatedUnion('type', [
  begin,
  z.object({ type: z.literal('told'), told }),
  z.object({ type: z.literal('hinted'), hinted }),
  /** Nobody knows what a worker that is gone has changed. */
  z.object({ type: z.literal('missed') }),
  z.object({ type: z.literal('time'), time: sandboxTime }),
  /** Asks what a probe is to be told. */
  z.object({ type: z.literal('look'), id: z.number(), name: z.string().optional() }),
  /** Asks for its metrics. */
  z.object({ type: z.literal('measure'), id: z.number() }),
  /** Another takes its place. */
  z.object({ type: z.literal('retire') }),
  z.object({ type: z.literal('stop'), drain: z.boolean() }),
]);
export type ToWorker = z.output<typeof toWorker>;

const fromWorker = z.discriminatedUnion('type', [
  /** It runs, and waits for what it needs to begin. */
  z.object({ type: z.literal('hello') }),
  /** It listens. */
  z.object({
    type: z.literal('ready'),
    subgraphs: z.array(z.object({ name: z.string(), url: z.string() })).readonly(),
  }),
  /** It can't start, as a person is told. */
  z.object({ type: z.literal('failed'), text: z.string() }),
  z.object({ type: z.literal('told'), told }),
  z.object({ type: z.literal('hinted'), hinted }),
  /** Its event loop runs. Who debugs it may stop that for as long as it takes. */
  z.object({ type: z.literal('alive'), isDebugged: z.boolean() }),
  z.object({ type: z.literal('looked'), id: z.number(), answer: probeAnswer }),
  z.object({ type: z.literal('measured'), id: z.number(), metrics: metricsJson }),
]);
export type FromWorker = z.output<typeof fromWorker>;

/** A message of the primary; undefined for what is none, as what a tool sends. */
export function readToWorker(message: unknown): ToWorker | undefined {
  return toWorker.safeParse(message).data;
}

/** A message of a worker; undefined for what is none. */
export function readFromWorker(message: unknown): FromWorker | undefined {
  return fromWorker.safeParse(message).data;
}
