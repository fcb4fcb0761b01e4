import { Field, ObjectType } from 'type-graphql';
import { CaptureType } from '../management/SalesUnitConfiguration.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a sales unit may do, as the older Partner API tells it. Null where it does not say, which is not false.',
})
export class PartnerAdditionalDetails {
  @Field(() => Boolean, {
    nullable: true,
    description: 'May skip the landing page. Today: `configuration.skipLandingPageAllowed`.',
  })
  declare readonly skipLandingPage: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Offers Login only, no payments. Today the opposite: `configuration.paymentAllowed`.',
  })
  declare readonly isPureLogin: boolean | null;

  @Field(() => CaptureType, {
    nullable: true,
    description: 'When the money is taken. Today: `configuration.captureType`.',
  })
  declare readonly captureType: CaptureType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `captureType`; of use when that is `UNKNOWN`.",
  })
  declare readonly captureTypeRaw: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Has the Recurring API. Today: `configuration.recurringAllowed`.',
  })
  declare readonly recurring: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'A sales unit as the older Partner API shows it.' })
export class PartnerSalesUnit {
  @Field(() => String, { description: 'Merchant serial number, 5 to 6 digits.' })
  declare readonly msn: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name shown to users. Null when the API does not say.',
  })
  declare readonly name: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Organisation number of its merchant. Null when the API does not say.',
  })
  declare readonly orgno: string | null;

  @Field(() => PartnerAdditionalDetails, {
    nullable: true,
    description: 'What it may do. Null when the API does not say.',
  })
  declare readonly additionalDetails: PartnerAdditionalDetails | null;
}
