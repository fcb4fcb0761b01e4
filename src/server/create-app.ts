import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { clientErrorHandler } from './client-errors.js';
import type { RefusalCounter } from './connections.js';
import { leaveBodies, requestIdOf, type GraphEntry } from './graphql-route.js';
import { answerFault, httpErrors } from './http-errors.js';
import { noSchemas } from './no-schemas.js';

/** The HTTP server of a subgraph with all routes but that of the graph, which goes around Fastify where it can. */
export function createApp(log: Logger, entry: GraphEntry, refusals: RefusalCounter): FastifyInstance {
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
    schemaController: noSchemas,
    clientErrorHandler: clientErrorHandler(log, refusals),
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
