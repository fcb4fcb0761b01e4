import { empty, gateway, json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { SandboxState } from '../state/SandboxState.js';
import { unitRoute, type UnitHandler } from './for-unit.js';
import { checkReceipt } from './receipt-rules.js';
import { refuse, refuseParams } from './refusals.js';
import { categoryV2, checkBody } from './schemas.js';

/**
 * The deprecated v1, keyed by the vendor's transaction id. There are no payments here, so any id counts as a reserved
 * payment. It can be switched off, as it may have been on the live server by now.
 */
export function transactionRoutes(state: SandboxState): Route[] {
  const { orders, quirks } = state;
  const route = (method: string, path: string, handle: UnitHandler): Route =>
    unitRoute(state, method, path, (request, msn, param) =>
      quirks.values.orderApiV1Gone ? gateway(404, 'Resource not found') : handle(request, msn, param),
    );
  return [
    route('PUT', '/v1/orders/{transactionId}', ({ body }, msn, param) => {
      const checked = checkBody(categoryV2, body);
      if (checked.faults) return refuseParams(state, checked.faults);
      const { category, orderDetailsUrl, imageId } = checked.value;
      orders.changeTransaction(msn, param('transactionId'), {
        info: { category, orderDetailsUrl, imageId },
      });
      return empty(200);
    }),

    route('GET', '/v1/orders/{transactionId}', (_request, msn, param) => {
      const info = orders.transaction(msn, param('transactionId'))?.info;
      // Declared without a body.
      return info ? json(200, info) : empty(404);
    }),

    route('POST', '/v1/receipts/{transactionId}', ({ body }, msn, param) => {
      const checked = checkReceipt(body);
      if (checked.faults) return refuseParams(state, checked.faults);
      const transactionId = param('transactionId');
      if (orders.transaction(msn, transactionId)?.receipt) {
        return refuse(state, 400, 'A receipt is already stored for this transaction.');
      }
      orders.changeTransaction(msn, transactionId, { receipt: checked.value });
      return empty(200);
    }),

    route('GET', '/v1/receipts/{transactionId}', (_request, msn, param) => {
      const receipt = orders.transaction(msn, param('transactionId'))?.receipt;
      return receipt ? json(200, receipt) : refuse(state, 404, 'No receipt is stored for this transaction.');
    }),
  ];
}
