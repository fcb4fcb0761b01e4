import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum CaptureType {
  RESERVE_CAPTURE = 'RESERVE_CAPTURE',
  DIRECT_CAPTURE = 'DIRECT_CAPTURE',
  NOT_APPLICABLE = 'NOT_APPLICABLE',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(CaptureType, {
  name: 'CaptureType',
  description: 'When the money of a payment is taken.',
  valuesConfig: {
    RESERVE_CAPTURE: {
      description: 'Reserved first, captured by a call of its own (`ReserveCapture`): the default.',
    },
    DIRECT_CAPTURE: { description: 'Captured at once when the user approves (`DirectCapture`).' },
    NOT_APPLICABLE: { description: 'The unit takes no payments (`NotApplicable`).' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `captureTypeRaw`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'What a sales unit is allowed and set up to do. Each flag is null when the API does not say, which is not the same as false.',
})
export class SalesUnitConfiguration {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'May take payments and has passed compliance. False is normal for a unit that offers Login only.',
  })
  declare readonly paymentAllowed: boolean | null;

  @Field(() => CaptureType, { nullable: true, description: 'When the money of a payment is taken.' })
  declare readonly captureType: CaptureType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `captureType`; of use when that is `UNKNOWN`.",
  })
  declare readonly captureTypeRaw: string | null;

  @Field(() => Boolean, { nullable: true, description: 'May skip the landing page in payment requests.' })
  declare readonly skipLandingPageAllowed: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Has the Recurring API.' })
  declare readonly recurringAllowed: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'May capture one payment in several parts. Of interest in Denmark and Finland; Norwegian units always may.',
  })
  declare readonly partialCaptureAllowed: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'May capture later than the default of 14 days (Denmark and Finland; Norwegian units have 180 days).',
  })
  declare readonly lateCaptureAllowed: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "The user can't change the phone number on the landing page.",
  })
  declare readonly landingPagePhoneNumberLocked: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'May make payment requests that live long.' })
  declare readonly longLivingPaymentAllowed: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Takes credit cards; true for most units.' })
  declare readonly creditCardPaymentAllowed: boolean | null;
}
