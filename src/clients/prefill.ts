import type { ApiCaller } from '../auth/api-caller.js';
import type { Credentials } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { unreadable } from '../http/failures.js';
import type { ApiName } from '../http/upstream.js';
import type { Reader } from './wire.js';

/** Where a product order is prefilled, and what for. */
export interface PrefillCall {
  readonly api: ApiName;
  readonly operation: string;
  readonly baseUrl: string;
  readonly path: string;
  readonly body: object;
  readonly idempotencyKey: string;
}

/**
 * Prefills a product order. Repeated after passing failures, always with the same key, by which the API makes one order
 * only. Members of the body that hold nothing are left out.
 * @param read gives null for an answer without the order's id: formally optional, but nobody can find the order without
 * @throws UpstreamError; OUTCOME_UNKNOWN when an order may have been made: ask again with the same key and body
 */
export async function prefill<T>(
  api: ApiCaller,
  credentials: Credentials,
  deadline: Deadline,
  { body, idempotencyKey, ...call }: PrefillCall,
  read: Reader<T>,
): Promise<T> {
  const answer = await api.send(credentials, {
    ...call,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body, (_name, value: unknown) => value ?? undefined),
    effect: 'write',
    repeatable: true,
    deadline,
  });
  const order = read(answer.json);
  if (order === null)
    throw unreadable({ ...call, effect: 'write' }, 'holds no prefilledOrderId', answer.status);
  return order;
}
