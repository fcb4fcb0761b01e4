import type { ApiCaller } from '../../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../../config.js';
import { UpstreamError } from '../../../errors/UpstreamError.js';
import type { ApiDescriptor } from '../../../http/ApiDescriptor.js';
import { withDeadline, type CallScope } from '../../../http/call-scope.js';
import { shorten, type Deadline } from '../../../http/deadline.js';
import { unreadable } from '../../../http/failures.js';
import { backOff } from '../../../http/retry.js';
import type { UpstreamAnswer } from '../../../http/Upstream.js';
import { waitWithin } from '../../../http/wait-within.js';
import type { Reader } from '../../wire.js';
import { correlated } from '../correlated.js';

/** A change as it is sent. */
export interface Change<T> {
  readonly api: ApiDescriptor;
  /** The API's own operation name. */
  readonly operation: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** It only tries something out, and leaves nothing behind: then it may be repeated as reads are. */
  readonly isTrial?: boolean;
  /** Reads the answer; null when it can't be read. */
  readonly read: Reader<T>;
}

/** What every change needs: the keys, and what it may use. */
export interface EnturCall {
  readonly credentials: EnturCredentials;
  readonly scope: CallScope;
}

export interface ChangeRules {
  /** What a change may take, waits included, in ms: more than the services allow themselves, or successes would be lost. */
  readonly timeoutMs: number;
  /** The first pause where something is locked, in ms; each further one is twice as long, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/**
 * Sends changes to Entur. There are no idempotency keys, so none is sent a second time when it may have been carried out.
 * What is locked (423) or busy (`RESOURCE_BUSY`) was left alone, and is tried again after growing pauses, as long as
 * there is time.
 */
export class ChangeSender {
  constructor(
    private readonly api: ApiCaller,
    private readonly rules: ChangeRules,
    private readonly random: () => number = Math.random,
  ) {}

  /** @throws UpstreamError, with OUTCOME_UNKNOWN for a change whose answer is lost or can't be read */
  async send<T>({ credentials, scope }: EnturCall, change: Change<T>): Promise<T> {
    const { body, headers, isTrial = false, read, ...rest } = change;
    const request = { ...rest, effect: isTrial ? 'read' : 'write', repeatable: isTrial } as const;
    const deadline = shorten(scope.deadline, this.rules.timeoutMs);
    const call = {
      ...request,
      scope: withDeadline(scope, deadline),
      textAllowed: true,
      headers: {
        ...correlated(scope),
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await this.#waitingOut(deadline, () => this.api.send(credentials, call)).finally(() => {
      deadline.end();
    });
    const value = read(answer.json);
    if (value === null) throw unreadable(request, 'has not the documented shape', answer.status);
    return value;
  }

  async #waitingOut(deadline: Deadline, send: () => Promise<UpstreamAnswer>): Promise<UpstreamAnswer> {
    for (let refusals = 1; ; refusals += 1) {
      try {
        return await send();
      } catch (error) {
        if (!isBusy(error)) throw error;
        const { firstPauseMs, longestPauseMs } = this.rules;
        const usual = backOff(refusals, firstPauseMs, longestPauseMs, this.random());
        const pause = Math.max(usual, (error.facts.retryAfter ?? 0) * 1_000);
        if (pause >= deadline.remainingMs()) throw error;
        await waitWithin(deadline, pause);
        if (deadline.isOver()) throw error;
      }
    }
  }
}

/** Refused before anything was done, as something else is at it right now. */
function isBusy(error: unknown): error is UpstreamError {
  return (
    error instanceof UpstreamError &&
    error.code === 'UPSTREAM_UNAVAILABLE' &&
    (error.facts.status === 423 || error.facts.reason === 'RESOURCE_BUSY')
  );
}
