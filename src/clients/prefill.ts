import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import type { Reader } from './wire.js';

/** The endpoint that prefills a product order, and what it is sent. */
export interface PrefillCall {
  readonly api: ApiDescriptor;
  readonly operation: string;
  readonly path: string;
  readonly body: object;
  readonly idempotencyKey: string;
}

/**
 * Prefills a product order. Transient failures are retried with the same idempotency key, so the API creates one order
 * only. Fields of the body without a value are left out.
 * @param read returns null if the order's id is missing: formally optional, but the order can't be found without it
 * @throws UpstreamError; OUTCOME_UNKNOWN if an order may have been created: retry with the same key and body
 */
export async function prefill<T>(
  api: ApiCaller,
  credentials: Credentials,
  scope: CallScope,
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
    scope,
  });
  const order = read(answer.json);
  if (order === null)
    throw unreadable({ ...call, effect: 'write' }, 'holds no prefilledOrderId', answer.status);
  return order;
}
