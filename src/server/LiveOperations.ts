import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Clock, Timers } from '../clock.js';
import { asError } from '../errors/as-error.js';
import { ownError, type formatError } from '../errors/format-error.js';
import { leftOutErrors, MAX_ERRORS } from '../errors/left-out-errors.js';
import type { Variables } from '../executor/plan.js';
import type { CallScope } from '../http/call-scope.js';
import { LiveReader } from '../live/LiveReader.js';
import { RefusedForNow } from '../live/RefusedForNow.js';
import { StreamEnd, type EndReason } from '../live/StreamEnd.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { QueryLimits } from '../query-limits/limits.js';
import { usageOf } from './apollo-path.js';
import { ApolloRequest } from './ApolloRequest.js';
import { RefusedDocument, ValidDocument, type DocumentCache } from './DocumentCache.js';
import { readGraphQLRequest, type GraphQLRequest } from './graphql-request.js';
import { ExecutionUsage, isTold, meteredFieldResolver, meteredSchema } from './metered-schema.js';
import { LiveStream, type Leave } from './LiveStream.js';
import type { OperationAdmission } from './OperationAdmission.js';
import type { PersistedQueries } from './PersistedQueries.js';
import { excessError, isOverdue } from './refusals.js';
import type { RequestHooks } from './request-hooks.js';
import { RequestScope, type Admission } from './request-scope.js';
import type { SubscriptionLimits, Transport } from './SubscriptionLimits.js';

export interface LiveOperationsParts {
  readonly schema: GraphQLSchema;
  /** Those of subscriptions. */
  readonly documents: DocumentCache;
  readonly persisted: PersistedQueries;
  readonly limits: QueryLimits;
  readonly open: SubscriptionLimits;
  readonly createContext: (scope: RequestScope, calls: CallScope) => object;
  readonly formatError: typeof formatError;
  readonly hooks: Required<RequestHooks>;
  readonly metrics: SubgraphMetrics;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Who asks, and what for. */
export interface LiveRequest {
  readonly id: string;
  /** The trace that it belongs to, where its caller says so or one is begun. */
  readonly traceId: string | undefined;
  readonly admission: Admission;
  readonly transport: Transport;
  /** As it was parsed. */
  readonly body: unknown;
}

/** A subscription that was let in, before its first event. */
interface Admitted {
  readonly asked: GraphQLRequest;
  readonly document: ValidDocument;
  readonly operation: OperationAdmission;
  readonly variables: Variables;
  readonly name: string | undefined;
}

/** An error as its caller gets to see it: libraries make JSON of it in their own ways. */
class WordedError extends GraphQLError {
  constructor(private readonly worded: GraphQLFormattedError) {
    super(worded.message);
  }

  override toJSON(): GraphQLFormattedError {
    return this.worded;
  }
}

/**
 * Subscriptions, whatever they are told over: let in by the rules of queries, and each event answered as a query of its own,
 * with a budget and a deadline of its own. Executed by graphql-js.
 */
export class LiveOperations {
  /** Made when first needed: most processes tell nobody anything. */
  #metered: GraphQLSchema | undefined;

  constructor(private readonly parts: LiveOperationsParts) {}

  /** Whether a body asks for a subscription, rightly or wrongly. */
  asks(body: unknown, tenantId: string): boolean {
    const asked = readGraphQLRequest(body, this.parts.persisted.of(tenantId));
    if (typeof asked === 'string') return false;
    const judged = this.parts.documents.judge(asked.query);
    if (judged instanceof RefusedDocument) return judged.reason === 'subscription';
    return (
      judged instanceof ValidDocument &&
      getOperationAST(judged.document, asked.operationName)?.operation === OperationTypeNode.SUBSCRIPTION
    );
  }

