import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedStoredCard } from './EnturChangedStoredCard.js';

@InputType({ description: 'A card that is to be stored: start its terminal, then authorize it.' })
export class EnturCreateRecurringPaymentInput {
  @Field(() => ID, { description: 'The customer, digits.' })
  declare readonly customerNumber: string;

  @Field(() => String, { nullable: true, description: 'What the customer calls it. Null for no name.' })
  declare readonly nickname?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a card that was to be stored.' })
export class EnturCreateRecurringPaymentPayload extends EnturChangedStoredCard {}
