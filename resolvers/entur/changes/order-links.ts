import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturAddTravellersPayload } from '../../../schema/entur/changes/EnturAddTravellers.js';
import { EnturConfirmOrderLinesPayload } from '../../../schema/entur/changes/EnturConfirmOrderLines.js';
import { EnturUpdateOrderPayload } from '../../../schema/entur/changes/EnturUpdateOrder.js';
import { EnturReserveOffersPayload } from '../../../schema/entur/changes/EnturReserveOffers.js';
import { EnturSendReceiptPayload } from '../../../schema/entur/changes/EnturSendReceipt.js';
import { EnturUpdateOrderLinesPayload } from '../../../schema/entur/changes/EnturUpdateOrderLines.js';
import { EnturOrder } from '../../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { orderField, orderOf, type NamesOrder } from './changed.js';

@Resolver(() => EnturReserveOffersPayload)
export class ReserveOffersLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturUpdateOrderLinesPayload)
export class UpdateOrderLinesLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturUpdateOrderPayload)
export class UpdateOrderLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturConfirmOrderLinesPayload)
export class ConfirmOrderLinesLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturAddTravellersPayload)
export class AddTravellersLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturSendReceiptPayload)
export class SendReceiptLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}
