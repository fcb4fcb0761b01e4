import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CategoryPaymentType } from './CategoryPaymentType.js';
import { CategoryType } from './CategoryType.js';
import { Order } from './Order.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A category with an id of its own (Order Management API v3). An order may have several; the app shows the latest. Another subgraph may refer to one that does not exist: all but its keys is null then, `url` too.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "msn categoryId")')
export class Category {
  @Field(() => ID, { description: 'Opaque global id of this category.' })
  declare readonly id: string;

  @Field(() => String, { description: 'Merchant serial number of the sales unit it belongs to.' })
  declare readonly msn: string;

  @Field(() => String, { description: 'The id that the API gave it, a UUID.' })
  declare readonly categoryId: string;

  @Field(() => String, {
    nullable: true,
    description: 'The order id it was created for. Null when the API does not say.',
  })
  declare readonly orderId?: string | null;

  @Field(() => CategoryPaymentType, {
    nullable: true,
    description: 'The payment type of that order. Null when the API does not say.',
  })
  declare readonly paymentType?: CategoryPaymentType | null;

  @Field(() => String, { nullable: true, description: 'The same in the word of the API, e.g. `ECOM`.' })
  declare readonly paymentTypeRaw?: string | null;

  @Field(() => CategoryType, {
    nullable: true,
    description: 'What the link leads to. Null when the API does not say.',
  })
  declare readonly type?: CategoryType | null;

  @Field(() => String, { nullable: true, description: 'The same in the word of the API, e.g. `TICKET`.' })
  declare readonly typeRaw?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the button leads. Null when the API does not say.',
  })
  declare readonly url?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the picture beside the button. Null without one.',
  })
  declare readonly imageId?: string | null;

  @Field(() => Order, {
    nullable: true,
    description:
      'The order it belongs to. Null when the API does not say which, or not in a word known here.',
  })
  declare readonly order?: Order | null;
}
