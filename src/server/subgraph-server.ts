import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Invalidations } from '../cache/Invalidations.js';
import { ResponseCache } from '../cache/ResponseCache.js';
import { joinChannels, type ChangeChannel } from '../cache/SharedCache.js';
import type { CallerAuth } from '../callers/CallerAuth.js';
import { RateLimits } from '../callers/RateLimits.js';
import type { Clock, Timers } from '../clock.js';
import type { Config, Tenant } from '../config.js';
import { formatError, formatErrorWithoutHints } from '../errors/format-error.js';
import type { BreakerHints } from '../http/BreakerHints.js';
import type { CallScope } from '../http/call-scope.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import { operationNamesOf } from './operation-names-of.js';
import { tracingOf } from './tracing-of.js';
import type { SpanStarter } from '../tracing/SpanSource.js';
import type { QueryLimits } from '../query-limits/limits.js';
import type { KeyState, RunningSubgraph, Subgraph } from '../subgraphs/define-subgraph.js';
import { AnswerWriter } from './AnswerWriter.js';
import { createApollo } from './apollo-path.js';
import type { ApolloContext } from './ApolloRequest.js';
import { Callbacks } from './Callbacks.js';
import { CompiledPath, type GraphQLResponse } from './compiled-path.js';
import { Compression } from './Compression.js';
import { Connections } from './connections.js';
import { createApp } from './create-app.js';
import { DocumentCache, printedAlike, type DocumentCacheParts } from './DocumentCache.js';
import { openRouterCache } from '../router-cache/open-router-cache.js';
import type { RouterInvalidations } from '../router-cache/RouterInvalidations.js';
import type { openSharedTier } from '../shared-tier/open-shared-tier.js';
import type { SharedTier } from '../shared-tier/SharedTier.js';
import { EventStreams } from './EventStreams.js';
import { LiveOperations } from './LiveOperations.js';
import { SubscriptionLimits, TRANSPORTS } from './SubscriptionLimits.js';
import { explorer, isExplorerBuilt, withoutIcon } from './explorer.js';
import { FallBacks, type FallBackReason } from './FallBacks.js';
import { mayTrace } from './federated-traces.js';
import { GraphQLHandler } from './graphql-handler.js';
import { GraphEntry } from './graphql-route.js';
import { ImageBodies } from './image-bodies.js';
import type { DelayReading } from './LoopDelay.js';
import { PersistedQueries } from './PersistedQueries.js';
import type { Readiness } from './probes.js';
import { commandMetrics, serverMetrics } from './server-metrics.js';
import { combineHooks, type RequestHooks } from './request-hooks.js';
import { refusalMetrics, requestMetrics } from './request-metrics.js';
import { RequestGate } from './RequestGate.js';
import { requestLog } from './request-log.js';
import { RequestScopes, type RequestScope } from './request-scope.js';
import { Shedding } from './Shedding.js';
import { wakeRoute } from './wake-route.js';
import { WebSockets } from './WebSockets.js';
import { UnreadAnswers } from './UnreadAnswers.js';

export interface SubgraphServerParts {
  readonly subgraph: Subgraph;
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** Of rates. */
  readonly callerClock: Clock;
  readonly timers: Timers;
  /** Told of every request to the graph, after the log. */
  readonly hooks: RequestHooks;
  /** Of the process, which all its subgraphs share. */
  readonly readiness: Readiness;
  readonly callers: CallerAuth;
  readonly metrics: SubgraphMetrics;
  /** Begins spans; undefined = nobody takes them. */
  readonly tracer: SpanStarter | undefined;
  /** How late the event loop is; undefined = nobody looks. */
  readonly loopDelay: DelayReading | undefined;
  /** Opens what several processes share; undefined = they share nothing. */
  readonly openSharedTier: typeof openSharedTier | undefined;
  /** Leads to the other workers; undefined = there are none. */
  readonly others: OtherWorkers | undefined;
}

/** What leads from one worker to the others. */
export interface OtherWorkers {
  readonly changes: ChangeChannel;
  readonly hints: BreakerHints;
}

/** Most tokens of one document: larger ones are refused while parsing. */
const MAX_TOKENS = 5_000;

/**
 * One subgraph on a port of its own, with limits, counters and caches that it shares with no other: what is asked of one
 * costs the others nothing but the processor.
 */
