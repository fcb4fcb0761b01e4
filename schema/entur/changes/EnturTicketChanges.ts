import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../shared/scalars.js';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of tickets. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedTickets extends EnturChangePayload {
  @Field(() => [ID], {
    description: 'The ticket distribution groups. Empty when there are `userErrors`.',
  })
  declare readonly ticketDistributionGroupIds: readonly string[];
}

@InputType({ description: 'An order whose tickets are generated.' })
export class EnturGenerateTicketsInput {
  @Field(() => ID, { description: 'The order, confirmed.' })
  declare readonly orderId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets that were to be generated.' })
export class EnturGenerateTicketsPayload extends EnturChangedTickets {}

@InputType({ description: 'Tickets that are sent to the card and ticket store (NOD).' })
export class EnturDistributeTicketsInput {
  @Field(() => [ID], { description: 'Ticket distribution groups, at least one and each once.' })
  declare readonly ticketDistributionGroupIds: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets that were to be distributed.' })
export class EnturDistributeTicketsPayload extends EnturChangedTickets {}

@InputType({ description: 'Tickets whose validity begins at another time.' })
export class EnturUpdateTicketValidityInput {
  @Field(() => [ID], { description: 'Ticket distribution groups, at least one and each once.' })
  declare readonly ticketDistributionGroupIds: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When they begin to be valid.' })
  declare readonly startOfValidity: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets whose validity was to change.' })
export class EnturUpdateTicketValidityPayload extends EnturChangedTickets {}

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
