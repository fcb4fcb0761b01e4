import type { Tracer } from '@opentelemetry/api';

/** What is used of a tracer: no span is found by the context that code runs in. */
export type SpanStarter = Pick<Tracer, 'startSpan'>;

/** What begins the spans of a subgraph. */
export interface SpanSource {
  readonly tracer: SpanStarter;
  /** Its name. */
  readonly subgraph: string;
  /** Calls to APIs carry the context on to them. */
  readonly tellsApis: boolean;
  readonly operations: OperationNaming;
}

/** How spans name operations. */
export interface OperationNaming {
  /** A name that is one of few; undefined for any other. @param isSound the operation was answered without an error */
  known(name: string | undefined, isSound: boolean): string | undefined;
  /** Names of spans say which operation it is: nothing else is executed than documents that are known beforehand. */
  readonly inSpanNames: boolean;
}
