import { BrokenCircuitError } from 'cockatiel';
import type { ErrorCode } from '../errors/codes.js';
import { UpstreamError, type UpstreamFacts } from '../errors/UpstreamError.js';
import type { ApiIdentity } from './ApiDescriptor.js';
import { personalValuesIn } from './personal-data.js';
import { isId, readProblem } from './problem.js';
import type { Redactor } from './redact.js';

/** The part of a call that its errors need. */
export interface FailedCall {
  readonly api: ApiIdentity;
  readonly operation: string;
  readonly effect: 'read' | 'write';
  /** It asks for nothing that could exist or not: a 404 or 409 says that something else answers. */
  readonly hasNoSubject?: boolean | undefined;
  /** What was sent. */
  readonly body?: string;
  /** Headers that were sent, by their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer outside 2xx. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: number | undefined;
  /** The id that the API gave with it. */
  readonly correlationId?: string | undefined;
}

/** The error for an answer outside 2xx. */
export function answerError(call: FailedCall, refusal: Refusal, redactor: Redactor): UpstreamError {
  const { status, retryAfter, correlationId } = refusal;
  const problem = readProblem(refusal.body, redactor, personalValuesIn(call.body));
  const { hasNoSubject } = call;
  const told = { ...factsOfSent(call), status, hasNoSubject, retryAfter, ...problem };
  const id = correlationId !== undefined && isId(correlationId) ? correlationId : undefined;
  const [code, message] = isBusy(call, told) ? busy(call.api.title) : reaction(call, status, retryAfter);
  return new UpstreamError(code, message, { ...told, ...(id !== undefined && { correlationId: id }) });
}

/** Whether something is locked by another change, so that certainly nothing was done. */
export function isBusy(
  { api, effect }: Pick<FailedCall, 'api' | 'effect'>,
  { status, reason }: Pick<UpstreamFacts, 'status' | 'reason'>,
): boolean {
  if (api.busyReasons === undefined || status === undefined) return false;
  if (status === 423) return true;
  // What failed within a write may have begun before it met the lock.
  const isRefused = effect === 'read' || status < 500;
  return isRefused && reason !== undefined && api.busyReasons.has(reason);
}

function busy(api: string): [ErrorCode, string] {
  return [
    'UPSTREAM_UNAVAILABLE',
    `The ${api} has locked this for another change, which took longer than this request may. Nothing was done: try again.`,
  ];
}

/** The error for a call that got no answer. A write that may have arrived has an unknown outcome. */
export function noAnswerError(
  call: FailedCall,
  how: 'not sent' | 'lost' | 'timed out' | 'waited too long',
  cause: unknown,
): UpstreamError {
  const api = call.api.title;
  const options = { cause };
  if (call.effect === 'write' && (how === 'lost' || how === 'timed out')) {
    return new UpstreamError('OUTCOME_UNKNOWN', unknownOutcome(api), factsOfSent(call), options);
  }
  if (how === 'timed out')
    return new UpstreamError(
      'UPSTREAM_TIMEOUT',
      `The ${api} did not answer in time.`,
      factsOfSent(call),
      options,
    );
  if (how === 'waited too long') {
    return new UpstreamError(
      'UPSTREAM_TIMEOUT',
      `A call to the ${api} could not be sent in time: its queue is long, or it takes no connection.`,
      facts(call),
      options,
    );
  }
  return new UpstreamError(
    'UPSTREAM_UNAVAILABLE',
    `The ${api} can't be reached right now.`,
    how === 'lost' ? factsOfSent(call) : facts(call),
    options,
  );
}

/** Stands behind every call that was not sent as its breaker is open. */
const OPEN_BREAKER = new BrokenCircuitError();

/** The error for a call that is not sent, as the API fails too often: sure not to be carried out. */
export function refusedByBreaker(call: FailedCall, retryAfter: number): UpstreamError {
  const sent = call.effect === 'write' ? ' The change was not sent.' : '';
  return new UpstreamError(
    'UPSTREAM_UNAVAILABLE',
    `The ${call.api.title} fails too often just now and is left alone. Try again in ${String(retryAfter)} s.${sent}`,
    { ...facts(call), retryAfter },
    { cause: OPEN_BREAKER },
  );
}

/** Whether a call was not sent as its breaker is open. */
export function isRefusedByBreaker({ cause }: UpstreamError): boolean {
  return cause === OPEN_BREAKER;
}

