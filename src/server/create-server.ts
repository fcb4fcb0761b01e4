import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { pino, type Logger } from 'pino';
import { CallerAuth } from '../callers/CallerAuth.js';
import { systemClock, systemTimers, type Clock, type Timers } from '../clock.js';
import type { Config } from '../config.js';
import { loadSubgraph } from '../subgraphs/load.js';
import { boundedLog } from './bounded-log.js';
import type { FallBackReason } from './FallBacks.js';
import { Metrics } from '../metrics/Metrics.js';
import { LoopDelay, type DelayReading } from './LoopDelay.js';
import { createProbes, OwnProbes, type Probed } from './probes.js';
import type { RequestHooks } from './request-hooks.js';
import { SubgraphServer, type OtherWorkers } from './subgraph-server.js';
import type { SpanStarter } from '../tracing/SpanSource.js';
import { TenantReloads } from './TenantReloads.js';

/** A subgraph that is served. */
export interface ServedGraph {
  readonly name: string;
  /** Base address; the graph is at `/graphql`, GraphiQL at `/` outside production. */
  readonly url: string;
  /** How many requests were left to Apollo Server, by reason. */
  readonly fallBacks: ReadonlyMap<FallBackReason, number>;
}

/** What is served; the first subgraph, which mostly is the only one, stands for all. */
export interface Server extends ServedGraph {
  /** In the order of SUBGRAPHS. */
  readonly subgraphs: readonly ServedGraph[];
  /** Where the probes are answered; empty in a worker, whose primary answers them. */
  readonly probesUrl: string;
  /** What the probes are told. */
  readonly probed: Probed;
  /** Reads the tenants file again, where there is one. One with faults changes nothing. */
  reloadTenants(): void;
  /** Takes no new connections, answers on those that are open until they have gone, then stops: for who is replaced. */
  retire(): Promise<void>;
  /** Readiness first, then no new requests, then the end of those in flight, with a hard limit. */
  stop(options?: { readonly drain?: boolean }): Promise<void>;
}

export interface ServerParts {
  readonly log?: Logger;
  readonly clock?: Clock;
  /** Of tokens and rates: the world's, whatever that of a sandbox is set to. */
  readonly callerClock?: Clock;
  /** Of polls and subscriptions; those of the system unless told otherwise. */
  readonly timers?: Timers;
  /** Told of every request to a graph, after the log. */
  readonly hooks?: RequestHooks;
  /** Begins spans; undefined = nobody takes them. */
  readonly tracer?: SpanStarter | undefined;
  /** How late the event loop is; measured unless it is handed in. */
  readonly loopDelay?: DelayReading;
  /** In a worker: leads to the others, for each subgraph. Its primary answers the probes. */
  readonly others?: (subgraph: string) => OtherWorkers;
}

/** Starts the subgraphs and the probes of the process; resolves once all listen. */
export async function createServer(config: Config, parts: ServerParts = {}): Promise<Server> {
  const log = boundedLog(parts.log ?? pino({ level: config.logLevel }));
  const { clock = systemClock, callerClock = systemClock, timers = systemTimers, hooks = {} } = parts;
  const readiness = { ready: false, closed: false };
  const { jwt } = config.callers;
  const verifier = jwt && new (await import('../callers/JwtVerifier.js')).JwtVerifier(jwt, callerClock, log);
  const callers = new CallerAuth(config.callers, verifier);
  const measured =
    parts.loopDelay === undefined && config.shedding.loopDelayMs > 0 ? new LoopDelay() : undefined;
  const loopDelay = parts.loopDelay ?? measured;
  const { tracer } = parts;
  // The client of Redis is as much code as all of ours.
  const openSharedTier =
    config.sharedCache && (await import('../shared-tier/open-shared-tier.js')).openSharedTier;
  const loaded = await Promise.all(config.subgraphs.map(({ name }) => loadSubgraph(name)));
  const shared = {
    ...{ config, clock, callerClock, timers, hooks, readiness },
    ...{ callers, loopDelay, tracer, openSharedTier },
  };
  const metrics = new Metrics();
  const servers = loaded.map(
    (subgraph) =>
      new SubgraphServer({
        ...shared,
        subgraph,
        metrics: metrics.of(subgraph.name),
        others: parts.others?.(subgraph.name),
        log: config.namesSubgraphs ? log.child({ subgraph: subgraph.name }) : log,
      }),
  );
  const probed = new OwnProbes(readiness, servers, metrics);
  const probes = parts.others === undefined ? createProbes(probed) : undefined;
  const subgraphs: ServedGraph[] = [];
  let probesUrl = '';
  try {
    for (const [index, server] of servers.entries()) {
      const url = await server.listen(config.subgraphs[index]?.port ?? 0);
      subgraphs.push({ name: server.name, url, fallBacks: server.fallBacks });
    }
    if (probes !== undefined) probesUrl = await probes.listen({ host: config.host, port: config.probesPort });
  } catch (error) {
    // What listens already must not go on, nor hold what it has opened.
    await end();
    throw error;
  }
  const [first] = subgraphs;
  if (first === undefined) throw new TypeError('no subgraph is to be served');
  readiness.ready = true;
  const reloads =
    config.tenantsFile &&
    new TenantReloads(config.tenantsFile, log, (tenants) => {
      for (const server of servers) server.useTenants(tenants);
    });
  reloads?.watch();

  async function stop(waits: boolean): Promise<void> {
    readiness.ready = false;
    reloads?.close();
    if (waits) await pause(config.shutdownDrainMs);
    await end();
  }
  async function end(): Promise<void> {
    measured?.close();
    // What has come in on idle connections by now is answered, and not cut off with them: the first turn may be half over.
    await turn();
    await turn();
    readiness.closed = true;
    await Promise.all(servers.map((server) => server.drain()));
    await Promise.all([probes?.close(), ...servers.map((server) => server.close())]);
  }
  let stopping: Promise<void> | undefined;
  async function retire(): Promise<void> {
    readiness.ready = false;
    await Promise.all(servers.map((server) => server.retire()));
    await (stopping ??= stop(false));
  }
  return {
    ...first,
    subgraphs,
    probesUrl,
    probed,
    reloadTenants: () => reloads?.reload(),
    retire,
    stop: ({ drain: waits = true } = {}) => (stopping ??= stop(waits)),
  };
}
