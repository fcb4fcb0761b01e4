import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EnturPageArgs, EnturPaymentConnection } from '../../schema/entur/connections.js';
import { EnturOrder } from '../../schema/entur/EnturOrder.js';
import { EnturPayment, EnturPaymentMethod } from '../../schema/entur/EnturPayment.js';
import { EnturPaymentFilter } from '../../schema/entur/EnturPaymentFilter.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { toConditions } from './conditions.js';
import { paymentFields } from './filter-fields.js';
import { checkNumericId } from './identifiers.js';
import { numberedConnection } from './numbered-connection.js';
import { toEnturPayment } from './payment-mappers.js';
import { orderOf, paymentOf } from './look-up.js';

@Resolver(() => EnturPayment)
export class EnturPaymentResolver {
  @Query(() => EnturPayment, {
    nullable: true,
    description:
      'One payment with its transactions. Null when it does not exist or is not visible to the keys in use. Costs one call: payments can not be asked for by lists.',
  })
  async enturPayment(
    @Arg('paymentId', () => ID, { description: 'Id of the payment: a whole number of 64 bits.' })
    paymentId: string,
    @Ctx() context: EnturContext,
  ): Promise<EnturPayment | null> {
    return paymentOf(checkNumericId(paymentId, 'paymentId'), context);
  }

  @Query(() => EnturPaymentConnection, {
    nullable: true,
    description: 'The payments that are visible to the keys in use. Null only when the API fails.',
  })
  enturPayments(
    @Args(() => EnturPageArgs) page: EnturPageArgs,
    @Arg('filter', () => EnturPaymentFilter, { nullable: true, description: 'Narrows the list.' })
    filter: EnturPaymentFilter | null | undefined,
    @Ctx() context: EnturContext,
  ): Promise<EnturPaymentConnection> {
    const conditions = toConditions(filter, paymentFields);
    return numberedConnection(
      page,
      createCursorCodec(context, 'enturPayments', JSON.stringify(conditions)),
      () => context.loaders.payments.list(conditions),
      toEnturPayment,
    );
  }

  @Query(() => [EnturPaymentMethod], {
    nullable: true,
    description:
      'The means to pay with in the distribution channel of the keys in use. One call, kept for a minute. Null only when the API fails.',
  })
  enturPaymentMethods(@Ctx() { loaders }: EnturContext): Promise<readonly EnturPaymentMethod[]> {
    return loaders.payments.methods();
  }

  @FieldResolver(() => EnturOrder, {
    nullable: true,
    description:
      'The order that is paid for, in its newest version. Payments share one call for each 100 orders. Null when it is not visible.',
  })
  order(@Root() { orderId }: EnturPayment, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(orderId, context);
  }
}
