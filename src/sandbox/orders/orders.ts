import { randomUUID } from 'node:crypto';
import { json, type Answer } from '../http/answer.js';
import type { Params, Route } from '../http/router.js';
import type { OrderKey } from '../model/orders.js';
import type { SandboxState } from '../state/SandboxState.js';
import { unitRoute, type UnitHandler } from './for-unit.js';
import { checkReceipt } from './receipt-rules.js';
import { refuse, refuseParams } from './refusals.js';
import { categoryV2, checkBody, isOrderId } from './schemas.js';

/** v2: one category and one receipt per order, by payment type and order id. The order need not exist. */
export function orderRoutes(state: SandboxState): Route[] {
  const { orders } = state;
  return [
    unitRoute(
      state,
      'PUT',
      '/v2/{paymentType}/categories/{orderId}',
      withKey(state, (key, body) => {
        const checked = checkBody(categoryV2, body);
        if (checked.faults) return refuseParams(state, checked.faults);
        const { category: type, orderDetailsUrl: url, imageId } = checked.value;
        if (imageId != null && !orders.hasImage(key.msn, imageId)) {
          return refuse(state, 404, 'No image with this imageId has been uploaded.');
        }
        const link = { type, url, ...(imageId === undefined ? {} : { imageId }) };
        return bareString(state, 200, orders.replaceCategory(key, link));
      }),
    ),

    unitRoute(
      state,
      'POST',
      '/v2/{paymentType}/receipts/{orderId}',
      withKey(state, (key, body) => {
        const checked = checkReceipt(body);
        if (checked.faults) return refuseParams(state, checked.faults);
        if (orders.receipt(key)) return refuse(state, 409, 'A receipt is already stored for this order.');
        orders.putReceipt(key, checked.value);
        return bareString(state, 201, randomUUID());
      }),
    ),

    unitRoute(
      state,
      'GET',
      '/v2/{paymentType}/{orderId}',
      withKey(state, (key) => {
        const shown = orders.shownBody(key);
        if (shown !== undefined) return json(200, shown);
        const category = orders.shownCategory(key);
        const receipt = orders.receipt(key);
        if (!category && !receipt) {
          return refuse(state, 404, 'No category or receipt is stored for this order.');
        }
        const missing = state.quirks.values.missingOrderPartsAsNull ? null : undefined;
        const { type, url, imageId } = category ?? {};
        return json(200, {
          category: category ? { category: type, orderDetailsUrl: url, imageId } : missing,
          receipt: receipt ?? missing,
        });
      }),
    ),
  ];
}

/** The payment type is taken in any case, as live callers spell it in three ways. */
function withKey(state: SandboxState, handle: (key: OrderKey, body: string) => Answer): UnitHandler {
  return (request, msn, param) => {
    const key = keyOf(msn, param);
    const faults = [
      ...(['ECOM', 'RECURRING'].includes(key.paymentType)
        ? []
        : [{ name: 'PaymentType', reason: 'The value is not valid.' }]),
      ...(isOrderId(key.orderId) ? [] : [{ name: 'OrderId', reason: 'The value is not valid.' }]),
    ];
    return faults.length > 0 ? refuseParams(state, faults) : handle(key, request.body);
  };
}

function keyOf(msn: string, param: Params): OrderKey {
  return { msn, paymentType: param('paymentType').toUpperCase(), orderId: param('orderId') };
}

/** An answer that is one JSON string, or the bare text where the quirk asks for it. */
function bareString({ quirks }: SandboxState, status: number, text: string): Answer {
  const answer = json(status, text);
  return quirks.values.unquotedStringAnswers ? { ...answer, body: text } : answer;
}
