import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { Order } from './Order.js';
import { OrderCategoryFields } from './OrderCategoryFields.js';

@InputType({ description: 'The link of an order. It takes the place of the former one, whole.' })
export class SetOrderCategoryInput extends OrderCategoryFields {
  @Field(() => String, {
    nullable: true,
    description:
      'The picture itself in base64, to be uploaded first: PNG or JPEG, at most 2 MB before encoding, at least 167 pixels high, best square. It gets `imageId` as its id; that left out, the SHA-512 of the picture in hex, so that it can be sent again.',
  })
  declare readonly image?: string | null;
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

  @Field(() => String, {
    nullable: true,
    description:
      'Id of the `image` that was given: it is stored, and stays, also when `userErrors` say that the link was not set. Null without an `image`, and when it was not stored.',
  })
  declare readonly uploadedImageId: string | null;

  @Field(() => [UserError], {
    description:
      'Why the link was not changed. `NOT_FOUND`: most likely the image. When `uploadedImageId` is there, all that went wrong with the link stands here, outages too: `OUTCOME_UNKNOWN` says that it may have been set.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What the API takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
