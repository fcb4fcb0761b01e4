import { Field, InputType } from 'type-graphql';
import { CategoryLinkFields } from './CategoryLinkFields.js';
import { PaymentType } from './PaymentType.js';

/** The link of a category with the order that it is for. */
@InputType()
export abstract class OrderCategoryFields extends CategoryLinkFields {
  @Field(() => String, { description: 'Merchant serial number of the sales unit: 4 to 10 digits.' })
  declare readonly msn: string;

  @Field(() => PaymentType, { description: 'The product that was paid with.' })
  declare readonly paymentType: PaymentType;

  @Field(() => String, {
    description:
      'The order id: letters, digits, `-`, `_` and `.`. It is not checked whether there is such a payment.',
  })
  declare readonly orderId: string;
}
