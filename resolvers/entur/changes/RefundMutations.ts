import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturCompensateOrdersInput,
  EnturCompensateOrdersPayload,
} from '../../../schema/entur/changes/EnturCompensateOrders.js';
import {
  EnturDryRunRefundInput,
  EnturDryRunRefundPayload,
} from '../../../schema/entur/changes/EnturDryRunRefund.js';
import { EnturRefundInput, EnturRefundPayload } from '../../../schema/entur/changes/EnturRefund.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { carryOut } from './carry-out.js';
import { checkAmount } from './input-rules.js';
import { checkSettlement, toCompensations, toRefund } from './refund-input.js';

@Resolver()
export class RefundMutations {
  @Mutation(() => EnturDryRunRefundPayload, {
    nullable: true,
    description:
      'Tries a refund out: what would be paid back, and from where. Changes nothing, and may be repeated. One call. Null only when the API fails.',
  })
  async enturDryRunRefund(
    @Arg('input', () => EnturDryRunRefundInput, { description: 'The order and the parts of the refund.' })
    input: EnturDryRunRefundInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturDryRunRefundPayload> {
    const issues = new InputIssues();
    const request = toRefund(input, issues);
    const { done, told } = await carryOut(issues, () => writers.refunds.dryRun(input.orderId, request));
    return {
      ...told,
      orderId: done === undefined ? null : input.orderId,
      totalRefundAmount: done?.totalRefundAmount ?? null,
      fees: done?.fees ?? [],
      affectedTransactions: done?.affectedTransactions ?? [],
    };
  }

  @Mutation(() => EnturRefundPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: the method of the call is inferred. Refunds lines of an order, if a dry run right before still comes to `expectedTotal`. Two calls. Never sent twice: after `OUTCOME_UNKNOWN` look at the credits of the order. Null only when the API fails.',
  })
  async enturRefund(
    @Arg('input', () => EnturRefundInput, {
      description: 'The order, the parts of the refund and its total.',
    })
    input: EnturRefundInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturRefundPayload> {
    const issues = new InputIssues();
    const { orderId, expectedTotal, settlementId } = input;
    const request = toRefund(input, issues);
    checkAmount(expectedTotal, ['expectedTotal'], issues);
    checkSettlement(settlementId, issues);
    const { done, told } = await carryOut(issues, () =>
      writers.refunds.refund(orderId, request, { expectedTotal, settlementId: settlementId ?? undefined }),
    );
    const { refund, dryRunTotal = null } = done ?? {};
    const userErrors =
      done === undefined || refund !== undefined
        ? told.userErrors
        : [{ ...differs(input, dryRunTotal), correlationId: null }];
    return {
      ...told,
      userErrors,
      orderId: refund === undefined ? null : orderId,
      creditId: refund?.creditId ?? null,
      affectedOrderLineIds: refund?.affectedOrderLineIds ?? [],
      affectedTransactions: refund?.affectedTransactions ?? [],
      disabledTicketIds: refund?.disabledTicketIds ?? [],
      dryRunTotal,
    };
  }

  @Mutation(() => EnturCompensateOrdersPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: members of the body are inferred. Lowers the price of orders, to make up for something, and pays the difference back. One call for all. Never sent twice: after `OUTCOME_UNKNOWN` look at the credits of each order. Null only when the API fails.',
  })
  async enturCompensateOrders(
    @Arg('input', () => EnturCompensateOrdersInput, { description: 'The orders and what they get.' })
    input: EnturCompensateOrdersInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturCompensateOrdersPayload> {
    const issues = new InputIssues();
    const compensations = toCompensations(input, issues);
    const { done, told } = await carryOut(issues, () =>
      writers.refunds.compensate(compensations, input.settlementId ?? undefined),
    );
    return { ...told, compensations: done ?? [] };
  }
}

function differs({ expectedTotal }: EnturRefundInput, dryRunTotal: string | null) {
  const message = `A refund would now come to ${String(dryRunTotal)}, not ${expectedTotal}. Nothing was refunded: ask the user again, with the new total.`;
  return { field: ['expectedTotal'], code: 'DIFFERS', message };
}
