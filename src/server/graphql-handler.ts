import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Caller } from '../callers/Caller.js';
import { isObject } from '../json.js';
import { answerByApollo, type ApolloPath } from './apollo-path.js';
import type { AnswerWriter } from './AnswerWriter.js';
import { ApolloRequest } from './ApolloRequest.js';
import type { Callbacks } from './Callbacks.js';
import type { CompiledPath, GraphQLResponse } from './compiled-path.js';
import { asksForCost } from './cost-report.js';
import { asksForUpstream } from './upstream-report.js';
import type { EventStreams } from './EventStreams.js';
import type { FallBackReason, FallBacks } from './FallBacks.js';
import { wantsTrace } from './federated-traces.js';
import {
  namesTwoDocuments,
  searchWithPersistedQuery,
  twoDocuments,
  withPersistedQuery,
} from './document-id.js';
import { traceIdOfExchange, type GraphQLExchange } from './graphql-exchange.js';
import { JsonBody } from './graphql-request.js';
import { RefusedRequest, writeFault, writeRefusal } from './http-errors.js';
import { mediaTypeFor, takesCallbacks, takesEventStream, type MediaType } from './negotiation.js';
import type { RequestGate } from './RequestGate.js';
import type { AnsweredRequest, RequestHooks } from './request-hooks.js';
import { graphHeaders, RequestScope } from './request-scope.js';

export interface GraphQLHandlerParts {
  readonly gate: Pick<RequestGate, 'requestsLeft'>;
  /** `undefined` = everything is left to Apollo Server. */
  readonly compiled: CompiledPath | undefined;
  readonly apollo: ApolloPath;
  readonly writer: AnswerWriter;
  /** `undefined` = there are no subscriptions. */
  readonly streams: EventStreams | undefined;
  readonly callbacks: Callbacks | undefined;
  /** Whether callers may ask for a trace of every field; where not, that they ask is ignored. */
  readonly mayTrace: (caller: Caller) => boolean;
  /** Whether callers may ask what was called for them; where not, that they ask is ignored. */
  readonly tellsUpstream: boolean;
  readonly hooks: Required<RequestHooks>;
  readonly fallBacks: FallBacks;
  readonly log: Logger;
}

/** What the parts of a request's way share. */
interface Open extends GraphQLExchange {
  readonly mediaType: MediaType;
  readonly scope: RequestScope;
}

/**
 * The one place where requests to the graph are answered, whichever way they came in. Each gets its scope here; the
 * compiled path answers, and Apollo Server what that does not take.
 */
export class GraphQLHandler {
  constructor(private readonly parts: GraphQLHandlerParts) {}

  handle(exchange: GraphQLExchange): void {
    const { id, admission, request, response } = exchange;
    if (this.#isStream(exchange)) return;
    const mediaType = mediaTypeFor(request.headers);
    if (mediaType === undefined) {
      // Before anything is done: a change must not be carried out for somebody who takes no answer.
      writeRefusal(response, notAcceptable(), id, this.parts.log);
      return;
    }
    const scope = new RequestScope(id, admission);
    scope.traceId = traceIdOfExchange(exchange);
    if (exchange.trace !== undefined) scope.trace = exchange.trace.beginOperation();
    if (asksForCost(request.headers)) {
      scope.asksForCost = true;
      scope.isReported = true;
      scope.requestsLeft = this.parts.gate.requestsLeft(admission);
    }
    if (this.parts.tellsUpstream && asksForUpstream(request.headers)) scope.recordWork();
    const open = { ...exchange, mediaType, scope };
    try {
      this.#answer(open);
    } catch (error) {
      scope.trace?.cut();
      // Thrown to nobody here, it would end the process.
      this.#refuse(error, open);
    }
  }

  /** Answers what asks for a subscription, in one way or another. */
  #isStream(exchange: GraphQLExchange): boolean {
    const { id, request, response } = exchange;
    const { callbacks, streams, log } = this.parts;
    if (callbacks !== undefined && takesCallbacks(request.headers)) {
      callbacks.handle(exchange);
      return true;
    }
    if (streams === undefined || !takesEventStream(request.headers)) return false;
    try {
      return streams.takes(exchange);
    } catch (error) {
      // Thrown to nobody here, either.
      writeFault(response, error, id, log);
      return true;
    }
  }

