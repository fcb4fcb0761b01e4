import type { Answer } from '../../http/answer.js';
import type { SandboxRequest } from '../../http/request.js';
import type { StoredOrder } from '../model/order.js';
import type { EnturState } from '../state/EnturState.js';
import { refuse } from './errors.js';

/** What is said of an order that something else is working on. */
export function refuseLocked(state: EnturState, request: SandboxRequest, orderId: string): Answer {
  return refuse(state, request, { status: 423, message: `Order ${orderId} is locked by another operation.` });
}

/** Does something with an order, unless there is none or it is locked. */
export function onOrder(
  state: EnturState,
  request: SandboxRequest,
  orderId: string,
  handle: (order: StoredOrder) => Answer,
): Answer {
  const order = state.dataNow().orders.get(orderId);
  if (!order) return refuse(state, request, { status: 404, message: `Order ${orderId} not found.` });
  if (state.refusals.isLocked(orderId, request.method)) return refuseLocked(state, request, orderId);
  return handle(order);
}

/** The same for a change: nothing can be done to an order that was cancelled. */
export function onOpenOrder(
  state: EnturState,
  request: SandboxRequest,
  orderId: string,
  handle: (order: StoredOrder) => Answer,
): Answer {
  return onOrder(state, request, orderId, (order) =>
    order.status === 'CANCELLED'
      ? refuse(state, request, { status: 409, message: `Order ${orderId} is cancelled.` })
      : handle(order),
  );
}