export class SubgraphServer {
  readonly name: string;
  readonly #parts: SubgraphServerParts;
  readonly #running: RunningSubgraph;
  readonly #shedding: Shedding;
  readonly #shared: SharedTier | undefined;
  readonly #routers: RouterInvalidations | undefined;
  /** When the time of its stop is up, by `performance.now()`. */
  #stopUntil = Number.POSITIVE_INFINITY;
  readonly #scopes: RequestScopes;
  readonly #fallBacks: FallBacks;
  readonly #app: FastifyInstance;
  readonly #apollo: ApolloServer<ApolloContext>;
  readonly #connections: Connections;
  readonly #persisted: PersistedQueries;
  readonly #sockets: WebSockets | undefined;
  readonly #callbacks: Callbacks | undefined;
  #isStarted = false;

  constructor(parts: SubgraphServerParts) {
    const { subgraph, config, log, clock, readiness, metrics } = parts;
    const { schema } = subgraph.build();
    const { name } = subgraph;
    const invalidations = new Invalidations();
    const shared =
      config.sharedCache &&
      parts.openSharedTier?.(config.sharedCache, subgraph.name, log, commandMetrics(metrics));
    const router = openRouterCache(config, { subgraph: name, clock, timers: parts.timers, log });
    const changes = joinChannels(shared, parts.others?.changes, router?.invalidations);
    const operationNames = operationNamesOf(config);
    const tracing = tracingOf(parts.tracer, name, config, operationNames);
    const running = subgraph.start({
      config,
      log,
      clock,
      timers: parts.timers,
      invalidations,
      shared,
      changes,
      // Those of workers come by the shared tier too.
      hints: shared?.hints ?? parts.others?.hints,
      logs: shared?.logs,
      metrics,
      tracing,
    });
    const fallBacks = new FallBacks(log);
    const common = {
      hooks: combineHooks([
        requestLog(log, config.logSampling),
        requestMetrics(metrics, operationNames),
        parts.hooks,
      ]),
      fallBacks,
      formatError: config.production ? formatErrorWithoutHints : formatError,
    };
    const createContext = ({ id, tenant, caller }: RequestScope, scope: CallScope): object =>
      running.createContext({ requestId: id, tenant, rights: caller.rights, scope });

    const limits = queryLimitsOf(config);
    const documentParts: DocumentCacheParts = {
      schema,
      limits,
      ...(config.trustedDocuments !== undefined && {
        trusted: printedAlike(config.trustedDocuments.values()),
      }),
      hideSuggestions: config.production,
      onFault: (fault) => {
        fallBacks.fault(fault);
      },
    };
    const documents = new DocumentCache(documentParts);
    const persisted = new PersistedQueries(config.trustedDocuments);
    const compression = new Compression(config.compressMinBytes);
    const refusals = refusalMetrics(metrics);
    const entry = new GraphEntry(config, readiness, log, refusals);
    const app = createApp(log, entry, refusals);
    const apollo = createApollo({
      ...common,
      subgraph: name,
      config,
      log,
      schema,
      limits,
      documents,
      persisted,
      routerCache: router?.cache,
      drain: () => app.close(),
    });
    const responses = new ResponseCache<GraphQLResponse>(config.responseCacheMaxBytes, clock, invalidations);
    const compiled = new CompiledPath({
      ...common,
      createContext,
      coalesce: config.coalesceRequests,
      responses,
      routerCache: router?.cache,
      documents,
      persisted,
      compression,
      limits,
    });
    const connections = new Connections(app.server);
    const scopes = new RequestScopes(config, subgraph.changeTimeoutMs(config));
    const shedding = new Shedding(config.shedding, parts.loopDelay, running, log);
    const gate = new RequestGate({
      rates: new RateLimits(config.rateLimit, parts.callerClock, shared?.rates),
      connections,
      shedding,
      maxRequests: config.requestsMax,
      maxRequestsOfTenant: config.tenantRequestsMax,
    });
    const open = new SubscriptionLimits(config.live);
    const live =
      schema.getSubscriptionType() == null
        ? undefined
        : new LiveOperations({
            ...common,
            schema,
            documents: new DocumentCache({ ...documentParts, forStreams: true }),
            persisted,
            limits,
            open,
            metrics,
            createContext,
            clock: parts.callerClock,
            timers: parts.timers,
          });
    const { callbackOrigins: origins } = config.live;
    const callbacks = live && new Callbacks({ operations: live, origins, timers: parts.timers, log });
    const handler = new GraphQLHandler({
      ...common,
      log,
      gate,
      compiled: config.compileQueries ? compiled : undefined,
      apollo: {
        server: apollo,
        createContext: (scope, reads) => createContext(scope, scope.calls(reads)),
        observe: ({ tenant }) => router?.cache.watch(responses.observe(tenant.id)),
      },
      streams:
        live &&
        new EventStreams({
          operations: live,
          connections,
          stallMs: config.answerStallTimeoutMs,
          corsOrigins: config.corsOrigins,
          log,
        }),
      callbacks,
      writer: new AnswerWriter(compression, new UnreadAnswers(config.answersMaxBytes, refusals)),
      mayTrace: (caller) => mayTrace(config, caller),
      // What an API is asked, and how it keeps up, is nobody's business there.
      tellsUpstream: !config.production,
    });
    const sockets =
      live &&
      new WebSockets({
        schema,
        operations: live,
        callers: parts.callers,
        scopes,
        gate,
        config,
        readiness,
        refusals,
        log,
      });
    sockets?.serve(app.server);
    entry.route(app);
    if (live !== undefined && config.live.wakeSecret !== undefined)
      wakeRoute(app, config.live.wakeSecret, (ledgerId) => {
        running.wake(ledgerId);
      });
    const hasPage = !config.production && isExplorerBuilt(name);
    const { callers } = parts;
    const images = new ImageBodies(subgraph.imageMutations);
    const body = { persisted, images, maxTokens: MAX_TOKENS };
    entry.open({ callers, scopes, gate, handler, tracing, ...body, hasPage });

    serverMetrics(metrics, {
      fallBacks,
      connections,
      responses,
      shared,
      invalidations: router?.invalidations,
    });
    if (live !== undefined)
      metrics.read('subgraph_subscribers', () => TRANSPORTS.map((each) => [[each], open.counts[each]]));
    this.name = name;
    this.#parts = parts;
    this.#running = running;
    this.#shedding = shedding;
    this.#shared = shared;
    this.#routers = router?.invalidations;
    this.#scopes = scopes;
    this.#fallBacks = fallBacks;
    this.#app = app;
    this.#apollo = apollo;
    this.#connections = connections;
    this.#persisted = persisted;
    this.#sockets = sockets;
    this.#callbacks = callbacks;
  }

