import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { StoredProductOrder } from '../model/product-orders.js';
import type { SandboxState } from '../state/SandboxState.js';
import { uuidOf } from '../seed/uuid.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';

const moveSchema = z.strictObject({ status: z.string().min(1) });

/** Moves product orders through their life cycle, as merchants and the vendor do in the real world. */
export function productOrderControlRoutes(state: SandboxState): ControlRoute[] {
  const all = `${controlPath}/management/product-orders`;
  const path = `${all}/{productOrderId}`;
  return [
    {
      method: 'GET',
      path: all,
      does: 'Shows all product orders with what the API keeps to itself, in the order they came in.',
      handle: () => json(200, { productOrders: state.productOrders.all() }),
    },
    {
      method: 'GET',
      path,
      does: 'Shows a product order with what the API keeps to itself, such as the form as the merchant finds it.',
      handle: (_request, param) => {
        const order = state.productOrders.find(param('productOrderId'));
        return order ? json(200, order) : refusal(404, 'No such product order.');
      },
    },
    {
      method: 'POST',
      path: `${path}/status`,
      does:
        'Moves a product order to the next status of its life: PREFILL from RECEIVED to MERCHANT_VIEWED, ORDER_SUBMITTED, then ' +
        'COMPLETED (which opens a sales unit) or REJECTED; EXPIRED before it is submitted. TEMPLATE and MANUAL go from RECEIVED ' +
        'to COMPLETED or REJECTED. Any word outside the life cycle is taken as it is.',
      example: { status: 'MERCHANT_VIEWED' },
      handle: withBody(moveSchema, ({ status }, param) => {
        const order = state.productOrders.find(param('productOrderId'));
        return order ? move(state, order, status) : refusal(404, 'No such product order.');
      }),
    },
  ];
}

function move(state: SandboxState, order: StoredProductOrder, status: string): Answer {
  const salesUnit = status === 'COMPLETED' ? newUnitOf(order) : null;
  const problem = state.productOrders.move(order, status, salesUnit);
  if (problem !== undefined) return refusal(409, problem);
  if (salesUnit) openSalesUnit(state, order, salesUnit);
  return json(200, state.productOrders.find(order.productOrderId));
}

/** An approved order opens a unit with an MSN of its own. */
function newUnitOf({ productOrderId, form }: StoredProductOrder): { msn: string; name: string } {
  const name = form?.['salesUnitName'];
  const digits = Number.parseInt(uuidOf(productOrderId).slice(0, 8), 16) % 900_000;
  return { msn: String(8_000_000 + digits), name: typeof name === 'string' ? name : 'Salgssted' };
}

function openSalesUnit(
  { management, clock }: SandboxState,
  order: StoredProductOrder,
  unit: { msn: string; name: string },
): void {
  const { businessIdentifier, owner } = order;
  if (!management.merchant(businessIdentifier)) {
    const now = clock.view().now;
    const countryCode = businessIdentifier.scheme.split(':')[1] ?? 'NO';
    const merchant = {
      businessIdentifier,
      name: unit.name,
      status: 'ACTIVE',
      createdAt: now,
      updatedAt: now,
      countryCode,
    };
    management.putMerchant(merchant);
  }
  management.putSalesUnit({ ...unit, businessIdentifier, configuration: {}, active: true, partner: owner });
}
