import type { ErrorCode } from './codes.js';
import type { LimitName } from './limits.js';

/**
 * An error whose message is written for the caller of the graph.
 * Everything that is not a GraphError reaches the caller as one neutral sentence (see format-error.ts).
 */
export class GraphError extends Error {
  override readonly name: string = 'GraphError';
  /** The limit that the request has come to, where that is what it tells. */
  readonly limit: LimitName | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly limit?: LimitName },
  ) {
    // A field of a thousand objects may fail a thousand times, and nobody is shown where: a stack is most of what that costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.limit = options?.limit;
  }

  /** What goes into `extensions` besides the code. Never holds an upstream body, a host or a secret. */
  get details(): Readonly<Record<string, unknown>> {
    return {};
  }
}
