import type { EnturCompensateOrdersInput } from '../../../schema/entur/changes/EnturCompensateOrders.js';
import type { EnturDryRunRefundInput } from '../../../schema/entur/changes/EnturDryRunRefund.js';
import type { Compensation, RefundRequest } from '../../../src/clients/entur/changes/bodies.js';
import type { InputIssues, InputPath } from '../../shared/input-issues.js';
import { checkOrderId } from '../identifiers.js';
import {
  checkAmount,
  checkAtLeastOne,
  checkCreditAmount,
  checkEachOnce,
  checkText,
  checkUuidText,
} from './input-rules.js';
import { present } from './present.js';

/** A refund as the service takes it. Meaningless once `issues` holds errors. */
export function toRefund(input: EnturDryRunRefundInput, issues: InputIssues): RefundRequest {
  const { orderId, refundOperations, includesCancelledOrderLines } = input;
  issues.collect(() => checkOrderId(orderId, 'orderId'));
  checkAtLeastOne(refundOperations, ['refundOperations'], issues);
  for (const [index, { orderLineId, amount }] of refundOperations.entries()) {
    checkUuidText(orderLineId, ['refundOperations', index, 'orderLineId'], issues);
    checkAmount(amount, ['refundOperations', index, 'amount'], issues);
  }
  const operations = refundOperations.map(({ orderLineId, amount }) => ({ orderLineId, amount }));
  return { operations, includesCancelledOrderLines };
}

/** Compensations as the service takes them. Meaningless once `issues` holds errors. */
export function toCompensations(
  { compensations, settlementId }: EnturCompensateOrdersInput,
  issues: InputIssues,
): readonly Compensation[] {
  checkEachOnce(
    compensations.map(({ orderId }) => orderId),
    ['compensations'],
    issues,
  );
  checkSettlement(settlementId, issues);
  return compensations.map(({ orderId, elements, asCash }, index) => {
    const path = ['compensations', index];
    issues.collect(() => checkOrderId(orderId, ...path.map(String), 'orderId'));
    checkAtLeastOne(elements, [...path, 'elements'], issues);
    return {
      orderId,
      elements: elements.map((each, at) => toElement(each, [...path, 'elements', at], issues)),
      ...(asCash && { overrideReimbursementType: 'CASH' as const }),
    };
  });
}

type Element = EnturCompensateOrdersInput['compensations'][number]['elements'][number];

function toElement(
  { orderLineIds, amount, reason }: Element,
  path: InputPath,
  issues: InputIssues,
): Compensation['elements'][number] {
  for (const [index, id] of (orderLineIds ?? []).entries())
    checkUuidText(id, [...path, 'orderLineIds', index], issues);
  checkCreditAmount(amount, [...path, 'amount'], issues);
  checkText(reason, [...path, 'reason'], issues);
  return present({
    orderLineIds: orderLineIds ?? [],
    compensationAmount: amount,
    compensationReason: reason,
  });
}

/** A settlement travels in a header, so it must fit into one. */
export function checkSettlement(settlementId: string | null | undefined, issues: InputIssues): void {
  if (settlementId == null || /^[\w.:-]{1,100}$/.test(settlementId)) return;
  const message = 'settlementId must be 1 to 100 letters, digits, hyphens, underscores, dots and colons.';
  issues.add(['settlementId'], 'INVALID', message);
}
