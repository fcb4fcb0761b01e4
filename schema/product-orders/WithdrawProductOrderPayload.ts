import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';

@ObjectType({ simpleResolvers: true, description: 'The outcome of a withdrawal.' })
export class WithdrawProductOrderPayload {
  @Field(() => String, {
    nullable: true,
    description: 'UUID of the order that is gone now. Null when there are user errors.',
  })
  declare readonly withdrawnProductOrderId: string | null;

  @Field(() => [UserError], {
    description:
      'Why it was not withdrawn. The exception is code `OUTCOME_UNKNOWN`: the answer was lost, so look or just repeat it.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What to know though it was withdrawn. Always empty today.' })
  declare readonly warnings: readonly UserError[];
}
