import { Field, InputType } from 'type-graphql';
import { CurrencyCodeScalar, SafeIntScalar } from '../shared/scalars.js';
import { BarcodeFormat } from './BarcodeFormat.js';

@InputType({ description: 'How much of a receipt was paid with what, in minor units.' })
export class ReceiptPaymentSourcesInput {
  @Field(() => SafeIntScalar, { nullable: true, description: 'Part paid by gift card.' })
  declare readonly giftCard?: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Part paid by card.' })
  declare readonly card?: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Part paid by voucher.' })
  declare readonly voucher?: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Part paid in cash.' })
  declare readonly cash?: number | null;
}

@InputType({ description: 'The barcode of a receipt.' })
export class ReceiptBarcodeInput {
  @Field(() => BarcodeFormat, { description: 'How it is drawn.' })
  declare readonly format: BarcodeFormat;

  @Field(() => String, { description: 'What it says.' })
  declare readonly data: string;
}

@InputType({ description: 'What concerns a receipt as a whole. Sums are computed from the lines.' })
export class ReceiptBottomLineInput {
  @Field(() => CurrencyCodeScalar, { description: 'Currency of all amounts: `NOK`, `DKK` or `EUR`.' })
  declare readonly currency: string;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Tip in minor units; not part of the sums.' })
  declare readonly tipAmount?: number | null;

  @Field(() => String, { nullable: true, description: 'Number of the payment terminal.' })
  declare readonly posId?: string | null;

  @Field(() => ReceiptPaymentSourcesInput, {
    nullable: true,
    description:
      'How much was paid with what: of parts that do not add up to the lines, with or without tip, it is warned.',
  })
  declare readonly paymentSources?: ReceiptPaymentSourcesInput | null;

  @Field(() => ReceiptBarcodeInput, { nullable: true, description: 'Barcode to show.' })
  declare readonly barcode?: ReceiptBarcodeInput | null;

  @Field(() => String, { nullable: true, description: "The shop's number of the receipt." })
  declare readonly receiptNumber?: string | null;
}
