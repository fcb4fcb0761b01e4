import type { ErrorCode } from './codes.js';

/**
 * An error whose message is written for the caller of the graph.
 * Everything that is not a GraphError reaches the caller as one neutral sentence (see format-error.ts).
 */
export class GraphError extends Error {
  override readonly name: string = 'GraphError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }

  /** What goes into `extensions` besides the code. Never holds an upstream body, a host or a secret. */
  get details(): Readonly<Record<string, unknown>> {
    return {};
  }
}
