import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturPaymentRef } from '../../schema/entur/EnturOrder.js';
import { EnturPayment } from '../../schema/entur/EnturPayment.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { paymentOf } from './look-up.js';

@Resolver(() => EnturPaymentRef)
export class EnturPaymentRefResolver {
  @FieldResolver(() => EnturPayment, {
    nullable: true,
    description:
      'The payment. One call for each; `EnturOrder.payments` has all payments of an order in one. Null when it is not visible.',
  })
  payment(
    @Root() { paymentId }: EnturPaymentRef,
    @Ctx() context: EnturContext,
  ): Promise<EnturPayment | null> {
    return paymentOf(paymentId, context);
  }
}
