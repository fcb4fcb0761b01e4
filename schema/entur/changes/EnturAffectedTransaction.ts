import { Field, ID, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from '../EnturDecimal.js';

@ObjectType({ simpleResolvers: true, description: 'A transaction that a refund takes money from.' })
export class EnturAffectedTransaction {
  @Field(() => ID, { nullable: true, description: 'Its payment. Null when the service tells none.' })
  declare readonly paymentId: string | null;

  @Field(() => ID, { nullable: true, description: 'The transaction. Null when the service tells none.' })
  declare readonly transactionId: string | null;

  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description:
      'What is taken from it, in the currency of the order. Null where only the refund is known, not its parts.',
  })
  declare readonly amount: string | null;
}
