import type { BreakerChange } from './Breakers.js';
import type { FailedCall } from './failures.js';

/** Calls that share the permits of an API. */
export type CallClass = 'read' | 'page' | 'write';

/** Nobody waited for its answer any more: all callers had left, or another attempt at the same call was faster. */
export type UnansweredAttempt = 'aborted' | 'lost';

/** Told of all calls to APIs, by who counts them. Keep it short, and throw nothing. */
export interface CallWatch {
  /** An attempt has ended. @param status undefined = without an answer */
  attempted(
    call: FailedCall,
    status: number | UnansweredAttempt | undefined,
    attempt: number,
    ms: number,
  ): void;
  /** A call has got the permit that it had to wait for, or has left. */
  waited(call: FailedCall, calls: CallClass, ms: number): void;
  breakerChanged(call: FailedCall, change: BreakerChange | 'half-open'): void;
  /** A call was not sent, as its breaker is open. */
  refused(call: FailedCall): void;
}
