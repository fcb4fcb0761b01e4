import { Field, InputType, registerEnumType } from 'type-graphql';

export enum PartnerMembershipValidity {
  CURRENT_CALENDAR_YEAR = 'CURRENT_CALENDAR_YEAR',
  ONE_YEAR_FROM_PAYMENT = 'ONE_YEAR_FROM_PAYMENT',
}

registerEnumType(PartnerMembershipValidity, {
  name: 'PartnerMembershipValidity',
  description: 'How long a membership lasts (Partner API).',
  valuesConfig: {
    CURRENT_CALENDAR_YEAR: { description: 'To the end of the calendar year (`CurrentCalendarYear`).' },
    ONE_YEAR_FROM_PAYMENT: { description: 'One year from the payment (`OneYearFromPayment`).' },
  },
});

const share = 'Its share of the turnover as free text, e.g. `about 25%`.';
const periods = 'How the sales spread over the periods as free text, e.g. `50% yearly, 20% monthly`.';
const ahead = 'How long before use it is sold as free text, e.g. `10 weeks`.';

@InputType({ description: 'Sale of gift cards.' })
export class PartnerGiftCardInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether gift cards are less than a tenth of the sales. Sent as false when left out.',
  })
  declare readonly isSalesPercentageLessThanTen?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'How long a card is good as free text, e.g. `3 years`.',
  })
  declare readonly validityDuration?: string | null;

  @Field(() => String, { nullable: true, description: share })
  declare readonly giftCardTurnoverShare?: string | null;
}

@InputType({ description: 'Sale of memberships.' })
export class PartnerMembershipInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => PartnerMembershipValidity, { nullable: true, description: 'How long a membership lasts.' })
  declare readonly membershipValidity?: PartnerMembershipValidity | null;

  @Field(() => String, { description: periods })
  declare readonly periodDistribution: string;
}

@InputType({ description: 'Sale of subscriptions.' })
export class PartnerSubscriptionInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => String, { description: periods })
  declare readonly periodDistribution: string;
}

@InputType({ description: 'Sale of courses.' })
export class PartnerCourseInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => String, { description: ahead })
  declare readonly timeBeforeOrder: string;

  @Field(() => String, {
    description: 'How often or how long it is held as free text, e.g. `once every 6 weeks`.',
  })
  declare readonly period: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether there are online courses. Left out, the API is told that there are none.',
  })
  declare readonly isOnlineCourseOffered?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'How long an online course stays open as free text, e.g. `3 months`.',
  })
  declare readonly onlineAccessibleTime?: string | null;
}

@InputType({ description: 'Sale of tickets.' })
export class PartnerTicketInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => String, { description: ahead })
  declare readonly prepurchaseTime: string;
}

@InputType({ description: 'Renting out.' })
export class PartnerRentInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => String, { description: ahead })
  declare readonly prepurchaseTime: string;

  @Field(() => String, {
    description: 'How long things are rented out on average as free text, e.g. `3 weeks`.',
  })
  declare readonly averageRentalDuration: string;
}

@InputType({ description: 'Sale of services paid ahead.' })
export class PartnerPrepaidServicesInput {
  @Field(() => String, { description: share })
  declare readonly turnoverShare: string;

  @Field(() => String, { description: ahead })
  declare readonly prepurchaseTime: string;
}

@InputType({ description: 'Donations.' })
export class PartnerDonationInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether donations are taken. Sent as false when left out.',
  })
  declare readonly acceptsDonation?: boolean | null;
}

@InputType({
  description:
    'What the merchant sells, for the compliance checks of the older Partner API. Only what applies.',
})
export class PartnerComplianceDataInput {
  @Field(() => PartnerGiftCardInput, { nullable: true, description: 'Gift cards.' })
  declare readonly giftCard?: PartnerGiftCardInput | null;

  @Field(() => PartnerMembershipInput, { nullable: true, description: 'Memberships.' })
  declare readonly membership?: PartnerMembershipInput | null;

  @Field(() => PartnerSubscriptionInput, { nullable: true, description: 'Subscriptions.' })
  declare readonly subscription?: PartnerSubscriptionInput | null;

  @Field(() => PartnerCourseInput, { nullable: true, description: 'Courses.' })
  declare readonly course?: PartnerCourseInput | null;

  @Field(() => PartnerTicketInput, { nullable: true, description: 'Tickets.' })
  declare readonly ticket?: PartnerTicketInput | null;

  @Field(() => PartnerRentInput, { nullable: true, description: 'Renting out.' })
  declare readonly rent?: PartnerRentInput | null;

  @Field(() => PartnerPrepaidServicesInput, { nullable: true, description: 'Services paid ahead.' })
  declare readonly prepaidServices?: PartnerPrepaidServicesInput | null;

  @Field(() => PartnerDonationInput, { nullable: true, description: 'Donations.' })
  declare readonly donation?: PartnerDonationInput | null;
}
