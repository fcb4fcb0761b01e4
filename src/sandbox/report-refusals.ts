import type { Refuse } from './authorize.js';
import { gateway, json, type Answer } from './http/answer.js';
import type { SandboxState } from './state/SandboxState.js';

/** The 401 of the Report API is a body of its own; all else is a problem with the five standard members only. */
export const refuseLikeReport: Refuse = (state, details, by) => {
  const { status, type, title, detail } = details;
  if (by === 'gateway') return gateway(status, detail);
  if (status !== 401) return state.problem({ status, type, title, detail });
  const message = 'The access token is missing, or is not valid.';
  return json(401, { code: 'Unauthorized', message }, { 'content-type': 'application/json' });
};

/** The answer to a bad parameter: only its text names which. */
export function invalidReportParameter(state: SandboxState, name: string, rule: string): Answer {
  const details = { status: 400, type: 'validation-error', title: 'Invalid request' };
  return state.problem({ ...details, detail: `${name}: ${rule}` });
}

/** The answer of version 1, which is gone. */
export function versionGone(state: SandboxState): Answer {
  const detail = 'Version 1 of this API is gone. Use version 2.';
  return state.problem({ status: 410, type: 'gone', title: 'Gone', detail });
}
