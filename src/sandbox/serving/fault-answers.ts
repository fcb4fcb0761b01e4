import type { FaultAction } from '../state/FaultList.js';
import { gateway, json, type Answer } from '../http/answer.js';

/** The answer of a status fault: what was asked for, else the gateway's body for that status. */
export function statusAnswer({
  status,
  body,
  headers,
  contentType,
}: Extract<FaultAction, { kind: 'status' }>): Answer {
  if (body === undefined) {
    const plain = gateway(status);
    return {
      ...plain,
      headers: { ...plain.headers, ...(contentType && { 'content-type': contentType }), ...headers },
    };
  }
  const text = typeof body === 'string';
  const type = contentType ?? (text ? 'text/plain;charset=UTF-8' : 'application/json');
  return {
    ...json(status, null, { 'content-type': type, ...headers }),
    body: text ? body : JSON.stringify(body),
  };
}

/** The gateway's refusal of too many requests. */
export function rateLimitAnswer(retryAfterSeconds: number | null): Answer {
  if (retryAfterSeconds === null) return gateway(429, 'Rate limit is exceeded.');
  const message = `Rate limit is exceeded. Try again in ${retryAfterSeconds} seconds.`;
  return gateway(429, message, { 'retry-after': String(retryAfterSeconds) });
}
