import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedStoredCard } from './EnturChangedStoredCard.js';

@InputType({ description: 'What changes of a stored card: at least one field.' })
export class EnturUpdateRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the customer calls it. Null leaves it as it is.',
  })
  declare readonly nickname?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is the one that the customer uses first: one of each customer is. Null leaves it.',
  })
  declare readonly isPrimary?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a change of a stored card.' })
export class EnturUpdateRecurringPaymentPayload extends EnturChangedStoredCard {}