  /** Begins a subscription. What is refused is a stream of one answer, which says so. */
  async start({ id, traceId, admission, transport, body }: LiveRequest): Promise<LiveStream> {
    const { hooks, open } = this.parts;
    const scope = new RequestScope(id, admission);
    scope.traceId = traceId;
    hooks.started({ requestId: id });
    let leave: (() => void) | undefined;
    let name: string | undefined;
    try {
      const admitted = this.#admit(admission, body);
      ({ name } = admitted);
      leave = open.enter(admission, transport);
      scope.cost = admitted.operation.admittedCost;
      const source = await this.#subscribe(admitted, scope);
      return this.#stream(source, admitted, scope, leave);
    } catch (error) {
      leave?.();
      const errors = error instanceof RefusedSubscription ? error.errors : [located(error)];
      const kind = error instanceof RefusedSubscription ? error.kind : undefined;
      return this.#refused(errors, scope, name, kind);
    } finally {
      scope.deadline.end();
    }
  }

  #admit({ tenant }: Admission, body: unknown): Admitted {
    const { persisted, documents } = this.parts;
    const queries = persisted.of(tenant.id);
    const asked = readGraphQLRequest(body, queries);
    if (typeof asked === 'string')
      throw asked === 'persisted query'
        ? refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
        : refused('BAD_REQUEST', 'There is no GraphQL request in this: an object with a query is wanted.');
    const judged = documents.judge(asked.query);
    if (judged instanceof RefusedDocument) throw new RefusedSubscription(judged.errors);
    // That is asked by queries.
    if (judged === 'introspection') throw noSubscription(OperationTypeNode.QUERY);
    if (!(judged instanceof ValidDocument)) throw new RefusedSubscription([unparsed(asked.query)]);
    const { document } = judged;
    const node = getOperationAST(document, asked.operationName);
    const operation = judged.admission(asked.operationName);
    if (node == null || operation === undefined)
      throw refused(
        'OPERATION_RESOLUTION_FAILURE',
        'There is no such operation, or it is not said which of several.',
      );
    if (node.operation !== OperationTypeNode.SUBSCRIPTION) throw noSubscription(node.operation);
    const variables = operation.admit(asked.variables);
    if (variables instanceof GraphQLError) throw new RefusedSubscription([variables]);
    if (asked.hash !== undefined) queries.remember(asked.hash, asked.query);
    return { asked, document: judged, operation, variables, name: node.name?.value };
  }

