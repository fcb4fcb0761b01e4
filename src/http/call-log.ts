import type { Logger } from 'pino';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { BreakerChange } from './Breakers.js';
import type { CallOrigin } from './call-scope.js';
import type { CallWatch } from './CallWatch.js';
import { isAborted, type FailedCall } from './failures.js';

/** What the log tells of a call. */
export interface LoggedCall extends FailedCall {
  readonly origin?: CallOrigin | undefined;
}

/** The log lines of upstream calls, under the id of the request that they are made for; who counts them is told too. */
export class CallLog {
  constructor(
    private readonly log: Logger,
    private readonly watch: CallWatch | undefined,
  ) {}

  /** Notes what became of an attempt. */
  note(
    call: LoggedCall,
    outcome: { readonly status: number } | UpstreamError,
    attempt: number,
    ms: number,
  ): void {
    const isError = outcome instanceof UpstreamError;
    const status = isError ? outcome.facts.status : outcome.status;
    const isLeft = isError && isAborted(outcome);
    this.watch?.attempted(call, isLeft ? 'aborted' : status, attempt, ms);
    const work = call.origin?.work;
    if (work !== undefined) work.calls += 1;
    // Of a change that was sent, whoever left, somebody must know that its outcome is unknown.
    if (isLeft && outcome.code !== 'OUTCOME_UNKNOWN')
      this.log.debug(lineOf(call, attempt, ms), 'upstream call aborted');
    else if (isError) this.#failed(call, outcome, attempt, ms);
    // Most calls succeed and most servers don't log them: say nothing without building it.
    else if (this.log.isLevelEnabled('debug')) {
      this.log.debug({ ...lineOf(call, attempt, ms), status }, 'upstream call');
    }
  }

  /** Notes an attempt that was sent, and given up as another one at the same call has answered: nothing has failed. */
  lost(call: LoggedCall, attempt: number, ms: number): void {
    this.watch?.attempted(call, 'lost', attempt, ms);
    const work = call.origin?.work;
    if (work !== undefined) work.calls += 1;
    if (this.log.isLevelEnabled('debug')) this.log.debug(lineOf(call, attempt, ms), 'upstream call lost');
  }

  /**
   * Notes what became of a breaker.
   * @param call the one that made the difference
   */
  breaker(call: LoggedCall, change: BreakerChange | 'half-open'): void {
    this.watch?.breakerChanged(call, change);
    const { origin, api, operation } = call;
    this.log[change === 'opened' ? 'warn' : 'info'](
      {
        ...(origin !== undefined && { ...idsOf(origin), tenant: origin.owner }),
        api: api.name,
        operation,
      },
      `circuit breaker ${change}`,
    );
  }

  /** Notes a call that was not sent as its breaker is open: one line for each operation of a request. */
  refused(call: LoggedCall): void {
    this.watch?.refused(call);
    const { origin, api, operation } = call;
    const isTold = origin?.isFirstFailure(`${operation} refused`) !== false;
    this.log[isTold ? 'warn' : 'debug'](
      { ...(origin !== undefined && idsOf(origin)), api: api.name, operation },
      'upstream call refused: breaker open',
    );
  }

  /** One line for each kind of failure in a request: hundreds of calls may fail alike. The others are for debugging. */
  #failed(call: LoggedCall, { code, facts }: UpstreamError, attempt: number, ms: number): void {
    const { status, traceId: upstreamTraceId, correlationId, reason, title, detail } = facts;
    // "Not found" is an answer to a read: it becomes null.
    const isAnswer = code === 'NOT_FOUND' && call.effect === 'read';
    const work = call.origin?.work;
    if (work !== undefined && !isAnswer) work.failedCalls += 1;
    const kind = `${call.operation} ${code} ${String(status)}`;
    const isTold = !isAnswer && call.origin?.isFirstFailure(kind) !== false;
    this.log[isTold ? 'warn' : 'debug'](
      { ...lineOf(call, attempt, ms), status, upstreamTraceId, correlationId, code, reason, title, detail },
      'upstream call failed',
    );
  }
}

function lineOf({ origin, api, operation }: LoggedCall, attempt: number, ms: number): object {
  return {
    ...(origin !== undefined && idsOf(origin)),
    api: api.name,
    operation,
    ms: Math.round(ms * 10) / 10,
    attempt,
  };
}

/** By which the lines of a request, and its trace, are found. */
function idsOf({ id, traceId }: CallOrigin): object {
  return traceId === undefined ? { requestId: id } : { requestId: id, traceId };
}
