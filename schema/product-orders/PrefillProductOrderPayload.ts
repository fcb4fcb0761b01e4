import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { ProductOrder } from './ProductOrder.js';

@ObjectType({ simpleResolvers: true, description: 'The outcome of a prefill.' })
export class PrefillProductOrderPayload {
  @Field(() => ProductOrder, {
    nullable: true,
    description: 'The order, new or as made before with the same key. Null when there are user errors.',
  })
  declare readonly productOrder: ProductOrder | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Link for the merchant, good for 14 days. Treat it as confidential. Null when there are user errors.',
  })
  declare readonly prefillUrl: string | null;

  @Field(() => String, {
    description:
      'The key that the order was sent with. After `OUTCOME_UNKNOWN`, repeat the same input with it: it makes no second order. After a refusal, mend the input and take a new one: the API remembers refusals too.',
  })
  declare readonly idempotencyKey: string;

  @Field(() => [UserError], {
    description:
      'What to mend; nothing was ordered. The exception is code `OUTCOME_UNKNOWN`: the answer was lost, so the order may exist.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], {
    description: 'What looks odd or is missing though the API takes it: it keeps no order from being sent.',
  })
  declare readonly warnings: readonly UserError[];
}
