import { Field, ID, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of tickets. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedTickets extends EnturChangePayload {
  @Field(() => [ID], {
    description: 'The ticket distribution groups. Empty when there are `userErrors`.',
  })
  declare readonly ticketDistributionGroupIds: readonly string[];
}
