import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { channelHeader, salesHeaders, serviceOf } from './guard.js';
import type { Fee, StoredOrder } from './model/order.js';
import { amount, withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { byPayment, giveBack, sharesOf, type Share } from './rules/give-back.js';
import { balanceOf, opened, settled } from './rules/life.js';
import { amountOf, exactly, sumOf } from './rules/money.js';
import { onOrder } from './rules/on-order.js';
import { refundable } from './rules/refund.js';
import { priced } from './seed/lines.js';
import type { EnturState } from './state/EnturState.js';

const elements = z
  .array(
    z.object({
      compensationAmount: amount,
      orderLineIds: z.array(z.string()).default([]),
      compensationReason: z.string().optional(),
    }),
  )
  .min(1);

/** The specification declares `elements` and requires `compensationElements`, so either is taken. */
const operation = z
  .object({
    orderId: z.string().optional(),
    elements: elements.optional(),
    compensationElements: elements.optional(),
    overrideReimbursementType: z.literal('CASH').optional(),
  })
  .transform(({ orderId, elements: declared, compensationElements: required }, context) => {
    const given = required ?? declared;
    if (given) return { orderId, elements: given };
    context.addIssue({ code: 'custom', path: ['compensationElements'], message: 'Is needed.' });
    return z.NEVER;
  });

const several = z.object({ compensationOperations: z.array(operation).min(1) });

type Elements = z.output<typeof elements>;

interface Planned {
  readonly order: StoredOrder;
  readonly elements: Elements;
  readonly parts: readonly Part[];
  readonly shares: readonly Share[];
}

/** What is taken off one line. */
interface Part {
  readonly lineId: string;
  readonly units: bigint;
  readonly reason: string;
}

/** Compensations: the price of orders goes down, and the difference is given back. */
export function compensationRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  return [
    route(
      'POST',
      '/v1/compensations',
      salesHeaders,
      withBody(state, several, ({ compensationOperations }, request) => {
        const planned: Planned[] = [];
        for (const one of compensationOperations) {
          const { orderId = '' } = one;
          const plan = planFor(state, request, orderId, one.elements);
          if ('status' in plan) return plan;
          if (planned.some(({ order }) => order.id === orderId))
            return refuse(state, request, { status: 400, message: `Order ${orderId} is named twice.` });
          planned.push(plan);
        }
        return json(
          200,
          planned.map((plan) => carryOut(state, request, plan)),
        );
      }),
    ),

    // The operation is documented, path and method inferred.
    route(
      'POST',
      '/v1/compensations/{orderId}',
      channelHeader,
      withBody(state, operation, (one, request, param) => {
        const plan = planFor(state, request, param('orderId'), one.elements);
        return 'status' in plan ? plan : json(200, carryOut(state, request, plan));
      }),
    ),
  ];
}

/** Works a compensation out, or says why it is not possible. */
function planFor(
  state: EnturState,
  request: SandboxRequest,
  orderId: string,
  wanted: Elements,
): Planned | Answer {
  let found: StoredOrder | undefined;
  const refused = onOrder(state, request, orderId, (order) => {
    found = order;
    return json(200, null);
  });
  if (!found) return refused;
  if (found.status === 'DRAFT' || balanceOf(found) !== 0n)
    return refuse(state, request, { status: 409, message: `Order ${orderId} has unconfirmed changes.` });
  const parts = partsOf(found, wanted);
  const shares = sharesOf(state.dataNow(), orderId, sumOf(wanted.map((one) => one.compensationAmount)));
  if (!shares || !parts) return refuse(state, request, { status: 409, message: 'So much was not paid.' });
  return { order: found, elements: wanted, parts, shares };
}

/** Takes amounts off the lines that they are for, one line after the other; undefined when those cost less. */
function partsOf(order: StoredOrder, wanted: Elements): Part[] | undefined {
  const live = order.orderLines.filter(({ status }) => status === 'CONFIRMED');
  const rests = new Map(live.map((line) => [line.id, refundable(order, line)]));
  const parts: Part[] = [];
  for (const { compensationAmount, orderLineIds, compensationReason: reason = 'Compensation' } of wanted) {
    let left = exactly(compensationAmount);
    for (const lineId of orderLineIds.length > 0 ? orderLineIds : rests.keys()) {
      const rest = rests.get(lineId) ?? 0n;
      const units = rest < left ? rest : left;
      if (units === 0n) continue;
      rests.set(lineId, rest - units);
      left -= units;
      parts.push({ lineId, units, reason });
    }
    if (left > 0n) return undefined;
  }
  return parts;
}

function carryOut(state: EnturState, { headers }: SandboxRequest, plan: Planned): unknown {
  const { order, elements: done, shares } = plan;
  const { clock } = state;
  const data = state.dataNow();
  const now = clock.now();
  const opens = opened(order, now);
  const reductions = plan.parts.map(({ lineId, units, reason }): Fee => ({
    id: data.nextUuid('fee'),
    type: 'REDUCTION',
    price: priced(amountOf(-units), order.currency),
    reason,
    orderLineIds: [lineId],
  }));
  const changed = { ...opens, fees: [...opens.fees, ...reductions] };
  const credit = giveBack(data, changed, shares, now, headerOf(headers, 'entur-settlement-id'));
  data.putOrder(settled(data.orders.get(order.id) ?? changed, now));
  return {
    orderId: order.id,
    creditId: credit.creditId,
    compensationDetails: done,
    affectedPaymentAndPaymentTransactionIds: byPayment(shares),
  };
}
