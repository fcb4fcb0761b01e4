import { SpanKind, type Tracer } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** Keeps what is recorded within this process. */
export class Spans implements SpanProcessor {
  readonly tracer: Tracer;
  /** In the order in which they began: their times are exact to a millisecond only. */
  #begun: ReadableSpan[] = [];
  /** The names of all that have ended so far, in the order in which they have. */
  readonly ended: string[] = [];
  #open = 0;
  #waiting: (() => void)[] = [];

  constructor() {
    const sampler = new ParentBasedSampler({ root: new AlwaysOnSampler() });
    this.tracer = new BasicTracerProvider({ sampler, spanProcessors: [this] }).getTracer('test');
  }

  onStart(span: ReadableSpan): void {
    this.#begun.push(span);
    this.#open += 1;
  }

  onEnd({ name }: ReadableSpan): void {
    this.ended.push(name);
    this.#open -= 1;
    if (this.#open > 0) return;
    for (const go of this.#waiting) go();
    this.#waiting = [];
  }

  /** What has been recorded since the last time, once all that has begun has ended. */
  async take(): Promise<readonly ReadableSpan[]> {
    if (this.#open > 0)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    const ended = this.#begun;
    this.#begun = [];
    return ended;
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** Spans as a tree: a line each, of its kind, its name and what it tells, below the one that it is part of. */
export function treeOf(spans: readonly ReadableSpan[], ...told: readonly string[]): readonly string[] {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const isRoot = ({ parentSpanContext: parent }: ReadableSpan): boolean => !ids.has(parent?.spanId ?? '');
  const below = (id: string, depth: number): readonly string[] =>
    spans
      .filter((span) => span.parentSpanContext?.spanId === id)
      .flatMap((span) => linesOf(span, depth, below));
  const linesOf = (span: ReadableSpan, depth: number, rest: typeof below): readonly string[] => {
    const { attributes, name, kind } = span;
    const words = told.flatMap((key) =>
      attributes[key] === undefined ? [] : [`${key}=${String(attributes[key])}`],
    );
    const line = [`${'  '.repeat(depth)}${SpanKind[kind]} ${name}`, ...words].join(' ');
    return [line, ...rest(span.spanContext().spanId, depth + 1)];
  };
  return spans.filter(isRoot).flatMap((span) => linesOf(span, 0, below));
}
