import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'Something that lies outside of the service, by its id and version.' })
export class EnturRefInput {
  @Field(() => String, { description: 'Its id.' })
  declare readonly id: string;

  @Field(() => String, { nullable: true, description: 'Its version. Null means that none is named.' })
  declare readonly version?: string | null;
}

@InputType({ description: 'A right of a customer that an offer was made with.' })
export class EnturEntitlementInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The benefit contract that gives the right, a UUID. Null when it comes from none.',
  })
  declare readonly contractId?: string | null;

  @Field(() => EnturRefInput, { description: 'The entitlement product.' })
  declare readonly entitlementProductRef: EnturRefInput;

  @Field(() => EnturRefInput, {
    nullable: true,
    description: 'The right as another system knows it. Null when none does.',
  })
  declare readonly externalEntitlementRef?: EnturRefInput | null;
}

@InputType({ description: 'A customer that an order line is for.' })
export class EnturOfferCustomerInput {
  @Field(() => ID, { description: 'The customer, by the id that your customer register gave.' })
  declare readonly customerId: string;

  @Field(() => [EnturEntitlementInput], {
    defaultValue: [],
    description: 'Exactly the rights that the offer demands: with others the service refuses it.',
  })
  declare readonly entitlements: readonly EnturEntitlementInput[];
}

@InputType({ description: 'How travel rights get to the traveller.' })
export class EnturDistributionDetailsInput {
  @Field(() => EnturRefInput, {
    nullable: true,
    description: 'How the right is fulfilled. Null leaves it to the product.',
  })
  declare readonly fulfillmentMethodRef?: EnturRefInput | null;

  @Field(() => EnturRefInput, {
    nullable: true,
    description: 'The kind of travel document. Null leaves it to the product.',
  })
  declare readonly typeOfTravelDocumentToIssueRef?: EnturRefInput | null;

  @Field(() => EnturRefInput, {
    nullable: true,
    description: 'The account that the right is stored in. Null for none.',
  })
  declare readonly customerAccountRef?: EnturRefInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer who shall hold the ticket, digits. Null for who buys it.',
  })
  declare readonly distributionHolderCustomerId?: string | null;
}

@InputType({ description: 'An offer and how it is taken.' })
export class EnturOfferConfigurationInput {
  @Field(() => ID, { description: 'The offer, a UUID. Offers live for 30 minutes.' })
  declare readonly offerId: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many times the offer is taken, from 1. Null means once. Not with `selectedTravellerIds`.',
  })
  declare readonly count?: number | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The travellers of the offer who are included: each gets a line of the order, but for a group, which gets one. Null means all. Not with `count`.',
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
    description: 'Your own reference for the lines, for operators outside of Entur. Null for none.',
  })
  declare readonly externalReference?: string | null;

  @Field(() => EnturDistributionDetailsInput, {
    nullable: true,
    description: 'How the tickets get to the traveller. Null leaves it to the products.',
  })
  declare readonly distributionDetails?: EnturDistributionDetailsInput | null;
}
