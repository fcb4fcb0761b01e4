import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedTickets } from './EnturChangedTickets.js';

@InputType({
  description:
    'Id-based tickets that another customer shall hold. Not all products allow it, and none after the journey has begun.',
})
export class EnturTransferTicketHolderInput {
  @Field(() => [ID], { description: 'Ticket distribution groups, at least one and each once.' })
  declare readonly ticketDistributionGroupIds: readonly string[];

  @Field(() => ID, { description: 'The customer who shall hold them, digits.' })
  declare readonly distributionHolderCustomerId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets that were to change hands.' })
export class EnturTransferTicketHolderPayload extends EnturChangedTickets {}
