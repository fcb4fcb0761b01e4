import {
  SpanKind,
  SpanStatusCode,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { contextBelow } from './parent-context.js';
import type { SpanSource } from './SpanSource.js';

/**
 * Where in a trace a piece of work belongs: the span that it is done under. It is there only where something of it is
 * recorded, so that all else costs no more than the look for it.
 */
export class TraceScope {
  #context: Context | undefined;

  constructor(
    protected readonly span: Span,
    protected readonly source: SpanSource,
  ) {}

  get spanContext(): SpanContext {
    return this.span.spanContext();
  }

  get tellsApis(): boolean {
    return this.source.tellsApis;
  }

  /** Begins a span below this one. */
  begin(name: string, kind: SpanKind, attributes: Attributes, links?: Link[]): Span {
    this.#context ??= contextBelow(this.span);
    const options = links === undefined ? { kind, attributes } : { kind, attributes, links };
    return this.source.tracer.startSpan(name, options, this.#context);
  }

  /** Does work under a span of its own, which is told what comes of it. */
  within<T>(
    name: string,
    attributes: Attributes,
    work: (scope: TraceScope) => Promise<T>,
    outcome?: (result: T) => Attributes,
  ): Promise<T> {
    const span = this.begin(name, SpanKind.INTERNAL, attributes);
    return endWith(span, work(new TraceScope(span, this.source)), outcome);
  }

  /** Something came to pass that took no time. */
  event(name: string, attributes: Attributes): void {
    this.span.addEvent(name, attributes);
  }
}

/**
 * Ends a span when its work has ended. Of what failed it tells the kind alone: messages may hold what others have sent.
 * @param outcome what to say of it otherwise
 */
export async function endWith<T>(
  span: Span,
  work: Promise<T>,
  outcome?: (result: T) => Attributes,
): Promise<T> {
  try {
    const result = await work;
    if (outcome !== undefined) span.setAttributes(outcome(result));
    return result;
  } catch (error) {
    failWith(span, kindOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Says of a span that its work has failed. @param kind one of few words */
export function failWith(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The code of an error of ours, else the name of its class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
