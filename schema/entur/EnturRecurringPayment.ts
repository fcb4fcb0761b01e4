import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

export enum EnturRecurringPaymentStatus {
  CREATED = 'CREATED',
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  CANCELLED = 'CANCELLED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturRecurringPaymentStatus, {
  name: 'EnturRecurringPaymentStatus',
  description: 'Whether a stored card can be paid with.',
  valuesConfig: {
    CREATED: { description: 'The customer has not entered the card yet.' },
    ACTIVE: { description: 'It can be paid with.' },
    EXPIRED: { description: 'The card or the consent has run out.' },
    CANCELLED: { description: 'Taken back.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A stored card of a customer (Payment API).' })
export class EnturRecurringPayment {
  @Field(() => ID, { description: 'Id of the stored card: a whole number of 64 bits.' })
  declare readonly recurringPaymentId: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is the one that the customer pays with by default. Null when Entur does not say.',
  })
  declare readonly isPrimary: Told<boolean>;

  @Field(() => EnturRecurringPaymentStatus, {
    nullable: true,
    description: 'Whether it can be paid with. Null when Entur does not say.',
  })
  declare readonly status: EnturRecurringPaymentStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The means in Entur's word, e.g. `VISA`. Null when Entur does not say.",
  })
  declare readonly paymentType: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the card as far as it is shown. Null when Entur does not say.',
  })
  declare readonly maskedPan: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When the card runs out, as Entur writes it. Null when Entur does not say.',
  })
  declare readonly cardExpiresAt: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the consent to charge it runs out. Null when Entur does not say.',
  })
  declare readonly expiresAt: Told<string>;

  @Field(() => String, {
    nullable: true,
    description: 'What the customer calls it. Null where it has no name.',
  })
  declare readonly nickname: string | null;
}
