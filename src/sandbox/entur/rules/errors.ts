import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { json, type Answer } from '../../http/answer.js';
import type { SandboxRequest } from '../../http/request.js';
import type { EnturState } from '../state/EnturState.js';
import { instant } from './times.js';

/** A member of a request that is wrong, and why. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** What an error answer says. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** Present only when the caller must act: `SOFT_DECLINE`, `REFUSED_BY_ISSUER`, `RESOURCE_BUSY`. */
  readonly errorReason?: string | undefined;
  readonly faults?: readonly FieldFault[];
}

/** Where the services live below the sandbox's own prefix, which no answer shows. */
const prefix = '/entur';

const exceptions: Readonly<Record<number, string>> = {
  400: 'BadRequestException',
  401: 'InsufficientAuthenticationException',
  403: 'AccessDeniedException',
  404: 'NotFoundException',
  408: 'TokenExpiredException',
  409: 'ConflictException',
  423: 'LockedException',
};

/** Payments and what belongs to them have an error body of their own. */
function isPaymentPath(path: string): boolean {
  return /^\/entur\/sales\/v1\/(payments|payment-methods|payment-agreements|credits|recurring-payments)(\/|$)/.test(
    path,
  );
}

/** An error in the shape of the service: ApiError with its seven members, PaymentError, or a problem by quirk. */
export function refuse(state: EnturState, { path }: SandboxRequest, refusal: Refusal): Answer {
  const { status, message, errorReason, faults = [] } = refusal;
  const error = STATUS_CODES[status] ?? 'Error';
  const shownPath = path.slice(prefix.length);
  const text = [message, ...faults.map((fault) => `${fault.field}: ${fault.message}`)].join(' ');
  if (state.quirks.values.enturProblems) {
    const problem = {
      type: 'about:blank',
      title: error,
      status,
      detail: message,
      instance: shownPath,
      ...(faults.length > 0 && { errors: faults.map((fault) => ({ ...fault, code: 'INVALID' })) }),
      ...(errorReason !== undefined && { errorReason }),
    };
    return json(status, problem, { 'content-type': 'application/problem+json' });
  }
  const timestamp = instant(state.clock.now());
  const exception = `org.entur.sales.exception.${exceptions[status] ?? 'ServiceException'}`;
  const body = isPaymentPath(path)
    ? { timestamp, status, error, message: text, exception, path: shownPath, errorReason }
    : { timestamp, status, error, title: error, message: text, exception, path: shownPath };
  return json(status, body, { 'content-type': 'application/json' });
}

/** Refuses a request whose body or query is wrong, naming every member at fault. */
export function refuseFaults(
  state: EnturState,
  request: SandboxRequest,
  faults: readonly FieldFault[],
): Answer {
  return refuse(state, request, { status: 400, message: 'The request could not be accepted.', faults });
}

/** A new correlation id, for a request that brought none. */
export function newCorrelationId(): string {
  return randomUUID();
}
