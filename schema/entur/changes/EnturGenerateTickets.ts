import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedTickets } from './EnturChangedTickets.js';

@InputType({ description: 'An order whose tickets are generated.' })
export class EnturGenerateTicketsInput {
  @Field(() => ID, { description: 'The order, confirmed.' })
  declare readonly orderId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of tickets that were to be generated.' })
export class EnturGenerateTicketsPayload extends EnturChangedTickets {}
