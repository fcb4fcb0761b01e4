import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';

@InputType({ description: 'A stored card that is removed.' })
export class EnturDeleteRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a stored card that was to be removed.' })
export class EnturDeleteRecurringPaymentPayload extends EnturChangePayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The card that is gone. Null when there are `userErrors`.',
  })
  declare readonly deletedRecurringPaymentId: string | null;
}
