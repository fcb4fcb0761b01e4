import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';

@ObjectType({ simpleResolvers: true, description: 'How much of a receipt was paid with what.' })
export class ReceiptPaymentSources {
  @Field(() => Money, { nullable: true, description: 'Part paid by gift card. Null when not given.' })
  declare readonly giftCard: Money | null;

  @Field(() => Money, { nullable: true, description: 'Part paid by card. Null when not given.' })
  declare readonly card: Money | null;

  @Field(() => Money, { nullable: true, description: 'Part paid by voucher. Null when not given.' })
  declare readonly voucher: Money | null;

  @Field(() => Money, { nullable: true, description: 'Part paid in cash. Null when not given.' })
  declare readonly cash: Money | null;
}