  /** How many requests were left to Apollo Server, by reason. */
  get fallBacks(): ReadonlyMap<FallBackReason, number> {
    return this.#fallBacks.counts;
  }

  /** Resolves with its base address once it listens. */
  async listen(port: number): Promise<string> {
    const { production, host } = this.#parts.config;
    await this.#apollo.start();
    this.#isStarted = true;
    if (!production) await this.#app.register(explorer, { subgraph: this.name });
    withoutIcon(this.#app);
    return this.#app.listen({ host, port });
  }

  /** It refuses all requests for the time being. */
  get isShedding(): boolean {
    return this.#shedding.isLate;
  }

  lookAtKeys(): Promise<KeyState | undefined> {
    return this.#running.lookAtKeys();
  }

  /** From now on these are the tenants; requests that have begun end with the old ones. */
  useTenants(tenants: readonly Tenant[]): void {
    // First the secrets: none may be sent before it is known.
    this.#running.useTenants(tenants);
    this.#scopes.useTenants(tenants);
    this.#routers?.useTenants(tenants);
    this.#persisted.retain(tenants.map(({ id }) => id));
  }

  /**
   * Takes no new connections, and answers on those that are open until their callers, who are asked to, have closed them.
   * Those that are idle are left open for as long as callers were told: one that is closed earlier may be asked on just then.
   */
  async retire(): Promise<void> {
    // Who follows something goes on elsewhere.
    this.#running.endStreams();
    this.#sockets?.close();
    const { keepAliveTimeoutMs, shutdownTimeoutMs } = this.#parts.config;
    await Promise.race([this.#connections.closeListener(), after(keepAliveTimeoutMs + shutdownTimeoutMs)]);
  }

  /** Waits for requests in flight, but no longer than the hard limit. */
  async drain(): Promise<void> {
    if (!this.#isStarted) return;
    const { config, log } = this.#parts;
    this.#stopUntil = performance.now() + config.shutdownTimeoutMs;
    this.#running.endStreams();
    this.#sockets?.close();
    this.#connections.closeWhenIdle();
    const closed = this.#apollo
      .stop()
      .then(() => this.#app.close())
      .then(() => this.#connections.gone);
    const drained = Promise.all([closed, this.#callbacks?.done()]);
    const ms = config.shutdownTimeoutMs;
    if ((await Promise.race([drained, after(ms)])) !== 'late') return;
    log.warn({ ms }, 'requests were still running at the hard limit');
    this.#sockets?.cut();
    this.#app.server.closeAllConnections();
  }

  /** Lets go of what it asks with, once nobody asks any more. */
  async close(): Promise<void> {
    await this.#routers?.stop(Math.max(0, this.#stopUntil - performance.now()));
    await this.#running.close();
    this.#shared?.close();
  }
}

/** A time that keeps no process alive. */
function after(ms: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, 'late').unref();
  });
}

/** What one request may ask for. */
export function queryLimitsOf(config: Config): QueryLimits {
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
