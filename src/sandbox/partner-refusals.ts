import type { Refuse } from './authorize.js';
import { json, type Answer } from './http/answer.js';

/** The reads have error bodies of their own: one for a 401, which is made in front of the API, and one for all else. */
export const refuseLikePartnerRead: Refuse = (_state, { status, title, detail }, _by, { path }) =>
  status === 401 ? json(401, { code: 401, message: detail }) : refusePartnerRead(status, title, detail, path);

/** What the API itself refuses in a read. */
export function refusePartnerRead(status: number, title: string, detail: string, instance: string): Answer {
  return json(status, { title, status, detail, instance });
}