/** Stands behind every call that was not sent as others stood before it for too long. */
const CROWDED_OUT = new Error('no permit in time');
const CROWDED_RETRY_SECONDS = 1;

/** The error for a call that has waited too long for its turn: sure not to be carried out. */
export function crowdedOut(call: FailedCall): UpstreamError {
  const sent = call.effect === 'write' ? ' The change was not sent.' : '';
  return new UpstreamError(
    'OVERLOADED',
    `More calls to the ${call.api.title} wait here than can be made in time. Try again in a moment.${sent}`,
    { ...facts(call), retryAfter: CROWDED_RETRY_SECONDS },
    { cause: CROWDED_OUT },
  );
}

/** Whether a call was not sent as others stood before it for too long. */
export function isCrowdedOut({ cause }: UpstreamError): boolean {
  return cause === CROWDED_OUT;
}

/** Whether a call ended without an answer as nobody waited for it any more: all callers had left. Nothing has failed. */
export function isAborted({ facts, cause }: UpstreamError): boolean {
  return facts.status === undefined && cause instanceof DOMException && cause.name === 'AbortError';
}

/** The same failure, for one who comes while no new attempt is made: it says when the next one will be. */
export function notBefore(error: UpstreamError, call: FailedCall, seconds: number): UpstreamError {
  const message = error.code === 'RATE_LIMITED' ? rateLimited(call.api.title, seconds) : error.message;
  return new UpstreamError(error.code, message, { ...error.facts, retryAfter: seconds }, { cause: error });
}

/** The error for a 2xx answer that can't be used. `what` goes on from "its answer ...". */
export function unreadable(call: FailedCall, what: string, status?: number, cause?: unknown): UpstreamError {
  const api = call.api.title;
  if (call.effect === 'write') {
    return new UpstreamError(
      'OUTCOME_UNKNOWN',
      unknownOutcome(api),
      { ...factsOfSent(call), status, detail: `answer ${what}` },
      { cause },
    );
  }
  const message = `The ${api} sent an answer that can't be used: it ${what}.`;
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', message, { ...factsOfSent(call), status }, { cause });
}

function facts(call: FailedCall): UpstreamFacts {
  return { api: call.api.name, operation: call.operation };
}

/** The same of a call that may have arrived: its vendor finds it by what was sent, where the answer tells no other id. */
function factsOfSent(call: FailedCall): UpstreamFacts {
  const { correlationHeader } = call.api;
  const sent = correlationHeader === undefined ? undefined : call.headers?.[correlationHeader];
  return sent !== undefined && isId(sent) ? { ...facts(call), correlationId: sent } : facts(call);
}

function unknownOutcome(api: string): string {
  return `The ${api} did not say whether it carried the change out. Look before you repeat it.`;
}

function reaction(call: FailedCall, status: number, retryAfter: number | undefined): [ErrorCode, string] {
  const api = call.api.title;
  switch (status) {
    case 400:
    case 422:
      return ['BAD_USER_INPUT', `The ${api} refused the request as not valid.`];
    case 401:
      return ['UNAUTHENTICATED', `The ${api} refused this server's keys or access token.`];
    case 403:
      return ['FORBIDDEN', `The keys in use may not do this in the ${api}.`];
    case 404:
      if (call.hasNoSubject === true) break;
      return ['NOT_FOUND', `The ${api} knows nothing under this id, or the keys in use may not see it.`];
    case 409:
      if (call.hasNoSubject === true) break;
      return ['CONFLICT', `The ${api} refused the change: it conflicts with what is there.`];
    case 429:
      return ['RATE_LIMITED', rateLimited(api, retryAfter)];
  }
  // A redirect after a change says where to look, which is nothing that is sent before it was carried out.
  if (call.effect === 'write' && status < 400) return ['OUTCOME_UNKNOWN', unknownOutcome(api)];
  if (status < 400 || (status < 500 && status !== 408 && status !== 423)) {
    return ['UPSTREAM_BAD_RESPONSE', `The ${api} answered with the unexpected status ${String(status)}.`];
  }
  if (call.effect === 'write' && status !== 423) return ['OUTCOME_UNKNOWN', unknownOutcome(api)];
  return ['UPSTREAM_UNAVAILABLE', `The ${api} is not able to answer right now.`];
}

function rateLimited(api: string, retryAfter: number | undefined): string {
  const when = retryAfter === undefined ? '' : ` Try again in ${String(retryAfter)} s.`;
  return `The rate limit of the ${api} is reached.${when}`;
}
