import { Ctx, FieldResolver, Resolver, Root, type ClassType } from 'type-graphql';
import {
  EnturAddTravellersPayload,
  EnturConfirmOrderLinesPayload,
  EnturUpdateOrderPayload,
} from '../../../schema/entur/changes/EnturOrderChanges.js';
import {
  EnturCompensation,
  EnturDryRunRefundPayload,
  EnturRefundPayload,
} from '../../../schema/entur/changes/EnturRefundChanges.js';
import { EnturReserveOffersPayload } from '../../../schema/entur/changes/EnturReserveOffers.js';
import { EnturSendReceiptPayload } from '../../../schema/entur/changes/EnturSendReceipt.js';
import { EnturUpdateOrderLinesPayload } from '../../../schema/entur/changes/EnturUpdateOrderLines.js';
import { EnturOrder } from '../../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { toEnturOrder } from '../order-mappers.js';

/** What names an order, or none where nothing was changed. */
interface NamesOrder {
  readonly orderId: string | null;
}

/** The order that a payload is about, read only where it is asked for: the change is told of also when that fails. */
function orderOf(payload: ClassType<NamesOrder>) {
  @Resolver(() => payload)
  class OrderOfPayload {
    @FieldResolver(() => EnturOrder, {
      nullable: true,
      description:
        'The order as it is now: its version and what is due are what a payment needs. Costs one call, which all orders of a request share. Null when nothing was changed, or the order can not be seen.',
    })
    async order(
      @Root() { orderId }: NamesOrder,
      @Ctx() { loaders }: EnturContext,
    ): Promise<EnturOrder | null> {
      const order = orderId === null ? null : await loaders.orders.order(orderId);
      return order && toEnturOrder(order);
    }
  }
  return OrderOfPayload;
}

/** Fields of payloads that read what was changed. */
export const changeLinks = [
  ...[
    EnturReserveOffersPayload,
    EnturUpdateOrderLinesPayload,
    EnturUpdateOrderPayload,
    EnturConfirmOrderLinesPayload,
    EnturAddTravellersPayload,
    EnturSendReceiptPayload,
    EnturDryRunRefundPayload,
    EnturRefundPayload,
    EnturCompensation,
  ].map(orderOf),
] as const;
