import { Field, InputType, Int } from 'type-graphql';
import { SafeIntScalar } from '../shared/scalars.js';
import { ReceiptBottomLineInput } from './ReceiptBottomLineInput.js';

@InputType({
  description: 'Shipping in the way of the deprecated v1; amounts in minor units, never negative.',
})
export class ReceiptShippingInfoInput {
  @Field(() => SafeIntScalar, { description: 'Price including tax, after discount.' })
  declare readonly amount: number;

  @Field(() => SafeIntScalar, { description: 'Price without tax.' })
  declare readonly amountExcludingTax: number;

  @Field(() => SafeIntScalar, { description: 'The tax.' })
  declare readonly taxAmount: number;

  @Field(() => Int, { description: 'Tax rate in whole percent, 0 to 100.' })
  declare readonly taxPercentage: number;
}

@InputType({
  description:
    'What concerns a receipt of the deprecated v1 as a whole. Beside what v2 takes it has sums and shipping of its own, which are sent as they are: of those that contradict the lines it is warned.',
})
export class TransactionReceiptBottomLineInput extends ReceiptBottomLineInput {
  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Part paid by gift card, in minor units; today `paymentSources.giftCard`.',
  })
  declare readonly giftCardAmount?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Sum of the lines including tax, in minor units; today computed from the lines.',
  })
  declare readonly totalAmount?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Sum of the tax, in minor units; today computed from the lines.',
  })
  declare readonly totalTax?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Sum of the discounts, in minor units; today computed from the lines.',
  })
  declare readonly totalDiscount?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Price of shipping, in minor units; today a line with `isShipping`.',
  })
  declare readonly shippingAmount?: number | null;

  @Field(() => ReceiptShippingInfoInput, {
    nullable: true,
    description: 'Price and tax of shipping; today a line with `isShipping`.',
  })
  declare readonly shippingInfo?: ReceiptShippingInfoInput | null;

  @Field(() => String, { nullable: true, description: 'Number of the payment terminal; today `posId`.' })
  declare readonly terminalId?: string | null;
}
