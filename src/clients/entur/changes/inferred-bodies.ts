import type { Compensation, RefundRequest } from './bodies.js';

/**
 * Bodies of which the services publish what they hold, but not, or not legibly, what their innermost members are called.
 * The names here are inferred, and stand in no other file. What a service makes of a wrong one, no source says: it may
 * refuse it, or leave it unread.
 */

/** Published: operations with a line of the order and an amount. */
export function refundBody({ operations, includesCancelledOrderLines }: RefundRequest): object {
  return {
    refundOperations: operations.map(({ orderLineId, amount }) => ({ orderLineId, refundAmount: amount })),
    ...(includesCancelledOrderLines && { includesCancelledOrderLines }),
  };
}

/** Published: elements with lines, amount and reason. The list is declared as `elements` and required under another name. */
export function compensationBody(compensations: readonly Compensation[]): object {
  return {
    compensationOperations: compensations.map(({ orderId, elements, ...rest }) => ({
      orderId,
      elements,
      ...rest,
    })),
  };
}

/** Published: a list of travellers, each with a customer reference. */
export function travellersBody(customerIds: readonly string[]): object {
  return customerIds.map((id) => ({ customerRef: { id } }));
}

/** Published: that groups are named. */
export function distributeBody(groupIds: readonly string[]): object {
  return { ticketDistributionGroupIds: groupIds };
}

/** Published: that groups are named, and when they begin to be valid. */
export function validityBody(groupIds: readonly string[], startOfValidity: string): object {
  return { ticketDistributionGroupIds: groupIds, startOfValidity };
}

/** Published: that groups are named, and who shall hold them. */
export function transferBody(groupIds: readonly string[], distributionHolderCustomerId: string): object {
  return { ticketDistributionGroupIds: groupIds, distributionHolderCustomerId };
}
