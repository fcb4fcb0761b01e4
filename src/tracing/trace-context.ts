import type { IncomingHttpHeaders } from 'node:http';
import {
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';

/** Of version 00. What later versions add behind it is let be, as the recommendation asks for. */
const TRACEPARENT = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;
const VERSION_00_LENGTH = 55;

/** What the headers of a request say of the trace that it belongs to, as W3C Trace Context has it; none where they say none. */
export function contextIn({ traceparent, tracestate }: IncomingHttpHeaders): Context {
  const parent = typeof traceparent === 'string' ? parentIn(traceparent) : undefined;
  if (parent === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(
    ROOT_CONTEXT,
    typeof tracestate === 'string' ? { ...parent, traceState: createTraceState(tracestate) } : parent,
  );
}

/** The trace that a request belongs to by its headers; undefined where they name none, or a wrong one. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? parentIn(traceparent)?.traceId : undefined;
}

function parentIn(traceparent: string): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === '00' && traceparent.length !== VERSION_00_LENGTH) return undefined;
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parent) ? parent : undefined;
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