  #answer(open: Open): void {
    const { hooks, compiled } = this.parts;
    const { scope, response, body } = open;
    hooks.started({ requestId: scope.id });
    const reason = compiled === undefined ? 'switched off' : this.#reasonIn(open);
    if (compiled === undefined || reason !== undefined || !(body instanceof JsonBody)) {
      this.#fallBack(reason ?? 'content type', open);
      return;
    }
    const outcome = compiled.answer({
      scope,
      text: body.text,
      // What is wrong with it, the fall-back tells.
      parse: () => body.parse().value,
      connection: response,
    });
    if (typeof outcome === 'string') this.#fallBack(outcome, open);
    else if (!(outcome instanceof Promise)) this.#send(outcome, open);
    else {
      outcome.then(
        (settled) => {
          // What the compiled path had begun was stopped, and its time with it.
          if (typeof settled === 'string') this.#fallBack(settled, { ...open, scope: scope.afresh() });
          else if (settled !== undefined) this.#send(settled, open);
        },
        (error: unknown) => {
          scope.trace?.cut();
          this.#refuse(error, open);
        },
      );
    }
  }

  /** Why the compiled path can't answer, as far as that does not depend on the body. */
  #reasonIn({ request, scope }: Open): FallBackReason | undefined {
    if (request.method !== 'POST') return 'method';
    return wantsTrace(request) && this.parts.mayTrace(scope.caller) ? 'federated trace' : undefined;
  }

  #send(answer: GraphQLResponse, { request, response, scope, mediaType }: Open): void {
    const { status = 200, payload, byteLength } = answer;
    this.parts.writer.write(request, response, {
      status,
      headers: graphHeaders(scope.id, mediaType),
      payload,
      byteLength,
      lifetime: answer.lifetime,
      ...(answer.isShared === true && { keptAs: answer }),
    });
  }

  #fallBack(reason: FallBackReason, open: Open): void {
    const { scope, mediaType, request, response, body } = open;
    const { fallBacks, hooks, apollo, writer } = this.parts;
    fallBacks.count(reason, scope.id);
    scope.trace?.fallsBack(reason);
    const asked = new ApolloRequest(scope, mediaType, !NOT_CHOSEN.has(reason));
    // A trace is of one execution, and what it costs of one request.
    if (reason !== 'federated trace' && !scope.isReported) asked.reads = apollo.observe(scope);
    // Before anything can refuse it: each request that has started is answered, or has left.
    response.once('close', () => {
      const left = !response.writableFinished;
      if (left) scope.deadline.cancel();
      scope.deadline.end();
      const answered: AnsweredRequest = {
        ...asked.outcome(response.statusCode),
        ms: performance.now() - scope.startedAt,
        source: 'execution',
        left,
        asker: scope.loggedAs,
        traceId: scope.traceId,
        cost: scope.cost,
        work: scope.workSoFar,
      };
      hooks.answered(answered);
      scope.trace?.answered(answered);
    });
    const parsed = body instanceof JsonBody ? body.parse() : { value: body };
    if (parsed.fault !== undefined) {
      this.#refuse(parsed.fault, open);
      return;
    }
    if (isObject(parsed.value) && namesTwoDocuments(parsed.value)) {
      this.#refuse(twoDocuments(), open);
      return;
    }
    const told = isObject(parsed.value) ? withPersistedQuery(parsed.value) : parsed.value;
    const search = searchWithPersistedQuery(searchOf(request));
    answerByApollo(apollo, asked, { request, response, search, body: told, writer }).catch(
      (error: unknown) => {
        this.#refuse(error, open);
      },
    );
  }

  /** Answers a fault below GraphQL as other routes do. */
  #refuse(error: unknown, { scope, response }: Open): void {
    writeFault(response, error, scope.id, this.parts.log);
  }
}

/** Reasons that are no caller's choice, or only that of one who is trusted. */
const NOT_CHOSEN: ReadonlySet<FallBackReason> = new Set<FallBackReason>([
  'switched off',
  'federated trace',
  // It is refused either way.
  'limits',
  'unsupported value',
  'compiler fault',
]);

function searchOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function notAcceptable(): RefusedRequest {
  return new RefusedRequest(
    406,
    'The graph answers with application/graphql-response+json or application/json. The accept header takes neither.',
  );
}
