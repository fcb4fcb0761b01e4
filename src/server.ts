import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { pino, type Logger } from 'pino';
import { systemClock, type Clock } from './clock.js';
import type { Config } from './config.js';
import { createContext, type Context, type RunningContext } from './context.js';
import { formatError, formatErrorWithoutHints } from './errors/format-error.js';
import { DocumentStore } from './fast-path/DocumentStore.js';
import { FastPath, knownRequestId } from './fast-path/fast-path.js';
import { explorer } from './plugins/explorer.js';
import { watchConnections } from './plugins/connections.js';
import { frameworkError, httpErrors } from './plugins/http-errors.js';
import { queryLimits } from './plugins/query-limits.js';
import { createProbes } from './plugins/probes.js';
import { logRequest, reportError, requestLog } from './plugins/request-log.js';
import { depthLimit } from './query-limits/depth-limit.js';
import type { CostLimits } from './query-limits/operation-cost.js';
import { createServices, type Services } from './services.js';
import { buildSubgraph } from './subgraph.js';

export interface Server {
  /** Base address; the graph is at `/graphql`, GraphiQL at `/` outside production. */
  readonly url: string;
  readonly probesUrl: string;
  /** Readiness first, then no new requests, then the end of those in flight, with a hard limit. */
  stop(): Promise<void>;
}

export interface ServerParts {
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** Most tokens of one document: larger ones are refused while parsing. */
const MAX_TOKENS = 5_000;

/** Starts the subgraph and its probes; resolves once both listen. */
export async function createServer(config: Config, parts: ServerParts = {}): Promise<Server> {
  const log = parts.log ?? pino({ level: config.logLevel });
  const services = createServices(config, log, parts.clock ?? systemClock);
  const readiness = { ready: false };
  const probes = createProbes(readiness);
  // Its own lines say where it listens, which the start says in words.
  const fastifyLog: FastifyBaseLogger = log.child(
    {},
    { level: log.isLevelEnabled('warn') ? 'warn' : log.level },
  );
  const { schema } = buildSubgraph();
  const fastPath = createFastPath(services, schema);
  const app: FastifyInstance = fastify({
    serverFactory: (longWay) =>
      createHttpServer((request, response) => {
        fastPath.handle(request, response, () => {
          longWay(request, response);
        });
      }),
    loggerInstance: fastifyLog,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.bodyLimitBytes,
    frameworkErrors: (error, request, reply) => {
      void frameworkError(error, request, reply);
    },
    genReqId: ({ headers }) => knownRequestId(headers['x-request-id']) ?? randomUUID(),
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    done(null, fastPath.replay(request.raw) ?? payload);
  });
  const connections = watchConnections(app.server, readiness);
  httpErrors(app);
  const apollo = createApollo(config, log, app, schema);
  await apollo.start();
  const running = new WeakMap<object, RunningContext>();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    onRequest: (_request, reply, done) => {
      // A merchant's data is for the one who asked, and for no cache on the way.
      void reply.header('cache-control', 'no-store');
      done();
    },
    handler: fastifyApolloHandler(apollo, {
      context: (request, reply) => {
        const context = createContext(services, request.id);
        running.set(request, context);
        reply.raw.once('close', () => {
          if (!reply.raw.writableFinished) context.cancel();
        });
        return Promise.resolve(context);
      },
    }),
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    running.get(request)?.end();
    done();
  });
  if (!config.production) await app.register(explorer);

  const url = await app.listen({ host: config.host, port: config.port });
  const probesUrl = await probes.listen({ host: config.host, port: config.probesPort });
  readiness.ready = true;

  async function stop(): Promise<void> {
    readiness.ready = false;
    await pause(config.shutdownDrainMs);
    fastPath.close();
    connections.closeWhenIdle();
    const drained = apollo.stop().then(() => app.close());
    const late = pause(config.shutdownTimeoutMs, 'late', { ref: false });
    if ((await Promise.race([drained, late])) === 'late') {
      log.warn({ ms: config.shutdownTimeoutMs }, 'requests were still running at the hard limit');
      app.server.closeAllConnections();
    }
    await Promise.all([probes.close(), services.close()]);
  }
  let stopping: Promise<void> | undefined;
  return { url, probesUrl, stop: () => (stopping ??= stop()) };
}

function createApollo(
  config: Config,
  log: Logger,
  app: FastifyInstance,
  schema: GraphQLSchema,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    formatError: errorFormat(config),
    introspection: !config.production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.production,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    maxRecursiveSelections: true,
    logger: log,
    validationRules: [depthLimit(config.queryMaxDepth)],
    plugins: [
      requestLog(log),
      queryLimits(schema, costLimits(config)),
      // Our own stop() bounds the wait: the integration's plugin would cut everything after ten seconds.
      { serverWillStart: () => Promise.resolve({ drainServer: () => app.close() }) },
      // Its hook on every field would wrap every resolver; answers here are not for shared HTTP caches anyway.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
    ],
  });
}

function createFastPath(services: Services, schema: GraphQLSchema): FastPath {
  const { config, log, answers } = services;
  const { tenant } = config;
  const scope = [tenant.id, tenant.classic?.id, tenant.accounting?.id].join('|');
  return new FastPath({
    documents: new DocumentStore({
      schema,
      maxTokens: MAX_TOKENS,
      maxDepth: config.queryMaxDepth,
      cost: costLimits(config),
    }),
    formatError: errorFormat(config),
    answers,
    join: config.joinRequests,
    bodyLimitBytes: config.fastPath ? config.bodyLimitBytes : -1,
    scopeOf: () => scope,
    createContext: (_request, requestId, observer) => createContext(services, requestId, observer),
    logRequest: (request) => {
      logRequest(log, request);
    },
    report: (errors, requestId) => {
      for (const error of errors) reportError(log, error, requestId);
    },
  });
}

function errorFormat({ production }: Config): typeof formatError {
  return production ? formatErrorWithoutHints : formatError;
}

function costLimits({ queryMaxNodes, queryMaxValues, queryMaxChanges }: Config): CostLimits {
  return { maxItems: queryMaxNodes, maxValues: queryMaxValues, maxChanges: queryMaxChanges };
}
