import { Field, ID, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of an order. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedOrder extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The order. Null when there are `userErrors`.' })
  declare readonly orderId: string | null;
}
