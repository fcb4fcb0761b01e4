import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestTrace } from '../tracing/RequestTrace.js';
import { traceIdOf } from '../tracing/trace-context.js';
import type { Admission } from './request-scope.js';

/** A request to the graph whose body has been read. */
export interface GraphQLExchange {
  readonly id: string;
  readonly admission: Admission;
  /** Undefined = no spans of it are recorded. */
  readonly trace?: RequestTrace | undefined;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** A `JsonBody`, or what was made of another type of body. */
  readonly body: unknown;
}

/** The id of the trace that it belongs to: one that is begun here, or that its caller names. */
export function traceIdOfExchange({ trace, request }: GraphQLExchange): string | undefined {
  return trace?.spanContext.traceId ?? traceIdOf(request.headers);
}
