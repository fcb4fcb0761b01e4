import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { EnturPaymentAgreement } from '../../schema/entur/EnturPaymentAgreement.js';
import { EnturRecurringPayment } from '../../schema/entur/EnturRecurringPayment.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { checkAgreementId, checkCustomerNumber } from './identifiers.js';
import { toEnturPaymentAgreement } from './payment-agreement-mappers.js';
import { toEnturRecurringPayment } from './recurring-payment-mappers.js';

@Resolver()
export class EnturStoredCardResolver {
  @Query(() => [EnturRecurringPayment], {
    nullable: true,
    description:
      'The stored cards of a customer; cancelled ones are never told. One call. Null only when the API fails.',
  })
  async enturRecurringPayments(
    @Arg('customerNumber', () => ID, { description: 'Number of the customer at Entur.' })
    customerNumber: string,
    @Arg('includeExpired', () => Boolean, {
      defaultValue: false,
      description: 'Whether those that have run out are told too.',
    })
    includeExpired: boolean,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturRecurringPayment[]> {
    const customer = checkCustomerNumber(customerNumber, 'customerNumber');
    return (await loaders.storedCards.ofCustomer(customer, includeExpired)).map(toEnturRecurringPayment);
  }

  @Query(() => EnturPaymentAgreement, {
    nullable: true,
    description:
      'One agreement about payments to come. Null when it does not exist or is not visible to the keys in use. Costs one call.',
  })
  async enturPaymentAgreement(
    @Arg('agreementId', () => ID, { description: 'Id of the agreement.' }) agreementId: string,
    @Ctx() { loaders }: EnturContext,
  ): Promise<EnturPaymentAgreement | null> {
    const agreement = await loaders.storedCards.agreement(checkAgreementId(agreementId, 'agreementId'));
    return agreement && toEnturPaymentAgreement(agreement);
  }
}
