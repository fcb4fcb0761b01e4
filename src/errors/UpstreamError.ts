import type { ErrorCode } from './codes.js';
import { GraphError } from './GraphError.js';

/** One field that an API named as faulty. `name` is the API's word, `reason` the API's sentence. */
export interface FieldFault {
  readonly name: string;
  readonly reason: string;
}

export interface UpstreamFacts {
  readonly api: string;
  readonly operation: string;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number | undefined;
  /** It came to a call that asks for nothing in particular, as one for a token: it says nothing of what that was for. */
  readonly hasNoSubject?: boolean | undefined;
  /** The API's own id of the failed call, for the vendor's support. */
  readonly traceId?: string | undefined;
  /** The id under which the vendor finds the call again, where the API gives one with each answer. */
  readonly correlationId?: string | undefined;
  /** The API's own word for what the caller has to do. */
  readonly reason?: string | undefined;
  /** Seconds after which the API wants to be asked again. */
  readonly retryAfter?: number | undefined;
  /** The API's title and detail: for the log and for mutation payloads, never copied into a top-level error. */
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly faults?: readonly FieldFault[];
}

/**
 * A call to a REST API that failed, after all retries. `code` says how to react to it; the facts say where it
 * came from. The message is ours: the API's own texts change over time and may hold data of other callers.
 */
export class UpstreamError extends GraphError {
  override readonly name = 'UpstreamError';

  constructor(
    code: ErrorCode,
    message: string,
    readonly facts: UpstreamFacts,
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options);
  }

  override get details(): Readonly<Record<string, unknown>> {
    const { api, status, traceId, correlationId, reason, retryAfter } = this.facts;
    return {
      ...(retryAfter === undefined ? {} : { retryAfter }),
      upstream: {
        api,
        ...(status === undefined ? {} : { status }),
        ...(traceId === undefined ? {} : { traceId }),
        ...(correlationId === undefined ? {} : { correlationId }),
        ...(reason === undefined ? {} : { reason }),
      },
    };
  }
}
