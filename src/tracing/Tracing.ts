import { ROOT_CONTEXT, SpanKind, trace, type Attributes, type Tracer } from '@opentelemetry/api';
import { attributesOf, RequestTrace, type TracedRequest } from './RequestTrace.js';
import type { SpanSource } from './SpanSource.js';
import { endWith, TraceScope } from './TraceScope.js';

/** Begins the traces of a subgraph. It is there only where somebody takes spans. */
export class Tracing {
  /** What is known of every request over POST. */
  readonly #posted: Attributes;

  constructor(private readonly source: SpanSource) {
    this.#posted = attributesOf('POST', source);
  }

  /** The trace of a request; undefined where nothing of it is recorded. */
  request(request: TracedRequest): RequestTrace | undefined {
    const { method = 'POST' } = request.request;
    const attributes = method === 'POST' ? this.#posted : attributesOf(method, this.source);
    return RequestTrace.begin(this.source, attributes, request);
  }

  /** Looks for news in a trace of its own: it is done for all who follow. */
  poll<T>({ api, operation }: PolledCall, look: (scope: TraceScope | undefined) => Promise<T>): Promise<T> {
    const { tracer, subgraph, tellsApis } = this.source;
    const attributes = {
      'subgraph.name': subgraph,
      'subgraph.api': api.name,
      'subgraph.operation': operation,
    };
    const span = tracer.startSpan('poll', { kind: SpanKind.INTERNAL, attributes }, ROOT_CONTEXT);
    if (!span.isRecording() && !tellsApis) return look(undefined);
    return endWith(span, look(new TraceScope(span, this.source)));
  }
}

/** What is polled by. */
export interface PolledCall {
  readonly api: { readonly name: string };
  readonly operation: string;
}

/** Under this name spans say who has begun them. */
export const TRACER = 'vipps-mobilepay-subgraph';

/** What begins spans where an SDK was loaded before this code; undefined where none was. */
export function tracerOfProcess(): Tracer | undefined {
  const tracer = trace.getTracer(TRACER);
  // Without an SDK all spans are the same one, which has no ids. The one that is begun here ends nowhere, and is told to nobody.
  return trace.isSpanContextValid(tracer.startSpan('', {}, ROOT_CONTEXT).spanContext()) ? tracer : undefined;
}
