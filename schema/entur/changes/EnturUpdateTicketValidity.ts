import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../shared/scalars.js';
import { EnturChangedTickets } from './EnturChangedTickets.js';

@InputType({ description: 'Tickets whose validity begins at another time.' })
export class EnturUpdateTicketValidityInput {
  @Field(() => [ID], { description: 'Ticket distribution groups, at least one and each once.' })
  declare readonly ticketDistributionGroupIds: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When they begin to be valid.' })
  declare readonly startOfValidity: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets whose validity was to change.' })
export class EnturUpdateTicketValidityPayload extends EnturChangedTickets {}
