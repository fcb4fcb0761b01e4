import type { ServerResponse } from 'node:http';
import type { SpanContext } from '@opentelemetry/api';
import { GraphQLError, OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import type { ResponseCache, ResponseTrace } from '../cache/ResponseCache.js';
import { Flight, SingleFlight, type Waiter } from '../cache/SingleFlight.js';
import { asError } from '../errors/as-error.js';
import type { CodeCounts } from '../errors/code-of.js';
import type { formatError } from '../errors/format-error.js';
import { leftOutErrors, MAX_ERRORS } from '../errors/left-out-errors.js';
import { LimitExceeded, type ExecutionLimits } from '../executor/limits.js';
import type { Program } from '../executor/Program.js';
import { inOneChunk, payloadLength, type Payload } from '../executor/JsonWriter.js';
import type { Variables } from '../executor/plan.js';
import { Abandoned, UnsupportedOperation, UnsupportedValue } from '../executor/unsupported.js';
import type { CallScope } from '../http/call-scope.js';
import { isTimeout } from '../http/deadline.js';
import type { AnswerLifetime } from '../router-cache/AnswerLifetime.js';
import type { RouterCache, TagExtensions } from '../router-cache/RouterCache.js';
import type { ItemCount } from '../query-limits/ItemCount.js';
import type { QueryLimits } from '../query-limits/limits.js';
import type { OperationCost } from '../query-limits/operation-cost.js';
import type { Compression } from './Compression.js';
import { costReport, withExtensions } from './cost-report.js';
import type { DocumentCache, PreparedOperation } from './DocumentCache.js';
import type { FallBackReason, FallBacks } from './FallBacks.js';
import { readGraphQLRequest } from './graphql-request.js';
import type { PersistedQueries } from './PersistedQueries.js';
import { excessError, isOverdue } from './refusals.js';
import type { AnsweredRequest, RequestHooks } from './request-hooks.js';
import type { RequestScope } from './request-scope.js';
import { upstreamReport } from './upstream-report.js';

/** A whole response body, and what the hooks are told of it. */
export interface GraphQLResponse {
  /** Of HTTP; 200 unless told otherwise. */
  readonly status?: number;
  readonly payload: Payload;
  readonly byteLength: number;
  readonly name: string | undefined;
  readonly kind: string;
  readonly cost: OperationCost | undefined;
  readonly errors: number;
  readonly codes: CodeCounts | undefined;
  /** It goes out again and again, or may. */
  readonly isShared?: boolean;
  /** What its compressed copies may weigh. */
  readonly copyBytes?: number;
  /** For how long a router may keep it; undefined = not at all. */
  readonly lifetime?: AnswerLifetime | undefined;
}

export interface CompiledPathParts {
  readonly documents: DocumentCache;
  readonly persisted: PersistedQueries;
  readonly compression: Compression;
  readonly limits: QueryLimits;
  readonly responses: ResponseCache<GraphQLResponse>;
  /** Undefined = no router may keep anything. */
  readonly routerCache?: RouterCache | undefined;
  /** Equal queries in flight are executed once. */
  readonly coalesce: boolean;
  readonly createContext: (scope: RequestScope, calls: CallScope) => unknown;
  readonly formatError: typeof formatError;
  readonly hooks: Required<RequestHooks>;
  readonly fallBacks: FallBacks;
}

/** What to execute. */
interface Prepared {
  readonly operation: PreparedOperation;
  readonly program: Program;
  readonly variables: Variables;
  readonly itemCount: ItemCount | undefined;
}

/** One request on its way. */
export interface CompiledRequest {
  readonly scope: RequestScope;
  /** Its body as it came: equal texts are equal requests. */
  readonly text: string;
  /** Parses the body; undefined when it can't be parsed. */
  readonly parse: () => unknown;
  readonly connection: ServerResponse;
}

/** A response, or why Apollo Server must answer; undefined when the caller has left. */
export type CompiledOutcome = GraphQLResponse | FallBackReason | undefined;

/**
 * From a request to its response without Apollo Server: kept responses go out as they are, equal queries in flight are
 * executed once, the rest is executed compiled.
 */
export class CompiledPath {
  readonly #flights = new SingleFlight<GraphQLResponse>();
  /** The spans that others may point to, of what is executed for a request that is traced. */
  readonly #spans = new WeakMap<Flight<GraphQLResponse>, SpanContext>();
  readonly #limits: ExecutionLimits;
  /** Whether any request may get what was executed for another. */
  readonly #shares: boolean;

  constructor(private readonly parts: CompiledPathParts) {
    this.#limits = { ...parts.limits, maxErrors: MAX_ERRORS };
    this.#shares = parts.coalesce || parts.responses.keeps;
  }

  /** At once where the response is kept, or where the compiled executor can't answer. */
  answer(request: CompiledRequest): GraphQLResponse | FallBackReason | Promise<CompiledOutcome> {
    const { scope, text } = request;
    // What is told of one request is of it alone: it shares nothing with others, as none does where nothing is kept or joined.
    if (scope.isReported || !this.#shares) return this.#execution('', request);
    const key = `${scope.answersFor}\n${text}`;
    const kept = this.parts.responses.get(key);
    if (kept !== undefined) {
      kept.lifetime?.confirm();
      this.#answered(scope, 'response cache', kept);
      return kept;
    }
    const running = this.#flights.get(key);
    if (running !== undefined) return this.#join(running, key, request);
    return this.#execution(key, request);
  }

  #execution(key: string, request: CompiledRequest): FallBackReason | Promise<CompiledOutcome> {
    const prepared = this.#prepare(request);
    if (typeof prepared === 'string') return prepared;
    const flight = this.#start(key, prepared, request.scope);
    return this.#wait(flight, waitFor(flight, request), 'execution', request, prepared.operation.kind);
  }

  /**
   * Waits for what another request has begun. That may run out of time while this one has some left, as it came later:
   * then it is executed anew, once for all who are left.
   */
  #join(running: Flight<GraphQLResponse>, key: string, request: CompiledRequest): Promise<CompiledOutcome> {
    request.scope.trace?.joins(this.#spans.get(running));
    const response = waitFor(running, request).then((shared) => {
      if (!hasRunOutOfTime(running, shared) || request.scope.deadline.remainingMs() <= 0) return shared;
      const another = this.#flights.get(key);
      if (another !== undefined) return waitFor(another, request);
      const prepared = this.#prepare(request);
      // It was prepared before: from the same text it is again.
      return typeof prepared === 'string'
        ? shared
        : waitFor(this.#start(key, prepared, request.scope), request);
    });
    return this.#wait(running, response, 'shared execution', request);
  }

  /** What to execute for a body, or why Apollo Server must answer. */
  #prepare({ scope, parse }: CompiledRequest): Prepared | FallBackReason {
    const { documents } = this.parts;
    const persisted = this.parts.persisted.of(scope.tenant.id);
    const asked = readGraphQLRequest(parse(), persisted);
    if (typeof asked === 'string') return asked;
    const operation = documents.get(asked);
    if (typeof operation === 'string') return operation;
    const variables = operation.admit(asked.variables);
    if (typeof variables === 'string') return variables;
    scope.cost = operation.admittedCost();
    if (asked.hash !== undefined) persisted.remember(asked.hash, asked.query);
    try {
      const itemCount = operation.itemCount(variables);
      return { operation, program: operation.compiled.prepare(variables), variables, itemCount };
    } catch (error) {
      if (error instanceof UnsupportedOperation) return 'unsupported operation';
      // Null for the `if` of a directive.
      if (error instanceof GraphQLError) return 'variables';
      this.parts.fallBacks.fault(error, scope.id);
      return 'compiler fault';
    }
  }

  #start(key: string, prepared: Prepared, scope: RequestScope): Flight<GraphQLResponse> {
    const { responses, coalesce, routerCache } = this.parts;
    if (prepared.operation.kind === OperationTypeNode.MUTATION) scope.makesChanges();
    const isShareable = prepared.operation.kind === OperationTypeNode.QUERY && !scope.isReported;
    const trace =
      isShareable && (coalesce || responses.keeps || routerCache !== undefined)
        ? responses.observe(scope.tenant.id)
        : undefined;
    if (trace !== undefined) routerCache?.watch(trace);
    const work = (flight: Flight<GraphQLResponse>) => this.#execute(prepared, scope, flight, key, trace);
    const { name } = prepared.operation;
    // Whoever asks after a change must see the change.
    const isFresh = (): boolean => trace?.isOld === false;
    const options = { deadline: scope.deadline, isFresh, ...(name !== undefined && { label: name }) };
    if (!isShareable || !coalesce) return new Flight(work, options);
    const flight = this.#flights.start(key, work, options);
    if (scope.trace !== undefined) this.#spans.set(flight, scope.trace.spanContext);
    return flight;
  }

  async #execute(
    prepared: Prepared,
    scope: RequestScope,
    flight: Flight<GraphQLResponse>,
    key: string,
    trace: ResponseTrace | undefined,
  ): Promise<GraphQLResponse> {
    const { responses, routerCache, hooks, fallBacks, createContext, compression } = this.parts;
    const { deadline } = scope;
    const { operation, program, variables, itemCount } = prepared;
    const { name, kind, compiled } = operation;
    try {
      const context = createContext(scope, scope.calls(trace));
      const { payload: data, errors } = await compiled.execute(program, context, variables, {
        limits: this.#limits,
        sizes: itemCount,
        isOverdue: () => isOverdue(deadline),
        formatErrors: (found, leftOut) => this.#formatErrors(found, scope, leftOut),
        // Over before its time: everybody has left.
        isWanted: () => !deadline.isOver() || isTimeout(deadline),
        onFault: (fault) => {
          fallBacks.fault(fault, scope.id);
        },
      });
      const word = trace !== undefined && errors === 0 ? routerCache?.wordOf(trace) : undefined;
      const payload = this.#withReports(data, prepared, scope, word?.extensions);
      const isKept = trace !== undefined && responses.keeps && errors === 0;
      const goesOutAgain = isKept || flight.wasShared;
      const byteLength = payloadLength(payload);
      const response: GraphQLResponse = {
        payload: goesOutAgain ? inOneChunk(payload) : payload,
        byteLength,
        isShared: goesOutAgain,
        copyBytes: compression.copyBytes(byteLength),
        lifetime: word?.lifetime,
        name,
        kind,
        cost: scope.cost,
        errors,
        codes: scope.codes,
      };
      if (isKept) responses.keep(key, response, trace);
      hooks.executed({ requestId: scope.id, path: 'compiled', name, kind, ms: since(scope), errors });
      return response;
    } catch (error) {
      // What was begun for this response is of no use any more.
      deadline.cancel();
      if (!(error instanceof LimitExceeded)) throw error;
      return this.#excess(error, prepared, scope);
    }
  }

  /** Nothing of an execution that came to a limit is answered, but a change in it may have been carried out. */
  #excess({ excess }: LimitExceeded, prepared: Prepared, scope: RequestScope): GraphQLResponse {
    const { limits, hooks } = this.parts;
    const { name, kind } = prepared.operation;
    const told = this.#formatErrors([excessError(excess, limits)], scope, 0);
    const text = `{"errors":${told},"data":null}\n`;
    const reports = { ...this.#costOf(prepared, scope), ...upstreamReport(scope) };
    const payload = inOneChunk(
      scope.isReported ? withExtensions([Buffer.from(text)], reports) : [Buffer.from(text)],
    );
    hooks.executed({ requestId: scope.id, path: 'compiled', name, kind, ms: since(scope), errors: 1 });
    return responseOf(payload, name, kind, scope);
  }

  /** A response with what there is to say of it besides. */
  #withReports(
    payload: Payload,
    prepared: Prepared,
    scope: RequestScope,
    tags: TagExtensions | undefined,
  ): Payload {
    const { stale } = scope;
    if (stale === undefined && !scope.isReported && tags === undefined) return payload;
    return withExtensions(payload, {
      ...this.#costOf(prepared, scope),
      ...(stale !== undefined && { stale }),
      ...tags,
      ...upstreamReport(scope),
    });
  }

  #costOf({ operation, variables, itemCount }: Prepared, scope: RequestScope): object | undefined {
    if (!scope.asksForCost) return undefined;
    return costReport({ ...operation.costOf(variables), ...itemCount?.report }, scope, this.parts.limits);
  }

  /** What becomes of a request, once there is its response. */
  #wait(
    flight: Flight<GraphQLResponse>,
    response: Promise<GraphQLResponse>,
    source: AnsweredRequest['source'],
    { scope }: CompiledRequest,
    kind = 'query',
  ): Promise<CompiledOutcome> {
    return response.then(
      (answer) => {
        this.#answered(scope, source, answer);
        return answer;
      },
      (error: unknown) => {
        if (error instanceof Abandoned) {
          const { cost, codes } = scope;
          this.#answered(scope, source, { name: flight.label, kind, cost, errors: 0, codes }, true);
          return undefined;
        }
        // A change may have been carried out: it must not be executed again.
        if (kind !== 'query') return this.#failure(scope, flight.label, kind, error);
        if (error instanceof UnsupportedValue) return 'unsupported value';
        this.parts.fallBacks.fault(error, scope.id);
        return 'compiler fault';
      },
    );
  }

  /** The response to a change that was carried out, perhaps, and whose data can't be serialised. */
  #failure(scope: RequestScope, name: string | undefined, kind: string, fault: unknown): GraphQLResponse {
    const error = asError(fault);
    const errors = [new GraphQLError(error.message, { originalError: error })];
    const text = `{"errors":${this.#formatErrors(errors, scope, 0)}}\n`;
    const payload = [Buffer.from(text)];
    const response = { ...responseOf(payload, name, kind, scope), status: 500 };
    this.parts.hooks.executed({
      requestId: scope.id,
      path: 'compiled',
      name,
      kind,
      ms: since(scope),
      errors: 1,
    });
    this.#answered(scope, 'execution', response);
    return response;
  }

  #answered(
    scope: RequestScope,
    source: AnsweredRequest['source'],
    { name, kind, cost, errors, codes }: Pick<GraphQLResponse, 'name' | 'kind' | 'cost' | 'errors' | 'codes'>,
    hasLeft = false,
  ): void {
    const answered: AnsweredRequest = {
      requestId: scope.id,
      path: 'compiled',
      source,
      name,
      kind,
      ms: since(scope),
      errors,
      left: hasLeft,
      asker: scope.loggedAs,
      traceId: scope.traceId,
      cost,
      codes,
      work: scope.workSoFar,
    };
    this.parts.hooks.answered(answered);
    scope.trace?.answered(answered);
  }

  /** The JSON of the errors as the caller gets to see them. */
  #formatErrors(told: readonly GraphQLError[], scope: RequestScope, leftOut: number): string {
    const errors = leftOut === 0 ? told : [...told, leftOutErrors(leftOut)];
    scope.noteErrors(errors);
    this.parts.hooks.failed({ requestId: scope.id, traceId: scope.traceId, errors });
    return JSON.stringify(errors.map((error) => this.parts.formatError(toFormatted(error), error)));
  }
}

