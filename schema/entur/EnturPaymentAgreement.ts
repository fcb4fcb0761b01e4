import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SafeIntScalar } from '../shared/scalars.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

export enum EnturPaymentAgreementStatus {
  CREATED = 'CREATED',
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  STOPPED = 'STOPPED',
  CANCELLED = 'CANCELLED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturPaymentAgreementStatus, {
  name: 'EnturPaymentAgreementStatus',
  description: 'Whether an agreement can be charged.',
  valuesConfig: {
    CREATED: { description: 'It is there; the customer has not been asked yet.' },
    PENDING: { description: 'The customer has not accepted it yet.' },
    ACTIVE: { description: 'It can be charged.' },
    STOPPED: { description: 'Ended, by the customer or the seller.' },
    CANCELLED: { description: 'Called off before it came into force.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What an agreement costs, and how often.' })
export class EnturAgreementPricing {
  @Field(() => String, {
    nullable: true,
    description: "How the price is set, in Entur's word, e.g. `FIXED`. Null when Entur does not say.",
  })
  declare readonly agreementType: string | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'The price in minor units (øre): the only amount of Entur that is not a decimal text. Null when Entur does not say, or it varies.',
  })
  declare readonly amountInMinorUnits: Told<number>;

  @Field(() => String, {
    nullable: true,
    description: 'Currency as three letters after ISO 4217. Null when Entur does not say.',
  })
  declare readonly currency: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Unit of the interval in Entur's word, e.g. `MONTH`. Null when Entur does not say.",
  })
  declare readonly intervalUnit: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of these units are between two charges. Null when Entur does not say.',
  })
  declare readonly intervalCount: Told<number>;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An agreement of a customer with Vipps about payments to come (Payment API).',
})
export class EnturPaymentAgreement {
  @Field(() => ID, { description: 'Id of the agreement.' })
  declare readonly agreementId: string;

  @Field(() => EnturPaymentAgreementStatus, {
    nullable: true,
    description: 'Whether it can be charged. Null when Entur does not say.',
  })
  declare readonly status: EnturPaymentAgreementStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for. Null when Entur does not say.' })
  declare readonly productName: string | null;

  @Field(() => EnturAgreementPricing, {
    nullable: true,
    description: 'What it costs. Null when Entur does not say.',
  })
  declare readonly pricing: EnturAgreementPricing | null;
}
