import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EnturPrice } from './EnturPrice.js';
import { raw } from './raw.js';

export enum EnturFeeType {
  MANUAL = 'MANUAL',
  REFUNDING = 'REFUNDING',
  ONBOARD = 'ONBOARD',
  CHANGE = 'CHANGE',
  INVOICE = 'INVOICE',
  CHANGE_NON_REFUNDABLE = 'CHANGE_NON_REFUNDABLE',
  PENALTY = 'PENALTY',
  BOOKING = 'BOOKING',
  REDUCTION = 'REDUCTION',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturFeeType, {
  name: 'EnturFeeType',
  description: 'What a fee is for.',
  valuesConfig: {
    MANUAL: { description: 'Set by a person.' },
    REFUNDING: { description: 'For refunding.' },
    ONBOARD: { description: 'For buying on board.' },
    CHANGE: { description: 'For a change.' },
    INVOICE: { description: 'For paying by invoice.' },
    CHANGE_NON_REFUNDABLE: { description: 'For a change, and not given back.' },
    PENALTY: { description: 'A penalty, such as for travelling without a ticket.' },
    BOOKING: { description: 'For booking.' },
    REDUCTION: { description: 'Lowers the price.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `typeRaw`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A fee on an order, or on some of its lines.' })
export class EnturFee {
  @Field(() => ID, { description: 'Id of the fee.' })
  declare readonly feeId: string;

  @Field(() => EnturFeeType, {
    nullable: true,
    description: 'What it is for. Null when Entur does not say.',
  })
  declare readonly type: EnturFeeType | null;

  @Field(() => String, { nullable: true, description: raw('type') })
  declare readonly typeRaw: string | null;

  @Field(() => EnturPrice, { nullable: true, description: 'What it costs. Null when Entur does not say.' })
  declare readonly price: EnturPrice | null;

  @Field(() => String, { nullable: true, description: 'Why it was set. Null when Entur does not say.' })
  declare readonly reason: string | null;

  @Field(() => [ID], { description: 'The lines that it is about. Empty = all lines of the order.' })
  declare readonly orderLineIds: readonly string[];
}
