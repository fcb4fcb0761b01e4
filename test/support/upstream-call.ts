import { startDeadline } from '../../src/http/deadline.js';
import type { Upstream, UpstreamAnswer, UpstreamCall } from '../../src/http/Upstream.js';

/** The shortest read that can be repeated, but for where it goes and the time that it has. */
export const plainRead = {
  operation: 'getMsn',
  method: 'GET',
  path: '/',
  headers: {},
  effect: 'read',
  repeatable: true,
} as const satisfies Partial<UpstreamCall>;

/** Sends a read, or what `more` makes of it, under a deadline of its own that ends with the answer. */
export function sendRead(
  upstream: Upstream,
  deadlineMs: number,
  more: Partial<UpstreamCall> & Pick<UpstreamCall, 'api'>,
): Promise<UpstreamAnswer> {
  const deadline = startDeadline(deadlineMs);
  return upstream.send({ ...plainRead, deadline, ...more }).finally(() => {
    deadline.end();
  });
}
