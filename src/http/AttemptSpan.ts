import { SpanKind, type Link, type Span, type SpanContext } from '@opentelemetry/api';
import { UpstreamError } from '../errors/UpstreamError.js';
import { headersOf } from '../tracing/trace-context.js';
import { failWith, type TraceScope } from '../tracing/TraceScope.js';
import type { ApiIdentity } from './ApiDescriptor.js';
import type { CallOrigin } from './call-scope.js';
import { isAborted } from './failures.js';

/** What spans tell of a call. Its path is not among it: that has ids in it, and its operation says as much. */
export interface TracedCall {
  readonly api: ApiIdentity;
  readonly operation: string;
  readonly method: string;
  readonly effect: 'read' | 'write';
  readonly origin?: CallOrigin | undefined;
}

/** Where a call goes. */
export interface CallTarget {
  readonly address: string;
  readonly port: number;
}

/** The attempts at one call, where spans are recorded. */
export class CallTrace {
  readonly #since = performance.now();
  #last: SpanContext | undefined;
  #lastNumber = 0;

  constructor(private readonly scope: TraceScope) {}

  /** An attempt goes out. It points to the one before: that is how the attempts at one call are told from other calls. */
  begin(call: TracedCall, { address, port }: CallTarget, number: number): AttemptSpan {
    const attributes = {
      'http.request.method': call.method,
      'server.address': address,
      'server.port': port,
      'subgraph.api': call.api.name,
      'subgraph.operation': call.operation,
    };
    const links: Link[] | undefined = this.#last === undefined ? undefined : [{ context: this.#last }];
    const span = this.scope.begin(`${call.method} ${call.operation}`, SpanKind.CLIENT, attributes, links);
    if (number > 1) span.setAttribute('http.request.resend_count', number - 1);
    // A second one beside another has its number.
    if (number === this.#lastNumber) span.setAttribute('subgraph.hedge', true);
    else if (links === undefined) this.#tellWait(span);
    this.#lastNumber = number;
    this.#last = span.spanContext();
    return new AttemptSpan(span, this.scope.tellsApis);
  }

  /** Of the first attempt: what it has waited for a permit, a token or a breaker. */
  #tellWait(span: Span): void {
    const ms = performance.now() - this.#since;
    if (ms >= 1) span.setAttribute('subgraph.waited_ms', Math.round(ms));
  }

  /** None goes out. */
  refused({ api, operation }: TracedCall): void {
    this.scope.event('breaker open', { 'subgraph.api': api.name, 'subgraph.operation': operation });
  }
}

/** Begins to trace a call; undefined where nothing of the request that it is made for is recorded. */
export function traceOf({ origin }: TracedCall): CallTrace | undefined {
  const scope = origin?.trace;
  return scope === undefined ? undefined : new CallTrace(scope);
}

/** One attempt at a call. */
export class AttemptSpan {
  constructor(
    private readonly span: Span,
    private readonly isTold: boolean,
  ) {}

  /** Adds what the API is told of it to the headers of the call, names and values by turns. */
  addTo(headers: string[]): void {
    if (!this.isTold) return;
    for (const [name, value] of Object.entries(headersOf(this.span.spanContext()))) headers.push(name, value);
  }

  /** Another attempt was faster: it is given up. */
  lose(): void {
    this.span.setAttribute('subgraph.lost', true);
    this.span.end();
  }

  end(outcome: { readonly status: number } | UpstreamError, effect: 'read' | 'write'): void {
    const { span } = this;
    const isError = outcome instanceof UpstreamError;
    const status = isError ? outcome.facts.status : outcome.status;
    if (isError && isAborted(outcome)) span.setAttribute('subgraph.left', true);
    else {
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      // "Not found" is an answer to a read.
      const isAnswer = !isError || (outcome.code === 'NOT_FOUND' && effect === 'read');
      if (!isAnswer) failWith(span, status === undefined || status < 400 ? outcome.code : String(status));
    }
    span.end();
  }
}
