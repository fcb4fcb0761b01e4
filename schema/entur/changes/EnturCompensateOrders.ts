import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturChangePayload } from './EnturChangePayload.js';

@InputType({ description: 'A part of a compensation.' })
export class EnturCompensationElementInput {
  @Field(() => [ID], {
    nullable: true,
    description: 'The lines that it is for, UUIDs. Null or empty for the whole order.',
  })
  declare readonly orderLineIds?: readonly string[] | null;

  @Field(() => EnturDecimalScalar, {
    description:
      'What is paid back, in major units and in the currency of the order, from 1 on, at most 18 digits and 5 of them decimals.',
  })
  declare readonly amount: string;

  @Field(() => String, { nullable: true, description: 'Why. Null for no reason told.' })
  declare readonly reason?: string | null;
}

@InputType({ description: 'An order whose price is lowered to make up for something.' })
export class EnturCompensationInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => [EnturCompensationElementInput], { description: 'The parts of it, at least one.' })
  declare readonly elements: readonly EnturCompensationElementInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Register as cash what goes to imported transactions.',
  })
  declare readonly asCash: boolean;
}

@InputType({ description: 'Orders that are compensated, in one call.' })
export class EnturCompensateOrdersInput {
  @Field(() => [EnturCompensationInput], { description: 'The orders, at least one and each once.' })
  declare readonly compensations: readonly EnturCompensationInput[];

  @Field(() => ID, {
    nullable: true,
    description: 'The settlement that the credits belong to. Null for none.',
  })
  declare readonly settlementId?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An order that was compensated.' })
export class EnturCompensation {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The credit that pays it back. Null when the service tells none.',
  })
  declare readonly creditId: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of orders that were to be compensated.' })
export class EnturCompensateOrdersPayload extends EnturChangePayload {
  @Field(() => [EnturCompensation], {
    description: 'The orders that were compensated. Empty when there are `userErrors`.',
  })
  declare readonly compensations: readonly EnturCompensation[];
}