/** The connection of a caller, who leaves when it closes. */
class ClosingConnection implements Waiter {
  #leave: (() => void) | undefined;

  constructor(private readonly response: ServerResponse) {}

  onEnd(listener: () => void): () => void {
    if (this.response.destroyed) {
      listener();
      return () => undefined;
    }
    this.#leave = listener;
    // Never taken back: it goes with its response, and to look it up there would cost more.
    this.response.on('close', () => {
      this.#leave?.();
    });
    return () => {
      this.#leave = undefined;
    };
  }
}

/** Waits for an execution, and stops it when the last caller's connection has closed. */
function waitFor(flight: Flight<GraphQLResponse>, { connection }: CompiledRequest): Promise<GraphQLResponse> {
  return flight.join(new ClosingConnection(connection), left);
}

/** Whether something is missing in it that would have come with more time. */
function hasRunOutOfTime(flight: Flight<GraphQLResponse>, { errors }: GraphQLResponse): boolean {
  return errors > 0 && flight.deadline.remainingMs() <= 0;
}

/** A response that is nothing but an error. */
function responseOf(
  payload: Payload,
  name: string | undefined,
  kind: string,
  { cost, codes }: RequestScope,
): GraphQLResponse {
  return { payload, byteLength: payloadLength(payload), name, kind, cost, errors: 1, codes };
}

function left(): Error {
  return new Abandoned('the caller has left');
}

function since({ startedAt }: RequestScope): number {
  return performance.now() - startedAt;
}

function toFormatted({ message, locations, path, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}
