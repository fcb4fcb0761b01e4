import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturCompensation } from '../../../schema/entur/changes/EnturCompensateOrders.js';
import { EnturDryRunRefundPayload } from '../../../schema/entur/changes/EnturDryRunRefund.js';
import { EnturRefundPayload } from '../../../schema/entur/changes/EnturRefund.js';
import { EnturCredit } from '../../../schema/entur/EnturCredit.js';
import { EnturOrder } from '../../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { creditField, creditOf, orderField, orderOf, type NamesCredit, type NamesOrder } from './changed.js';

@Resolver(() => EnturDryRunRefundPayload)
export class DryRunRefundLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }
}

@Resolver(() => EnturRefundPayload)
export class RefundLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }

  @FieldResolver(() => EnturCredit, creditField)
  credit(@Root() payload: NamesCredit, @Ctx() context: EnturContext): Promise<EnturCredit | null> {
    return creditOf(payload, context);
  }
}

@Resolver(() => EnturCompensation)
export class CompensationLinks {
  @FieldResolver(() => EnturOrder, orderField)
  order(@Root() payload: NamesOrder, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(payload, context);
  }

  @FieldResolver(() => EnturCredit, creditField)
  credit(@Root() payload: NamesCredit, @Ctx() context: EnturContext): Promise<EnturCredit | null> {
    return creditOf(payload, context);
  }
}
