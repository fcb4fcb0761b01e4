import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturAffectedTransaction } from './EnturAffectedTransaction.js';
import { EnturChangedOrder } from './EnturChangedOrder.js';

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
