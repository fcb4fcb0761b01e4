import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { EnturMoney } from './EnturMoney.js';
import type { Told } from './told.js';

@ObjectType({ simpleResolvers: true, description: 'One way in which a part of an order can be given back.' })
export class EnturRefundOption {
  @Field(() => ID, { description: 'Names the option within its answer, and nowhere else.' })
  declare readonly transientId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the order line that it is about. Null when Entur does not say.',
  })
  declare readonly orderLineId: string | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'What can be given back, before the fee is taken off. Null when Entur does not say.',
  })
  declare readonly refundAmount: EnturMoney | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'What is taken off the amount. Null when Entur does not say.',
  })
  declare readonly fee: EnturMoney | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the option stands. Null when Entur does not say.',
  })
  declare readonly expiresAt: Told<string>;
}

@ObjectType({ simpleResolvers: true, description: 'How an order can be refunded (Refund API).' })
export class EnturRefundOptions {
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the order that the options are for. Null when Entur does not say.',
  })
  declare readonly orderVersion: Told<number>;

  @Field(() => [EnturRefundOption], { description: 'The options. Empty when nothing can be given back.' })
  declare readonly options: readonly EnturRefundOption[];

  @Field(() => [[ID]], {
    description: 'Which options can be carried out together: lists of their `transientId`s.',
  })
  declare readonly combinations: readonly (readonly string[])[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'One way in which a line of an order can be changed (Reserve Offers API, in beta there).',
})
export class EnturChangeOption {
  @Field(() => ID, { description: 'Id of the order line that it is about.' })
  declare readonly orderLineId: string;

  @Field(() => ID, { description: 'Id of the option.' })
  declare readonly optionId: string;

  @Field(() => String, { nullable: true, description: 'Its version. Null when Entur does not say.' })
  declare readonly version: string | null;

  @Field(() => [String], { description: "What may be changed, in Entur's words." })
  declare readonly types: readonly string[];
}
