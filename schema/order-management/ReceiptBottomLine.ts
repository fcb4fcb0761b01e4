import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { CurrencyCodeScalar } from '../shared/scalars.js';
import { ReceiptBarcode } from './ReceiptBarcode.js';
import { ReceiptPaymentSources } from './ReceiptPaymentSources.js';
import { ReceiptShippingInfo } from './ReceiptShippingInfo.js';

const fromLines = 'Since 2026-11-21. Older callers still send it; `totals` has the sums of the lines.';
const shipping = 'Since 2026-11-21. Older callers still send it; shipping is a line with `isShipping`.';

@ObjectType({ simpleResolvers: true, description: 'What concerns a receipt as a whole.' })
export class ReceiptBottomLine {
  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of all amounts of the receipt. Null when the API does not say.',
  })
  declare readonly currency: string | null;

  @Field(() => Money, { nullable: true, description: 'Tip; not part of the sums. Null when not given.' })
  declare readonly tipAmount: Money | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the payment terminal. Null when not given.',
  })
  declare readonly posId: string | null;

  @Field(() => ReceiptPaymentSources, {
    nullable: true,
    description: 'What else was paid with. Null when not given.',
  })
  declare readonly paymentSources: ReceiptPaymentSources | null;

  @Field(() => ReceiptBarcode, { nullable: true, description: 'Barcode to show. Null when not given.' })
  declare readonly barcode: ReceiptBarcode | null;

  @Field(() => String, {
    nullable: true,
    description: "The shop's number of the receipt. Null when not given.",
  })
  declare readonly receiptNumber: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Part paid by gift card.',
    deprecationReason:
      'Since 2026-11-21. Older callers still send it; `paymentSources.giftCard` took its place.',
  })
  declare readonly giftCardAmount: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Sum as the caller gave it, not checked.',
    deprecationReason: fromLines,
  })
  declare readonly totalAmount: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Tax as the caller gave it, not checked.',
    deprecationReason: fromLines,
  })
  declare readonly totalTax: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Discount as the caller gave it, not checked.',
    deprecationReason: fromLines,
  })
  declare readonly totalDiscount: Money | null;

  @Field(() => Money, { nullable: true, description: 'Price of shipping.', deprecationReason: shipping })
  declare readonly shippingAmount: Money | null;

  @Field(() => ReceiptShippingInfo, {
    nullable: true,
    description: 'Price and tax of shipping.',
    deprecationReason: shipping,
  })
  declare readonly shippingInfo: ReceiptShippingInfo | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the payment terminal.',
    deprecationReason: 'Since 2026-11-21. Older callers still send it; `posId` took its place.',
  })
  declare readonly terminalId: string | null;
}
