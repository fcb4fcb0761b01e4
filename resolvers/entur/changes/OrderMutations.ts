import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturAddTravellersInput,
  EnturAddTravellersPayload,
} from '../../../schema/entur/changes/EnturAddTravellers.js';
import {
  EnturConfirmOrderLinesInput,
  EnturConfirmOrderLinesPayload,
} from '../../../schema/entur/changes/EnturConfirmOrderLines.js';
import {
  EnturUpdateOrderInput,
  EnturUpdateOrderPayload,
} from '../../../schema/entur/changes/EnturUpdateOrder.js';
import {
  EnturReserveOffersInput,
  EnturReserveOffersPayload,
} from '../../../schema/entur/changes/EnturReserveOffers.js';
import {
  EnturUpdateOrderLinesInput,
  EnturUpdateOrderLinesPayload,
} from '../../../schema/entur/changes/EnturUpdateOrderLines.js';
import type { WireReservedOffers } from '../../../src/clients/entur/changes/answers.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { checkOrderId } from '../identifiers.js';
import { carryOut, type Carried } from './carry-out.js';
import { checkEachOnce, checkText } from './input-rules.js';
import { toReserveOffers, toUpdateOrderLines } from './offer-input.js';
import { toUpdateOrder } from './order-input.js';

@Resolver()
export class OrderMutations {
  @Mutation(() => EnturReserveOffersPayload, {
    nullable: true,
    description:
      'Makes lines of offers, with the seats that they need, and an order where none is named. One call. Not safe to repeat: after `OUTCOME_UNKNOWN` look at the lines of the order; of a new order whose answer was lost nobody knows the id, and it vanishes after 20 minutes. Null only when the API fails.',
  })
  async enturReserveOffers(
    @Arg('input', () => EnturReserveOffersInput, { description: 'The offers and their order.' })
    input: EnturReserveOffersInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturReserveOffersPayload> {
    const issues = new InputIssues();
    const body = toReserveOffers(input, issues);
    return toReserved(await carryOut(issues, () => writers.orders.reserveOffers(body)));
  }

  @Mutation(() => EnturUpdateOrderLinesPayload, {
    nullable: true,
    description:
      'Puts offers in the place of lines of an order. A confirmed order gets a new version, which must be paid. One call. Not safe to repeat: after `OUTCOME_UNKNOWN` look at the lines of the order. Null only when the API fails.',
  })
  async enturUpdateOrderLines(
    @Arg('input', () => EnturUpdateOrderLinesInput, { description: 'The order, its lines and the offers.' })
    input: EnturUpdateOrderLinesInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturUpdateOrderLinesPayload> {
    const issues = new InputIssues();
    const body = toUpdateOrderLines(input, issues);
    return toReserved(await carryOut(issues, () => writers.orders.updateOrderLines(body)));
  }

  @Mutation(() => EnturUpdateOrderPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: the method of the call is inferred. Changes an order besides its lines. One call. Safe to repeat: it comes to the same. Null only when the API fails.',
  })
  async enturUpdateOrder(
    @Arg('input', () => EnturUpdateOrderInput, { description: 'The order and what changes.' })
    input: EnturUpdateOrderInput,
    @Ctx() { writers, clock }: EnturContext,
  ): Promise<EnturUpdateOrderPayload> {
    const issues = new InputIssues();
    const body = toUpdateOrder(input, clock.now(), issues);
    const { orderId } = input;
    const { done, told } = await carryOut(issues, async () => {
      await writers.orders.updateOrder(orderId, body);
      return orderId;
    });
    return { ...told, orderId: done ?? null };
  }

  @Mutation(() => EnturConfirmOrderLinesPayload, {
    nullable: true,
    description:
      'Confirms the lines of an order that wait for it: with all of them confirmed, and nothing due, the order is. One call; when its answer is lost, one more that reads the order: confirmed is what was wanted. Safe to repeat. Null only when the API fails.',
  })
  async enturConfirmOrderLines(
    @Arg('input', () => EnturConfirmOrderLinesInput, { description: 'The order.' })
    input: EnturConfirmOrderLinesInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturConfirmOrderLinesPayload> {
    const issues = new InputIssues();
    const { orderId } = input;
    issues.collect(() => checkOrderId(orderId, 'orderId'));
    const { done, told } = await carryOut(issues, () => writers.orders.confirmOrderLines(orderId));
    return {
      ...told,
      orderId: done === undefined ? null : orderId,
      wasFoundConfirmed: done === 'found',
    };
  }

  @Mutation(() => EnturAddTravellersPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: a member of the body is inferred. Adds travellers to an order. One call. Not safe to repeat: after `OUTCOME_UNKNOWN` look at `EnturOrder.travellers`. Null only when the API fails.',
  })
  async enturAddTravellers(
    @Arg('input', () => EnturAddTravellersInput, { description: 'The order and its travellers.' })
    input: EnturAddTravellersInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturAddTravellersPayload> {
    const issues = new InputIssues();
    const { orderId, customerIds } = input;
    issues.collect(() => checkOrderId(orderId, 'orderId'));
    checkEachOnce(customerIds, ['customerIds'], issues);
    for (const [index, id] of customerIds.entries()) checkText(id, ['customerIds', index], issues);
    const { done, told } = await carryOut(issues, () => writers.orders.addTravellers(orderId, customerIds));
    return { ...told, orderId: done === undefined ? null : orderId, travellerIds: done ?? [] };
  }
}

function toReserved({ done, told }: Carried<WireReservedOffers>): EnturReserveOffersPayload {
  return {
    ...told,
    orderId: done?.orderId ?? null,
    orderLineIds: done?.orderLineIds ?? [],
    reservationIds: done?.reservationIds ?? [],
    replacedByOrderLineIds: done?.replacedByOrderLineIds ?? [],
  };
}
