import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ApolloServer,
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ResponseTrace } from '../cache/ResponseCache.js';
import type { Config } from '../config.js';
import type { formatError } from '../errors/format-error.js';
import type { ReadObserver } from '../http/call-scope.js';
import { isObject } from '../json.js';
import { depthLimit } from '../query-limits/depth-limit.js';
import { documentLimits } from '../query-limits/document-limits.js';
import type { QueryLimits } from '../query-limits/limits.js';
import type { RouterCache } from '../router-cache/RouterCache.js';
import { ApolloRequest, type ApolloContext } from './ApolloRequest.js';
import type { AnswerWriter } from './AnswerWriter.js';
import type { DocumentCache } from './DocumentCache.js';
import { federatedTraces } from './federated-traces.js';
import { knownOperationTypes } from './known-operation-types.js';
import { meteredFieldResolver, meteredSchema, type ExecutionUsage } from './metered-schema.js';
import { JudgedDocuments, queryLimits } from './query-limits.js';
import type { MediaType } from './negotiation.js';
import { noIntrospection } from './no-introspection.js';
import { noTexts, persistedQueries } from './apollo-persisted-queries.js';
import type { PersistedQueries } from './PersistedQueries.js';
import type { RequestHooks } from './request-hooks.js';
import { graphHeaders, type RequestScope } from './request-scope.js';
import { routerWords } from './router-words.js';
import { statusFor } from './status.js';

export interface ApolloPathParts {
  /** Its name. */
  readonly subgraph: string;
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  /** Judges documents for both paths. */
  readonly documents: DocumentCache;
  readonly persisted: PersistedQueries;
  readonly formatError: typeof formatError;
  readonly hooks: Required<RequestHooks>;
  readonly routerCache: RouterCache | undefined;
  readonly log: Logger;
  /** Ends all connections: Apollo Server calls it when it stops, before it waits for its own requests. */
  readonly drain: () => Promise<void>;
}

/** Apollo Server, which answers what the compiled path does not take. */
export function createApollo(parts: ApolloPathParts): ApolloServer<ApolloContext> {
  const { subgraph, config, schema, limits, documents, hooks, log, drain } = parts;
  const offered = new JudgedDocuments();
  return new ApolloServer<ApolloContext>({
    schema: copyOf(schema),
    fieldResolver: meteredFieldResolver(usageOf),
    documentStore: offered,
    persistedQueries: { cache: noTexts, ttl: null },
    formatError: parts.formatError,
    // What it says of introspection that is off names an option of its own: a rule of ours does.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.production,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: limits.maxTokens },
    maxRecursiveSelections: true,
    logger: log,
    validationRules: [
      ...(config.production ? [noIntrospection(subgraph)] : []),
      knownOperationTypes,
      depthLimit(limits.maxDepth),
      documentLimits(limits),
    ],
    plugins: [
      queryLimits({ documents, offered, limits }),
      persistedQueries(parts.persisted),
      ...(parts.routerCache === undefined ? [] : [routerWords(parts.routerCache)]),
      tellHooks(hooks),
      // Our own stop() bounds the wait: the integration's plugin would cut everything after ten seconds.
      { serverWillStart: () => Promise.resolve({ drainServer: drain }) },
      // Its hook on every field would wrap every resolver; responses here are not for shared HTTP caches anyway.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Unless told so, Apollo Server traces every subgraph for whoever asks.
      ApolloServerPluginInlineTraceDisabled(),
      ...federatedTraces(config, log),
    ],
  });
}

const copies = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * The schema as Apollo Server gets it. A copy: its plugins, too, may wrap resolvers, which the compiled path must not see.
 * It holds nothing of a server, so that those of one process share it.
 */
function copyOf(schema: GraphQLSchema): GraphQLSchema {
  let copy = copies.get(schema);
  if (copy === undefined) copies.set(schema, (copy = meteredSchema(schema, usageOf)));
  return copy;
}

/** What an execution by graphql-js has made so far, by the context of its request. */
export function usageOf(context: unknown): ExecutionUsage | undefined {
  const request = isObject(context) ? context['request'] : undefined;
  return request instanceof ApolloRequest ? request.usage : undefined;
}

/** Apollo Server with the contexts of its requests. */
export interface ApolloPath {
  readonly server: ApolloServer<ApolloContext>;
  readonly createContext: (scope: RequestScope, reads?: ReadObserver) => object;
  /** Notes what an answer is made from, where a router may keep it; else undefined. */
  readonly observe: (scope: RequestScope) => ResponseTrace | undefined;
}

/** A request, what of its address and its body Apollo Server is told, and what writes its response. */
export interface ApolloExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly search: string;
  readonly body: unknown;
  readonly writer: AnswerWriter;
}

/** Answers a request by Apollo Server. */
export async function answerByApollo(
  { server, createContext }: Pick<ApolloPath, 'server' | 'createContext'>,
  asked: ApolloRequest,
  { request, response, search, body, writer }: ApolloExchange,
): Promise<void> {
  const { method = 'GET' } = request;
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      headers: headersOf(request, asked.mediaType),
      search,
      body,
    },
    context: () => Promise.resolve({ ...createContext(asked.scope, asked.reads), request: asked }),
  });
  const { status = 200, headers, body: answered } = answer;
  // The schema has neither @defer nor @stream.
  if (answered.kind !== 'complete') throw new Error('Apollo Server answered in parts');
  const bytes = Buffer.from(answered.string);
  writer.write(request, response, {
    status,
    headers: { ...Object.fromEntries(headers), ...graphHeaders(asked.scope.id, asked.mediaType) },
    payload: [bytes],
    byteLength: bytes.length,
    lifetime: asked.lifetime,
  });
}

/** The headers as Apollo Server gets to see them: what it answers with was decided already. */
function headersOf({ headers }: IncomingMessage, mediaType: MediaType): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  map.set('accept', mediaType);
  return map;
}

/** Tells the hooks what the compiled path tells them too. That a request is answered, the handler tells them. */
function tellHooks(hooks: Required<RequestHooks>): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart({ contextValue: { request } }): Promise<GraphQLRequestListener<ApolloContext>> {
      const { scope } = request;
      return Promise.resolve({
        didEncounterErrors({ errors }) {
          for (const error of errors) blameCaller(error);
          scope.noteErrors(errors);
          hooks.failed({ requestId: scope.id, traceId: scope.traceId, errors });
          return Promise.resolve();
        },
        willSendResponse({ operationName, operation, errors, response }) {
          const status = statusFor(request.mediaType, response);
          if (status !== undefined) response.http.status = status;
          request.executed = {
            requestId: scope.id,
            path: 'apollo',
            name: operationName ?? undefined,
            kind: operation?.operation,
            ms: performance.now() - scope.startedAt,
            errors: errors === undefined ? 0 : request.errorCount,
          };
          hooks.executed(request.executed);
          return Promise.resolve();
        },
      });
    },
  };
}

/** Apollo Server says of some faults only by their status that they are the caller's. */
function blameCaller({ extensions }: GraphQLError): void {
  const { http } = extensions;
  const status = isObject(http) ? http['status'] : undefined;
  if (typeof status === 'number' && status < 500) extensions['code'] ??= 'BAD_REQUEST';
}
