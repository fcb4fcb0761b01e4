import {
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
} from '@opentelemetry/api';
import { newSpanId, newTraceId } from './random-ids.js';
import { RecordedSpan, type SpanTaker } from './RecordedSpan.js';
import type { SpanStarter } from './SpanSource.js';

/** Which traces are recorded. */
export interface Sampling {
  /** As the caller says, where it says something. */
  readonly asTheCallerSays: boolean;
  /** Of all others: by the id of the trace. */
  readonly takes: (traceId: string) => boolean;
}

/** Begins spans, and hands those that are recorded on as they end. Whether a trace is recorded, its first span here decides. */
export class Recorder implements SpanStarter {
  constructor(
    private readonly sampling: Sampling,
    private readonly taker: SpanTaker,
  ) {}

  startSpan(name: string, options: SpanOptions = {}, context: Context = ROOT_CONTEXT): Span {
    const above = trace.getSpan(context);
    const parent = above?.spanContext();
    const traceId = parent?.traceId ?? newTraceId();
    const isRecorded = above instanceof RecordedSpan || this.#takes(traceId, parent);
    const own: SpanContext = {
      traceId,
      spanId: newSpanId(),
      traceFlags: isRecorded ? TraceFlags.SAMPLED : TraceFlags.NONE,
    };
    if (parent?.traceState !== undefined) own.traceState = parent.traceState;
    if (!isRecorded) return trace.wrapSpanContext(own);
    const { kind = SpanKind.INTERNAL, attributes, links } = options;
    const recorded = above instanceof RecordedSpan ? above : undefined;
    return new RecordedSpan({ name, kind, context: own, parent, attributes, links }, recorded, this.taker);
  }

  #takes(traceId: string, parent: SpanContext | undefined): boolean {
    if (parent === undefined) return this.sampling.takes(traceId);
    // What was begun here was decided on here.
    if (parent.isRemote !== true || this.sampling.asTheCallerSays)
      return (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
    return this.sampling.takes(traceId);
  }
}
