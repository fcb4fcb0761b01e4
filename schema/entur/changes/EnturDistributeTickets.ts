import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedTickets } from './EnturChangedTickets.js';

@InputType({ description: 'Tickets that are sent to the card and ticket store (NOD).' })
export class EnturDistributeTicketsInput {
  @Field(() => [ID], { description: 'Ticket distribution groups, at least one and each once.' })
  declare readonly ticketDistributionGroupIds: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets that were to be distributed.' })
export class EnturDistributeTicketsPayload extends EnturChangedTickets {}
