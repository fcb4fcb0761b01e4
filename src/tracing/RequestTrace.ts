import type { IncomingMessage, ServerResponse } from 'node:http';
import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { OperationTrace } from './OperationTrace.js';
import type { SpanSource } from './SpanSource.js';
import { contextIn } from './trace-context.js';
import { failWith, TraceScope } from './TraceScope.js';

/** A request whose caller is known. */
export interface TracedRequest {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const ROUTE = '/graphql';
const POST_ROUTE = `POST ${ROUTE}`;
/** What the conventions call an operation while its type is not known. */
const OPERATION = 'GraphQL Operation';

/** What is known of a request as it begins. Its address is left out: that of a GET holds a document and variables. */
export function attributesOf(method: string, { subgraph }: SpanSource): Attributes {
  return {
    'http.request.method': method,
    'http.route': ROUTE,
    'url.path': ROUTE,
    'url.scheme': 'http',
    'subgraph.name': subgraph,
  };
}

/** The trace of one request over HTTP. Its span lasts until the response is complete, or the caller has left. */
export class RequestTrace extends TraceScope {
  /**
   * Goes on in the trace that its headers name, or begins one.
   * @returns undefined where nothing of it is recorded, nor to be told to others
   */
  static begin(
    source: SpanSource,
    attributes: Attributes,
    { id, request: { method, headers }, response }: TracedRequest,
  ): RequestTrace | undefined {
    const name = method === 'POST' ? POST_ROUTE : `${method ?? 'POST'} ${ROUTE}`;
    const span = source.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, contextIn(headers));
    if (span.isRecording()) {
      span.setAttribute('subgraph.request.id', id);
    } else if (!source.tellsApis) return undefined;
    return new RequestTrace(span, source, response);
  }

  private constructor(
    span: Span,
    source: SpanSource,
    private readonly response: ServerResponse,
  ) {
    super(span, source);
  }

  /**
   * Its operation, from now on. INTERNAL, although the conventions would have a second SERVER span: who counts those counts
   * requests.
   */
  beginOperation(): OperationTrace {
    return new OperationTrace(this.begin(OPERATION, SpanKind.INTERNAL, {}), this.source);
  }

  /** Its response is closed. */
  leave(): void {
    const { span } = this;
    const { statusCode, headersSent, writableFinished } = this.response;
    if (headersSent) span.setAttribute('http.response.status_code', statusCode);
    if (headersSent && statusCode >= 500) failWith(span, String(statusCode));
    else if (!writableFinished) span.setAttribute('subgraph.left', true);
    span.end();
  }
}
