import { randomBytes } from 'node:crypto';
import { json, type Answer } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';

/** A bad field of a request, in the API's spelling: `OrderLines[0].Name`. */
export interface InvalidParam {
  readonly name: string;
  readonly reason: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'One or more validation errors occurred.',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
};

const sections: Readonly<Record<number, string>> = { 400: '6.5.1', 403: '6.5.3', 404: '6.5.4', 409: '6.5.8' };

/** This API's error body: JSON without a status member, `invalidParams` instead of the platform's `extraDetails`. */
export function refuse(
  { quirks }: SandboxState,
  status: number,
  detail: string,
  invalidParams: readonly InvalidParam[] = [],
): Answer {
  const body = {
    type: `https://datatracker.ietf.org/doc/html/rfc7231#section-${sections[status] ?? '6'}`,
    title: titles[status] ?? 'Error',
    detail,
    instance: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
  };
  if (quirks.values.orderProblemsInPlatformStyle) {
    const extraDetails = invalidParams.length > 0 ? { extraDetails: invalidParams } : {};
    return json(status, { ...body, status, ...extraDetails }, { 'content-type': 'application/problem+json' });
  }
  const faults = invalidParams.length > 0 ? { invalidParams } : {};
  return json(status, { ...body, ...faults }, { 'content-type': 'application/json' });
}

/** A 400 that lists every bad field. */
export function refuseParams(state: SandboxState, params: readonly InvalidParam[]): Answer {
  return refuse(state, 400, 'BadRequest', params);
}
