import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { answerByApollo, type ApolloPath } from './apollo-path.js';
import { ApolloRequest } from './ApolloRequest.js';
import type { CompiledPath, GraphQLResponse } from './compiled-path.js';
import type { FallBackReason, FallBacks } from './FallBacks.js';
import { wantsTrace } from './federated-traces.js';
import { headersReason, JsonBody, type ParseJson } from './graphql-request.js';
import { writeFault } from './http-errors.js';
import type { ExecutedOperation, RequestHooks } from './request-hooks.js';
import { responseHeaders, type RequestScope, type RequestScopes } from './request-scope.js';

export interface GraphQLHandlerParts {
  readonly scopes: RequestScopes;
  /** `undefined` = everything is left to Apollo Server. */
  readonly compiled: CompiledPath | undefined;
  readonly apollo: ApolloPath;
  readonly parseJson: ParseJson;
  /** Whether callers may ask for a trace of every field; where not, that they ask is ignored. */
  readonly federatedTraces: boolean;
  readonly hooks: Required<RequestHooks>;
  readonly fallBacks: FallBacks;
  readonly log: Logger;
}

/** A request to the graph whose body has been read. */
export interface GraphQLExchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** A `JsonBody`, or what was made of another type of body. */
  readonly body: unknown;
}

/** What the parts of a request's way share. */
interface Open extends GraphQLExchange {
  readonly scope: RequestScope;
}

/**
 * The one place where requests to the graph are answered, whichever way they came in. Each gets its scope here; the
 * compiled path answers, and Apollo Server what that does not take.
 */
export class GraphQLHandler {
  constructor(private readonly parts: GraphQLHandlerParts) {}

  handle(exchange: GraphQLExchange): void {
    const open = { ...exchange, scope: this.parts.scopes.open(exchange.id) };
    try {
      this.#answer(open);
    } catch (error) {
      // Thrown to nobody here, it would end the process.
      this.#refuse(error, open);
    }
  }

  #answer(open: Open): void {
    const { hooks, compiled } = this.parts;
    const { scope, request, response, body } = open;
    hooks.started({ requestId: scope.id });
    const reason = compiled === undefined ? 'switched off' : this.#headersReason(request);
    if (compiled === undefined || reason !== undefined || !(body instanceof JsonBody)) {
      this.#fallBack(reason ?? 'content type', open);
      return;
    }
    const outcome = compiled.answer({
      scope,
      text: body.text,
      // What is wrong with it, the fall-back tells.
      parse: () => body.parse(this.parts.parseJson).value,
      connection: response,
    });
    if (typeof outcome === 'string') this.#fallBack(outcome, open);
    else if (!(outcome instanceof Promise)) send(outcome, scope, response);
    else {
      outcome.then(
        (settled) => {
          // What the compiled path had begun was stopped, and its time with it.
          if (typeof settled === 'string') this.#fallBack(settled, { ...open, scope: scope.afresh() });
          else if (settled !== undefined) send(settled, scope, response);
        },
        (error: unknown) => {
          this.#refuse(error, open);
        },
      );
    }
  }

  #headersReason(request: IncomingMessage): FallBackReason | undefined {
    const reason = headersReason(request);
    if (reason !== undefined || !this.parts.federatedTraces) return reason;
    return wantsTrace(request) ? 'federated trace' : undefined;
  }

  #fallBack(reason: FallBackReason, open: Open): void {
    const { scope, request, response, body } = open;
    const { fallBacks, hooks, apollo, parseJson } = this.parts;
    fallBacks.count(reason, scope.id);
    const asked = new ApolloRequest(scope);
    // Before anything can refuse it: each request that has started is answered, or has left.
    response.once('close', () => {
      const left = !response.writableFinished;
      if (left) scope.deadline.cancel();
      scope.deadline.end();
      const ms = performance.now() - scope.startedAt;
      hooks.answered({ ...(asked.executed ?? unread(scope)), ms, source: 'execution', left });
    });
    const parsed = body instanceof JsonBody ? body.parse(parseJson) : { value: body };
    if (parsed.fault !== undefined) {
      this.#refuse(parsed.fault, open);
      return;
    }
    answerByApollo(apollo, asked, { request, response, body: parsed.value }).catch((error: unknown) => {
      this.#refuse(error, open);
    });
  }

  /** Answers a fault below GraphQL as other routes do. */
  #refuse(error: unknown, { scope, response }: Open): void {
    writeFault(response, error, scope.id, this.parts.log);
  }
}

/** A request that no GraphQL request was found in. */
function unread({ id }: RequestScope): Omit<ExecutedOperation, 'ms'> {
  return { requestId: id, path: 'apollo', name: undefined, kind: undefined, errors: 1 };
}

function send(
  { status = 200, payload, byteLength }: GraphQLResponse,
  scope: RequestScope,
  response: ServerResponse,
): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...responseHeaders(scope.id),
    'content-length': byteLength,
  });
  if (typeof payload === 'string') response.end(payload, 'latin1');
  else {
    for (const chunk of payload.slice(0, -1)) response.write(chunk);
    response.end(payload.at(-1));
  }
}
