import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturAffectedTransaction } from './EnturAffectedTransaction.js';
import { EnturChangedOrder } from './EnturChangedOrder.js';
import { EnturDryRunRefundInput } from './EnturDryRunRefund.js';

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
