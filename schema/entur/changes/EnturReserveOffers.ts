import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';
import { EnturOfferConfigurationInput } from './EnturOfferConfigurationInput.js';

@InputType({ description: 'Offers that become lines of an order.' })
export class EnturReserveOffersInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The order that the lines are added to. Null makes a new order.',
  })
  declare readonly orderId?: string | null;

  @Field(() => [EnturOfferConfigurationInput], { description: 'The offers, at least one.' })
  declare readonly offerConfigurations: readonly EnturOfferConfigurationInput[];
}

@ObjectType({ simpleResolvers: true, description: 'Lines of an order and what took their place.' })
export class EnturReplacedOrderLines {
  @Field(() => [ID], { description: 'The lines that were replaced.' })
  declare readonly originalOrderLineIds: readonly string[];

  @Field(() => [ID], { description: 'The lines that took their place.' })
  declare readonly replacedByOrderLineIds: readonly string[];
}

/** What became of offers that were reserved. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturReservedOffers extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The order. Null when there are `userErrors`.' })
  declare readonly orderId: string | null;

  @Field(() => [ID], { description: 'The new lines. Empty when there are `userErrors`.' })
  declare readonly orderLineIds: readonly string[];

  @Field(() => [ID], { description: 'The seats that were reserved. Empty when there are none.' })
  declare readonly reservationIds: readonly string[];

  @Field(() => [EnturReplacedOrderLines], {
    description: 'Which lines took the place of which. Empty when none was replaced.',
  })
  declare readonly replacedByOrderLineIds: readonly EnturReplacedOrderLines[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of offers that were reserved.' })
export class EnturReserveOffersPayload extends EnturReservedOffers {}
