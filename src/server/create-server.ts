import { setTimeout as pause } from 'node:timers/promises';
import type { ApolloServer } from '@apollo/server';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { Invalidations } from '../cache/Invalidations.js';
import { CallerAuth } from '../callers/CallerAuth.js';
import { RateLimits } from '../callers/RateLimits.js';
import { ResponseCache } from '../cache/ResponseCache.js';
import { systemClock, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import { formatError, formatErrorWithoutHints } from '../errors/format-error.js';
import type { CallScope } from '../http/call-scope.js';
import type { QueryLimits } from '../query-limits/limits.js';
import { vipps } from '../subgraphs/vipps.js';
import { boundedLog } from './bounded-log.js';
import { clientErrorHandler } from './client-errors.js';
import { AnswerWriter } from './AnswerWriter.js';
import { createApollo } from './apollo-path.js';
import type { ApolloContext } from './ApolloRequest.js';
import { CompiledPath, type GraphQLResponse } from './compiled-path.js';
import { Compression } from './Compression.js';
import { Connections } from './connections.js';
import { DocumentCache, printedAlike } from './DocumentCache.js';
import { explorer, isExplorerBuilt, withoutIcon } from './explorer.js';
import { FallBacks, type FallBackReason } from './FallBacks.js';
import { GraphQLHandler } from './graphql-handler.js';
import { GraphEntry, leaveBodies, requestIdOf } from './graphql-route.js';
import { answerFault, httpErrors } from './http-errors.js';
import { PersistedQueries } from './PersistedQueries.js';
import { createProbes } from './probes.js';
import { combineHooks, type RequestHooks } from './request-hooks.js';
import { RequestGate } from './RequestGate.js';
import { requestLog } from './request-log.js';
import { RequestScopes, type RequestScope } from './request-scope.js';
import { TenantReloads } from './TenantReloads.js';

export interface Server {
  /** Base address; the graph is at `/graphql`, GraphiQL at `/` outside production. */
  readonly url: string;
  readonly probesUrl: string;
  /** How many requests were left to Apollo Server, by reason. */
  readonly fallBacks: ReadonlyMap<FallBackReason, number>;
  /** Reads the tenants file again, where there is one. One with faults changes nothing. */
  reloadTenants(): void;
  /** Readiness first, then no new requests, then the end of those in flight, with a hard limit. */
  stop(options?: { readonly drain?: boolean }): Promise<void>;
}

export interface ServerParts {
  readonly log?: Logger;
  readonly clock?: Clock;
  /** Of tokens and rates: the world's, whatever that of a sandbox is set to. */
  readonly callerClock?: Clock;
  /** Told of every request to the graph, after the log. */
  readonly hooks?: RequestHooks;
}

/** Most tokens of one document: larger ones are refused while parsing. */
const MAX_TOKENS = 5_000;

/** Starts the subgraph and its probes; resolves once both listen. */
export async function createServer(config: Config, parts: ServerParts = {}): Promise<Server> {
  const log = boundedLog(parts.log ?? pino({ level: config.logLevel }));
  const { clock = systemClock, callerClock = systemClock } = parts;
  const invalidations = new Invalidations();
  const { schema } = vipps.build();
  const subgraph = vipps.start({ config, log, clock, invalidations });
  const hooks = combineHooks([requestLog(log), parts.hooks ?? {}]);
  const fallBacks = new FallBacks(log);
  const shared = {
    hooks,
    fallBacks,
    formatError: config.production ? formatErrorWithoutHints : formatError,
  };
  const createContext = ({ id, tenant, caller }: RequestScope, scope: CallScope): object =>
    subgraph.createContext({ requestId: id, tenant, rights: caller.rights, scope });

  const limits = queryLimitsOf(config);
  const documents = new DocumentCache({
    schema,
    limits,
    ...(config.trustedDocuments !== undefined && { trusted: printedAlike(config.trustedDocuments.values()) }),
    hideSuggestions: config.production,
    onFault: (fault) => {
      fallBacks.fault(fault);
    },
  });

  const readiness = { ready: false, closed: false };
  const persisted = new PersistedQueries(config.trustedDocuments);
  const compression = new Compression(config.compressMinBytes);
  const entry = new GraphEntry(config, readiness, log);
  const app = createApp(log, entry);
  const apollo = createApollo({
    ...shared,
    config,
    log,
    schema,
    limits,
    documents,
    persisted,
    drain: () => app.close(),
  });
  await apollo.start();
  const compiled = new CompiledPath({
    ...shared,
    createContext,
    coalesce: config.coalesceRequests,
    responses: new ResponseCache<GraphQLResponse>(config.responseCacheMaxBytes, clock, invalidations),
    documents,
    persisted,
    compression,
    limits,
  });
  const connections = new Connections(app.server);
  const scopes = new RequestScopes(config, vipps.changeTimeoutMs(config));
  const gate = new RequestGate({
    rates: new RateLimits(config.rateLimit, callerClock),
    connections,
    maxRequests: config.requestsMax,
    maxRequestsOfTenant: config.tenantRequestsMax,
  });
  const handler = new GraphQLHandler({
    ...shared,
    log,
    gate,
    compiled: config.compileQueries ? compiled : undefined,
    apollo: { server: apollo, createContext: (scope) => createContext(scope, scope.calls()) },
    writer: new AnswerWriter(compression),
    federatedTraces: config.federatedTraces,
  });
  entry.route(app);
  const hasPage = !config.production && isExplorerBuilt();
  const callers = new CallerAuth(config.callers, callerClock);
  entry.open({ callers, scopes, gate, handler, persisted, maxTokens: MAX_TOKENS, hasPage });
  if (!config.production) await app.register(explorer);
  withoutIcon(app);

  const probes = createProbes(readiness, () => subgraph.lookAtKeys());
  const url = await app.listen({ host: config.host, port: config.port });
  const probesUrl = await probes.listen({ host: config.host, port: config.probesPort });
  readiness.ready = true;
  const reloads =
    config.tenantsFile &&
    new TenantReloads(config.tenantsFile, log, (tenants) => {
      // First the secrets: none may be sent before it is known.
      subgraph.useTenants(tenants);
      scopes.useTenants(tenants);
    });
  reloads?.watch();

  async function stop(waits: boolean): Promise<void> {
    readiness.ready = false;
    reloads?.close();
    if (waits) await pause(config.shutdownDrainMs);
    readiness.closed = true;
    connections.closeWhenIdle();
    await drain(apollo, app, config, log);
    await Promise.all([probes.close(), subgraph.close()]);
  }
  let stopping: Promise<void> | undefined;
  return {
    url,
    probesUrl,
    fallBacks: fallBacks.counts,
    reloadTenants: () => reloads?.reload(),
    stop: ({ drain: waits = true } = {}) => (stopping ??= stop(waits)),
  };
}

function createApp(log: Logger, entry: GraphEntry): FastifyInstance {
  // Its own lines say where it listens, which the start says in words.
  const fastifyLog: FastifyBaseLogger = log.child(
    {},
    { level: log.isLevelEnabled('warn') ? 'warn' : log.level },
  );
  const app: FastifyInstance = fastify({
    serverFactory: (other) => entry.createServer(other),
    loggerInstance: fastifyLog,
    logController: new LogController({ disableRequestLogging: true }),
    // Lines name their request themselves: a logger for each would cost more than all else that a route does.
    childLoggerFactory: (logger) => logger,
    frameworkErrors: (error, request, reply) => {
      void answerFault(error, request, reply, log);
    },
    clientErrorHandler: clientErrorHandler(log),
    genReqId: requestIdOf,
    routerOptions: { ignoreTrailingSlash: true },
    // What comes too late is refused before it gets here.
    return503OnClosing: false,
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-request-id', request.id);
    done(null, payload);
  });
  leaveBodies(app);
  httpErrors(app, log);
  return app;
}

/** Waits for requests in flight, but no longer than the hard limit. */
async function drain(
  apollo: ApolloServer<ApolloContext>,
  app: FastifyInstance,
  { shutdownTimeoutMs }: Config,
  log: Logger,
): Promise<void> {
  const drained = apollo.stop().then(() => app.close());
  const late = pause(shutdownTimeoutMs, 'late', { ref: false });
  if ((await Promise.race([drained, late])) !== 'late') return;
  log.warn({ ms: shutdownTimeoutMs }, 'requests were still running at the hard limit');
  app.server.closeAllConnections();
}

function queryLimitsOf(config: Config): QueryLimits {
  return {
    maxTokens: MAX_TOKENS,
    maxDepth: config.queryMaxDepth,
    maxRootFields: config.queryMaxRootFields,
    maxAliases: config.queryMaxAliases,
    maxDirectives: config.queryMaxDirectives,
    maxItems: config.queryMaxNodes,
    maxValues: config.queryMaxValues,
    maxBytes: config.queryMaxResponseBytes,
    maxChanges: config.queryMaxChanges,
    maxRepresentations: config.queryMaxRepresentations,
  };
}
