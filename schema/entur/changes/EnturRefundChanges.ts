import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturChangedOrder } from './EnturOrderChanges.js';
import { EnturChangePayload } from './EnturChangePayload.js';

@InputType({ description: 'A part of a refund, as an option of `EnturOrder.refundOptions` offers it.' })
export class EnturRefundOperationInput {
  @Field(() => ID, { description: 'The line of the order, a UUID.' })
  declare readonly orderLineId: string;

  @Field(() => EnturDecimalScalar, {
    description:
      'What is paid back, in major units and in the currency of the order, at most 18 digits and 5 of them decimals; sent digit for digit.',
  })
  declare readonly amount: string;
}

@InputType({ description: 'A refund that is tried out.' })
export class EnturDryRunRefundInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => [EnturRefundOperationInput], { description: 'The parts of the refund, at least one.' })
  declare readonly refundOperations: readonly EnturRefundOperationInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether some of the lines have been cancelled already.',
  })
  declare readonly includesCancelledOrderLines: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A fee that a refund adds to the order.' })
export class EnturRefundFee {
  @Field(() => String, {
    nullable: true,
    description: 'Its kind in the word of the service: `REFUNDING` or `MANUAL`. Null when it tells none.',
  })
  declare readonly type: string | null;

  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description: 'Its amount, in the currency of the order. Null when the service tells none.',
  })
  declare readonly amount: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A transaction that a refund takes money from.' })
export class EnturAffectedTransaction {
  @Field(() => ID, { nullable: true, description: 'Its payment. Null when the service tells none.' })
  declare readonly paymentId: string | null;

  @Field(() => ID, { nullable: true, description: 'The transaction. Null when the service tells none.' })
  declare readonly transactionId: string | null;

  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description:
      'What is taken from it, in the currency of the order. Null where only the refund is known, not its parts.',
  })
  declare readonly amount: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a refund would do.' })
export class EnturDryRunRefundPayload extends EnturChangedOrder {
  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description:
      'What would be paid back in all, in the currency of the order: `enturRefund` takes it as `expectedTotal`. Null when there are `userErrors`.',
  })
  declare readonly totalRefundAmount: string | null;

  @Field(() => [EnturRefundFee], { description: 'Fees that would be added to the order.' })
  declare readonly fees: readonly EnturRefundFee[];

  @Field(() => [EnturAffectedTransaction], { description: 'Transactions that money would be taken from.' })
  declare readonly affectedTransactions: readonly EnturAffectedTransaction[];
}

@InputType({ description: 'A refund as it was tried out.' })
export class EnturRefundInput extends EnturDryRunRefundInput {
  @Field(() => EnturDecimalScalar, {
    description:
      '`totalRefundAmount` of the dry run that the user has agreed to. When a fresh dry run comes to another one, nothing is refunded.',
  })
  declare readonly expectedTotal: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The settlement that the credit belongs to. Null for none.',
  })
  declare readonly settlementId?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a refund.' })
export class EnturRefundPayload extends EnturChangedOrder {
  @Field(() => ID, {
    nullable: true,
    description: 'The credit that pays it back. Null when there are `userErrors`.',
  })
  declare readonly creditId: string | null;

  @Field(() => [ID], { description: 'The lines that were refunded.' })
  declare readonly affectedOrderLineIds: readonly string[];

  @Field(() => [EnturAffectedTransaction], { description: 'The transactions that money is taken from.' })
  declare readonly affectedTransactions: readonly EnturAffectedTransaction[];

  @Field(() => [ID], { description: 'The tickets that are not valid any more.' })
  declare readonly disabledTicketIds: readonly string[];

  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description:
      'What the fresh dry run came to, also where that is why nothing was refunded. Null without one.',
  })
  declare readonly dryRunTotal: string | null;
}

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
