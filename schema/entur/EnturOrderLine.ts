import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared/scalars.js';
import { EnturOrderStatus } from './EnturOrderStatus.js';
import { EnturPrice } from './EnturPrice.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

export enum EnturExternalConfirmation {
  PENDING = 'PENDING',
  SUCCESS = 'SUCCESS',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturExternalConfirmation, {
  name: 'EnturExternalConfirmation',
  description: 'What an operator outside Entur says of an order line.',
  valuesConfig: {
    PENDING: { description: 'The operator has not confirmed it yet.' },
    SUCCESS: { description: 'The operator has confirmed it.' },
    FAILED: { description: 'The operator could not confirm it.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `externalConfirmationRaw`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A text in one language.' })
export class EnturText {
  @Field(() => String, { nullable: true, description: 'Code of the language. Null when Entur does not say.' })
  declare readonly lang: string | null;

  @Field(() => String, { description: 'The text.' })
  declare readonly value: string;
}

@ObjectType({ simpleResolvers: true, description: 'A version of something in another register of Entur.' })
export class EnturVersionedRef {
  @Field(() => ID, { description: 'Id in that register.' })
  declare readonly id: string;

  @Field(() => String, { nullable: true, description: 'Its version. Null when Entur does not say.' })
  declare readonly version: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A line of an order: one product for one traveller, or for a group.',
})
export class EnturOrderLine {
  @Field(() => ID, { description: 'UUID of the line.' })
  declare readonly orderLineId: string;

  @Field(() => EnturOrderStatus, {
    nullable: true,
    description: 'Where the line is in its life. Null when Entur does not say.',
  })
  declare readonly status: EnturOrderStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => EnturPrice, { nullable: true, description: 'Its price. Null when Entur does not say.' })
  declare readonly price: EnturPrice | null;

  @Field(() => EnturPrice, {
    nullable: true,
    description: 'What it adds to the total of the order. Null when Entur does not say.',
  })
  declare readonly priceContribution: EnturPrice | null;

  @Field(() => EnturVersionedRef, {
    nullable: true,
    description: 'The sales package that it was sold as. Null when Entur does not say.',
  })
  declare readonly salesPackage: EnturVersionedRef | null;

  @Field(() => [EnturText], { description: 'What it is, in one or several languages.' })
  declare readonly description: readonly EnturText[];

  @Field(() => String, { nullable: true, description: 'A code of the seller. Null where there is none.' })
  declare readonly privateCode: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reference of an operator outside Entur. Null where there is none.',
  })
  declare readonly externalReference: string | null;

  @Field(() => EnturExternalConfirmation, {
    nullable: true,
    description: 'What that operator says of it. Null where there is none.',
  })
  declare readonly externalConfirmation: EnturExternalConfirmation | null;

  @Field(() => String, { nullable: true, description: raw('externalConfirmation') })
  declare readonly externalConfirmationRaw: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which a cancellation counts, where it is another than that of the cancellation.',
  })
  declare readonly effectiveCancellationDate: Told<string>;
}
