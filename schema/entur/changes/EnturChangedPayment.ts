import { Field, ID, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of a payment. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedPayment extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The payment. Null when there are `userErrors`.' })
  declare readonly paymentId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The transaction. Null when there are `userErrors`, and where the service does not tell of exactly one.',
  })
  declare readonly transactionId: string | null;
}
