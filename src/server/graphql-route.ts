import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { ApolloRequest } from './apollo-path.js';
import type { CompiledPath, GraphQLResponse } from './compiled-path.js';
import type { FallBackReason, FallBacks } from './FallBacks.js';
import { headersReason, JsonBody, keepJsonText } from './graphql-request.js';
import type { ExecutedOperation, RequestHooks } from './request-hooks.js';
import { responseHeaders, type RequestScope, type RequestScopes } from './request-scope.js';

export interface GraphQLRouteParts {
  readonly scopes: RequestScopes;
  /** `undefined` = everything is left to Apollo Server. */
  readonly compiled: CompiledPath | undefined;
  /** Answers by Apollo Server, under the scope that the request has got here. */
  readonly apollo: (requestOf: (request: FastifyRequest) => ApolloRequest) => RouteHandlerMethod;
  readonly hooks: Required<RequestHooks>;
  readonly fallBacks: FallBacks;
}

/**
 * The graph at `/graphql`: the one door for all requests to it. Each gets its scope here; the compiled path answers, and
 * Apollo Server what that does not take.
 */
export function graphqlRoute({ scopes, compiled, hooks, fallBacks, apollo }: GraphQLRouteParts) {
  return (app: FastifyInstance, _options: unknown, done: () => void): void => {
    const parseJson = keepJsonText(app);
    const open = new WeakMap<FastifyRequest, ApolloRequest>();
    const answerByApollo = apollo(
      (request) => open.get(request) ?? new ApolloRequest(scopes.open(request.id)),
    );

    /** Parses a body once. @throws an error of Fastify's that says what is wrong with it */
    function parse(request: FastifyRequest): unknown {
      if (request.body instanceof JsonBody) request.body = parseJson(request, request.body);
      return request.body;
    }

    /** Undefined for what can't be parsed: the fall-back throws what is wrong with it. */
    function parseIfPossible(request: FastifyRequest): unknown {
      try {
        return parse(request);
      } catch {
        return undefined;
      }
    }

    function fallBack(
      reason: FallBackReason,
      scope: RequestScope,
      request: FastifyRequest,
      reply: FastifyReply,
    ): unknown {
      fallBacks.count(reason, scope.id);
      const asked = new ApolloRequest(scope);
      open.set(request, asked);
      // Before anything can refuse it: each request that has started is answered, or has left.
      reply.raw.once('close', () => {
        const left = !reply.raw.writableFinished;
        if (left) scope.deadline.cancel();
        scope.deadline.end();
        const ms = performance.now() - scope.startedAt;
        hooks.answered({ ...(asked.executed ?? unread(scope)), ms, source: 'execution', left });
      });
      parse(request);
      return answerByApollo.call(app, request, reply);
    }

    app.addHook('onSend', (request, reply, payload, next) => {
      void reply.headers(responseHeaders(request.id));
      next(null, payload);
    });
    app.route({
      url: '/graphql',
      method: ['GET', 'POST', 'OPTIONS'],
      handler: (request, reply) => {
        const scope = scopes.open(request.id);
        hooks.started({ requestId: scope.id });
        const { body } = request;
        const reason = compiled === undefined ? 'switched off' : headersReason(request.raw);
        if (compiled === undefined || reason !== undefined || !(body instanceof JsonBody))
          return fallBack(reason ?? 'content type', scope, request, reply);
        const outcome = compiled.answer({
          scope,
          text: body.text,
          parse: () => parseIfPossible(request),
          connection: reply.raw,
        });
        if (typeof outcome === 'string') return fallBack(outcome, scope, request, reply);
        if (!(outcome instanceof Promise)) {
          send(outcome, scope, reply);
          return undefined;
        }
        return outcome.then((settled) => {
          // What the compiled path had begun was stopped, and its time with it.
          if (typeof settled === 'string') return fallBack(settled, scopes.open(request.id), request, reply);
          send(settled, scope, reply);
          return undefined;
        });
      },
    });
    done();
  };
}

/** A request that no GraphQL request was found in. */
function unread({ id }: RequestScope): Omit<ExecutedOperation, 'ms'> {
  return { requestId: id, path: 'apollo', name: undefined, kind: undefined, errors: 1 };
}

/** Past Fastify's own way of sending, which knows only one chunk or a stream; `undefined` where nobody waits. */
function send(response: GraphQLResponse | undefined, scope: RequestScope, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  if (response === undefined || raw.destroyed) return;
  raw.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    ...responseHeaders(scope.id),
    'content-length': response.byteLength,
  });
  const { payload } = response;
  if (typeof payload === 'string') raw.end(payload, 'latin1');
  else {
    for (const chunk of payload.slice(0, -1)) raw.write(chunk);
    raw.end(payload.at(-1));
  }
}
