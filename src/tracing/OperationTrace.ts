import { SpanStatusCode, type SpanContext } from '@opentelemetry/api';
import { failWith, TraceScope } from './TraceScope.js';

/** What became of an operation. */
export interface TracedOperation {
  readonly path: string;
  readonly source: string;
  readonly name: string | undefined;
  readonly kind: string | undefined;
  readonly errors: number;
  readonly left: boolean;
  /** Where there are several tenants. */
  readonly asker?: { readonly tenant?: string } | undefined;
  /** What was done for it; undefined = nothing. */
  readonly work: TracedWork | undefined;
}

/** How much was done for an operation: what its log line is told of. */
export interface TracedWork {
  readonly calls: number;
  readonly cacheReads: number;
  readonly cacheLoads: number;
}

/** The trace of one operation: what is read and called for it comes below. */
export class OperationTrace extends TraceScope {
  /** It gets what is executed for another one. */
  joins(other: SpanContext | undefined): void {
    if (other !== undefined) this.span.addLink({ context: other });
  }

  /** The compiled path does not take it. */
  fallsBack(reason: string): void {
    this.span.setAttribute('subgraph.fall_back', reason);
  }

  /** It has got its answer, or its caller has left. */
  answered({ path, source, name, kind, errors, left, asker, work }: TracedOperation): void {
    const { span } = this;
    const { operations } = this.source;
    if (!span.isRecording()) return;
    const known = operations.known(name, errors === 0 && !left);
    if (kind !== undefined) {
      span.updateName(known !== undefined && operations.inSpanNames ? `${kind} ${known}` : kind);
      span.setAttribute('graphql.operation.type', kind);
    }
    if (known !== undefined) span.setAttribute('graphql.operation.name', known);
    if (asker?.tenant !== undefined) span.setAttribute('subgraph.tenant', asker.tenant);
    span.setAttribute('subgraph.path', path);
    span.setAttribute('subgraph.source', source);
    if (work !== undefined) this.#tellWork(work);
    if (left) span.setAttribute('subgraph.left', true);
    if (errors > 0) {
      span.setAttribute('subgraph.errors', errors);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  }

  #tellWork({ calls, cacheReads, cacheLoads }: TracedWork): void {
    const { span } = this;
    if (calls > 0) span.setAttribute('subgraph.upstream.calls', calls);
    if (cacheReads === 0) return;
    span.setAttribute('subgraph.cache.reads', cacheReads);
    span.setAttribute('subgraph.cache.loads', cacheLoads);
  }

  /** Nobody will say what became of it: a fault. */
  cut(): void {
    failWith(this.span, 'fault');
    this.span.end();
  }
}
