import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturPaymentRef } from '../../schema/entur/EnturOrder.js';
import { EnturPayment } from '../../schema/entur/EnturPayment.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { isNumericId } from './identifiers.js';
import { toEnturPayment } from './payment-mappers.js';

@Resolver(() => EnturPaymentRef)
export class EnturPaymentRefResolver {
  @FieldResolver(() => EnturPayment, {
    nullable: true,
    description:
      'The payment. One call for each; `EnturOrder.payments` has all payments of an order in one. Null when it is not visible.',
  })
  async payment(
    @Root() { paymentId }: EnturPaymentRef,
    @Ctx() { loaders }: EnturContext,
  ): Promise<EnturPayment | null> {
    const payment = isNumericId(paymentId) ? await loaders.payments.payment(paymentId) : null;
    return payment && toEnturPayment(payment);
  }
}
