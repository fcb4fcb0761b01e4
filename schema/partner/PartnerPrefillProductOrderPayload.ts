import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';

@ObjectType({ simpleResolvers: true, description: 'The outcome of a prefill over the older Partner API.' })
export class PartnerPrefillProductOrderPayload {
  @Field(() => String, { nullable: true, description: 'UUID of the order. Null when there are user errors.' })
  declare readonly prefilledOrderId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Link for the merchant; treat it as confidential. Null when there are user errors. Today: `prefillUrl`.',
  })
  declare readonly returnUrl: string | null;

  @Field(() => String, {
    description:
      'The key that the order was sent with: repeat the same input with it after `OUTCOME_UNKNOWN`.',
  })
  declare readonly idempotencyKey: string;

  @Field(() => [UserError], {
    description:
      'What to mend; nothing was ordered. The exception is `OUTCOME_UNKNOWN`: the order may exist.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], {
    description: 'What looks odd though the API takes it: it keeps no order from being sent.',
  })
  declare readonly warnings: readonly UserError[];
}
