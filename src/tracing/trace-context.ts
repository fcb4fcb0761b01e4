import type { IncomingHttpHeaders } from 'node:http';
import {
  createTraceState,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { contextBelow } from './parent-context.js';

/** Of version 00, with ids that are not all zeros. What later versions add behind it is let be, as the recommendation asks for. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-.*)?$/;
const VERSION_00_LENGTH = 55;

/** What the headers of a request say of the trace that it belongs to, as W3C Trace Context has it; none where they say none. */
export function contextIn({ traceparent, tracestate }: IncomingHttpHeaders): Context {
  if (typeof traceparent !== 'string' || !isTraceparent(traceparent)) return ROOT_CONTEXT;
  const parent: SpanContext = {
    traceId: traceIdIn(traceparent),
    spanId: traceparent.slice(36, 52),
    traceFlags: Number.parseInt(traceparent.slice(53, 55), 16),
    isRemote: true,
  };
  if (typeof tracestate === 'string') parent.traceState = createTraceState(tracestate);
  return contextBelow(trace.wrapSpanContext(parent));
}

/** The trace that a request belongs to by its headers; undefined where they name none, or a wrong one. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' && isTraceparent(traceparent) ? traceIdIn(traceparent) : undefined;
}

function isTraceparent(text: string): boolean {
  return TRACEPARENT.test(text) && (text.length === VERSION_00_LENGTH || !text.startsWith('00'));
}

function traceIdIn(traceparent: string): string {
  return traceparent.slice(3, 35);
}

/** The headers by which whoever is called goes on in the same trace. */
export function headersOf({ traceId, spanId, traceFlags, traceState }: SpanContext): {
  readonly traceparent: string;
  readonly tracestate?: string;
} {
  const isSampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
  const traceparent = `00-${traceId}-${spanId}-0${isSampled ? '1' : '0'}`;
  const tracestate = traceState?.serialize() ?? '';
  return tracestate === '' ? { traceparent } : { traceparent, tracestate };
}
