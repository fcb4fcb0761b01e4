import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { systemClock, type Clock } from './clock.js';
import type { Config } from './config.js';
import { createContext, type Context, type RunningContext } from './context.js';
import { formatError, formatErrorWithoutHints } from './errors/format-error.js';
import { explorer } from './plugins/explorer.js';
import { watchConnections } from './plugins/connections.js';
import { frameworkError, httpErrors } from './plugins/http-errors.js';
import { queryLimits } from './plugins/query-limits.js';
import { createProbes } from './plugins/probes.js';
import { requestLog } from './plugins/request-log.js';
import { depthLimit } from './query-limits/depth-limit.js';
import { createServices } from './services.js';
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
  const fastifyLog: FastifyBaseLogger = log;
  const app: FastifyInstance = fastify({
    loggerInstance: fastifyLog,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.bodyLimitBytes,
    frameworkErrors: (error, request, reply) => {
      void frameworkError(error, request, reply);
    },
    genReqId: ({ headers }) => knownRequestId(headers['x-request-id']) ?? randomUUID(),
  });
  const connections = watchConnections(app.server, readiness);
  httpErrors(app);
  const apollo = createApollo(config, log, app);
  await apollo.start();
  const running = new WeakMap<object, RunningContext>();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
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

function createApollo(config: Config, log: Logger, app: FastifyInstance): ApolloServer<Context> {
  const { schema } = buildSubgraph();
  return new ApolloServer<Context>({
    schema,
    formatError: config.production ? formatErrorWithoutHints : formatError,
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
      queryLimits(schema, config.queryMaxNodes),
      // Our own stop() bounds the wait: the integration's plugin would cut everything after ten seconds.
      { serverWillStart: () => Promise.resolve({ drainServer: () => app.close() }) },
      // Its hook on every field would wrap every resolver; answers here are not for shared HTTP caches anyway.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
    ],
  });
}

/** A request id from outside goes into logs and answers: plain and short, or it is not taken. */
function knownRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : undefined;
}
