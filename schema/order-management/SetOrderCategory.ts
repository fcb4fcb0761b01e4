import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { CategoryLinkFields } from './CategoryLinkFields.js';
import { Order } from './Order.js';
import { PaymentType } from './PaymentType.js';

@InputType({ description: 'The link of an order. It takes the place of the former one, whole.' })
export class SetOrderCategoryInput extends CategoryLinkFields {
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

@ObjectType({ simpleResolvers: true, description: 'What became of the link of an order.' })
export class SetOrderCategoryPayload {
  @Field(() => Order, {
    nullable: true,
    description: 'The order with its link. Null when there are `userErrors`.',
  })
  declare readonly order: Order | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The opaque id that the API answered with. Null when it gave none, and when there are `userErrors`.',
  })
  declare readonly categoryId: string | null;

  @Field(() => [UserError], { description: 'Why nothing was changed. `NOT_FOUND`: most likely the image.' })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What the API takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
