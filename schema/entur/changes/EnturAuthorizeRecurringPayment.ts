import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedStoredCard } from './EnturChangedStoredCard.js';

@InputType({ description: 'A stored card whose number the user has given: it can be charged from then on.' })
export class EnturAuthorizeRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a card that was to be authorized.' })
export class EnturAuthorizeRecurringPaymentPayload extends EnturChangedStoredCard {}
