import type { ApiCaller } from '../../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../../config.js';
import type { ApiDescriptor } from '../../../http/ApiDescriptor.js';
import { withDeadline, type CallScope } from '../../../http/call-scope.js';
import { shorten } from '../../../http/deadline.js';
import { unreadable } from '../../../http/failures.js';
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
  /** Whether the answer is about what was asked for; left out where none tells. See about.ts. */
  readonly isAsked?: (value: T, json: unknown) => boolean;
}

/** What every change needs: the keys, and what it may use. */
export interface EnturCall {
  readonly credentials: EnturCredentials;
  readonly scope: CallScope;
}

/**
 * Sends changes to Entur. There are no idempotency keys, so none is sent a second time when it may have been carried out.
 * What is locked or busy was left alone, and is tried again as long as there is time: see ApiIdentity.busyReasons.
 */
export class ChangeSender {
  /** @param timeoutMs what a change may take: more than the services allow themselves, or successes would be lost */
  constructor(
    private readonly api: ApiCaller,
    private readonly timeoutMs: number,
  ) {}

  /** @throws UpstreamError, with OUTCOME_UNKNOWN for a change whose answer is lost or can't be read */
  async send<T>({ credentials, scope }: EnturCall, change: Change<T>): Promise<T> {
    const { body, headers, isTrial = false, read, isAsked, ...rest } = change;
    const effect = isTrial ? 'read' : 'write';
    const request = { ...rest, effect, repeatable: isTrial, takesLong: isTrial } as const;
    const deadline = shorten(scope.deadline, this.timeoutMs);
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
    try {
      const answer = await this.api.send(credentials, call);
      const value = read(answer.json);
      if (value === null)
        throw unreadable(
          { ...request, headers: call.headers },
          'has not the documented shape',
          answer.status,
        );
      if (isAsked?.(value, answer.json) === false)
        throw unreadable(
          { ...request, headers: call.headers },
          'is not about what was asked for',
          answer.status,
        );
      return value;
    } finally {
      deadline.end();
    }
  }
}
