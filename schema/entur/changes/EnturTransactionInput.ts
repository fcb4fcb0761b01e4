import { Field, ID, InputType } from 'type-graphql';
import { CurrencyCodeScalar } from '../../shared/scalars.js';
import { EnturDecimalScalar } from '../EnturDecimal.js';

@InputType({ description: 'One way in which a payment, or a part of it, is paid.' })
export class EnturTransactionInput {
  @Field(() => EnturDecimalScalar, {
    description: 'The amount in major units, at most 18 digits and 5 of them decimals; sent digit for digit.',
  })
  declare readonly amount: string;

  @Field(() => CurrencyCodeScalar, { defaultValue: 'NOK', description: 'Currency of the amount.' })
  declare readonly currency: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The method in the word of the service, such as `VIPPS`, `VISA` or `MASTERCARD`: `enturPaymentMethods` lists those that are switched on. Null leaves it to the service.',
  })
  declare readonly paymentType?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The group of the method in the word of the service, such as `MOBILE` for Vipps or `PAYMENTCARD` for cards; not `AGENT`, which is for imported transactions. Null leaves it to the service.',
  })
  declare readonly paymentTypeGroup?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The stored card that is charged. Null for none. Not with `paymentAgreementId`.',
  })
  declare readonly recurringPaymentId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The Vipps agreement that is charged. Null for none. Not with `recurringPaymentId`.',
  })
  declare readonly paymentAgreementId?: string | null;
}
