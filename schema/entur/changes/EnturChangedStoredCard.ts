import { Field, ID, ObjectType } from 'type-graphql';
import { EnturRecurringPayment } from '../EnturRecurringPayment.js';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of a stored card. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedStoredCard extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The stored card. Null when there are `userErrors`.' })
  declare readonly recurringPaymentId: string | null;

  @Field(() => EnturRecurringPayment, {
    nullable: true,
    description:
      'The same card as the service answered. Null when it answered without it, and when there are `userErrors`.',
  })
  declare readonly recurringPayment: EnturRecurringPayment | null;
}
