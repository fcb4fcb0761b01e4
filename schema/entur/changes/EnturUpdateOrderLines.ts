import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturDistributionDetailsInput, EnturOfferCustomerInput } from './EnturOfferConfigurationInput.js';
import { EnturReservedOffers } from './EnturReserveOffers.js';

@InputType({ description: 'An offer that takes the place of a line of an order.' })
export class EnturChangeOrderLineInput {
  @Field(() => ID, { description: 'The offer, a UUID. Offers live for 30 minutes.' })
  declare readonly offerId: string;

  @Field(() => ID, {
    description:
      'The line that is replaced, a UUID. Several offers may replace the same one: then `selectedOrderLineIds` must be equal too.',
  })
  declare readonly orderLineId: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Further lines that the offer takes the place of. Null means none.',
  })
  declare readonly selectedOrderLineIds?: readonly string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The travellers of the offer who are included. Null means all.',
  })
  declare readonly selectedTravellerIds?: readonly string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Products of the offer that are taken as well. Null means none.',
  })
  declare readonly selectableProductIds?: readonly string[] | null;

  @Field(() => [EnturOfferCustomerInput], {
    nullable: true,
    description: 'Who the lines are for, with the rights that the offer demands. Null for nobody known.',
  })
  declare readonly customers?: readonly EnturOfferCustomerInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own reference for the line, for operators outside of Entur. Null for none.',
  })
  declare readonly externalReference?: string | null;

  @Field(() => EnturDistributionDetailsInput, {
    nullable: true,
    description: 'How the tickets get to the traveller. Null leaves it to the products.',
  })
  declare readonly distributionDetails?: EnturDistributionDetailsInput | null;
}

@InputType({ description: 'Lines of an order that new offers take the place of.' })
export class EnturUpdateOrderLinesInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => [EnturChangeOrderLineInput], {
    description:
      'The lines and their offers, at least one. Several changes of the same lines in a row, before payment, are not safe: after a failure start again.',
  })
  declare readonly offerConfigurations: readonly EnturChangeOrderLineInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Pay back the difference when the new offers cost less than what they replace. The service calls this experimental.',
  })
  declare readonly refundPriceDifference: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What became of lines that were changed.' })
export class EnturUpdateOrderLinesPayload extends EnturReservedOffers {}