  async #subscribe({ document, asked }: Admitted, scope: RequestScope): Promise<AsyncIterable<unknown>> {
    const source = await createSourceEventStream({
      schema: this.parts.schema,
      document: document.document,
      operationName: asked.operationName,
      variableValues: asked.variables,
      contextValue: this.parts.createContext(scope, scope.calls()),
    });
    if (Symbol.asyncIterator in source) return source;
    throw new RefusedSubscription(source.errors ?? []);
  }

  #stream(
    source: AsyncIterable<unknown>,
    admitted: Admitted,
    scope: RequestScope,
    leave: () => void,
  ): LiveStream {
    const { clock, timers } = this.parts;
    const { endsAt } = scope.caller;
    let ended: EndReason | undefined;
    const end = (reason: EndReason): void => {
      if (source instanceof LiveReader) source.end(reason);
    };
    const last = (error: unknown): ExecutionResult => {
      if (error instanceof StreamEnd) ended = error.reason;
      return this.#failure([located(error)], scope);
    };
    const cancel =
      endsAt === undefined
        ? undefined
        : timers.after(Math.max(0, endsAt - clock.now()), () => {
            end('TOKEN_EXPIRED');
          });
    return new LiveStream(
      source[Symbol.asyncIterator](),
      {
        show: (event) => this.#show(event, admitted, scope),
        fail: last,
        undelivered: (reason) => last(source instanceof LiveReader ? source.undelivered(reason) : undefined),
        end,
      },
      (errors, how, isProven) => {
        cancel?.();
        leave();
        this.#ended(ended ?? how ?? 'left');
        this.#answered(scope, admitted.name, errors, how !== undefined, isProven);
      },
    );
  }

  /** The answer to one event. */
  async #show(event: unknown, admitted: Admitted, subscribed: RequestScope): Promise<ExecutionResult> {
    const { schema, limits, createContext } = this.parts;
    const scope = subscribed.ofEvent();
    const request = new ApolloRequest(scope, 'application/json', false);
    const { deadline } = scope;
    const { operation, asked, document, variables } = admitted;
    const usage = new ExecutionUsage(
      limits,
      () => isOverdue(deadline),
      () => {
        deadline.cancel();
      },
      operation.itemCount(variables),
    );
    request.usage = usage;
    try {
      const { data, errors = [] } = await execute({
        schema: (this.#metered ??= meteredSchema(schema, usageOf)),
        document: document.document,
        operationName: asked.operationName,
        variableValues: asked.variables,
        rootValue: event,
        contextValue: { ...createContext(scope, scope.calls()), request },
        fieldResolver: meteredFieldResolver(usageOf),
      });
      if (usage.excess !== undefined) {
        deadline.cancel();
        return { ...this.#failure([excessError(usage.excess, limits)], scope), data: null };
      }
      if (errors.length === 0) return { data: data ?? null, ...staleIn(scope) };
      return {
        ...this.#failure(errors.filter(isTold), scope, errors.length),
        data: data ?? null,
        ...staleIn(scope),
      };
    } finally {
      deadline.end();
    }
  }

  #refused(
    errors: readonly GraphQLError[],
    scope: RequestScope,
    name: string | undefined,
    kind?: OperationTypeNode,
  ): LiveStream {
    const answer = this.#failure(errors, scope);
    const code = answer.errors?.[0]?.toJSON().extensions?.['code'];
    this.parts.metrics.count('subgraph_subscriptions_refused_total', String(code)).add();
    this.#answered(scope, name, errors.length, false, false, kind);
    const own = ownError(errors[0]);
    return LiveStream.of({
      answer,
      ...(own instanceof RefusedForNow && { status: own.status, retryAfter: own.retryAfter }),
    });
  }

  #ended(reason: EndReason | Leave): void {
    this.parts.metrics.count('subgraph_subscriptions_ended_total', reason).add();
  }

  /** Errors as their caller gets to see them. */
  #failure(all: readonly GraphQLError[], scope: RequestScope, count = all.length): ExecutionResult {
    const told = all.slice(0, MAX_ERRORS);
    const errors = count > told.length ? [...told, leftOutErrors(count - told.length)] : told;
    scope.noteErrors(errors);
    this.parts.hooks.failed({ requestId: scope.id, traceId: scope.traceId, errors });
    return { errors: errors.map((error) => new WordedError(this.parts.formatError(error.toJSON(), error))) };
  }

  #answered(
    scope: RequestScope,
    name: string | undefined,
    errors: number,
    left: boolean,
    isProven = false,
    kind = OperationTypeNode.SUBSCRIPTION,
  ): void {
    const { hooks } = this.parts;
    const { loggedAs: asker, traceId, cost, codes, workSoFar: work, startedAt, id: requestId } = scope;
    const ms = performance.now() - startedAt;
    const told = {
      requestId,
      path: 'apollo',
      name,
      kind,
      ms,
      errors,
    } as const;
    hooks.executed(told);
    const proven = isProven ? ({ isProven } as const) : undefined;
    hooks.answered({ ...told, source: 'execution', left, asker, traceId, cost, codes, work, ...proven });
  }
}

/** A subscription that was not begun. */
class RefusedSubscription extends Error {
  /** @param kind of what was asked for, where it is no subscription */
  constructor(
    readonly errors: readonly GraphQLError[],
    readonly kind?: OperationTypeNode,
  ) {
    super('refused');
  }
}

function refused(code: string, message: string, kind?: OperationTypeNode): RefusedSubscription {
  return new RefusedSubscription([new GraphQLError(message, { extensions: { code } })], kind);
}

function noSubscription(kind: OperationTypeNode): RefusedSubscription {
  const message = 'Only subscriptions are told in this way: POST queries and mutations.';
  return refused('BAD_REQUEST', message, kind);
}

/** What the parser has to say. */
function unparsed(text: string): GraphQLError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) {
      const { message, source, positions } = error;
      return new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
    }
  }
  return new GraphQLError('The document has no operation.', { extensions: { code: 'BAD_REQUEST' } });
}

function located(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const original = asError(error);
  return new GraphQLError(original.message, { originalError: original });
}

function staleIn({ stale }: RequestScope): Pick<ExecutionResult, 'extensions'> {
  return stale === undefined ? {} : { extensions: { stale } };
}
