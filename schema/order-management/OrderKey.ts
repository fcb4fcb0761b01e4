import { Field, InputType } from 'type-graphql';
import { PaymentType } from './PaymentType.js';

@InputType({ description: 'What one order is known by.' })
export class OrderKey {
  @Field(() => String, { description: 'Merchant serial number of the sales unit: 4 to 10 digits.' })
  declare readonly msn: string;

  @Field(() => PaymentType, { description: 'The product that was paid with.' })
  declare readonly paymentType: PaymentType;

  @Field(() => String, {
    description:
      'The `reference` of an ePayment, the `orderId` of an eCom payment, or the `chargeId` of a recurring charge. ' +
      'Letters, digits, `-`, `_` and `.`; letter case matters.',
  })
  declare readonly orderId: string;
}
