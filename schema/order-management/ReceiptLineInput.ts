import { Field, InputType, Int } from 'type-graphql';
import { SafeIntScalar } from '../shared/scalars.js';
import { QuantityUnit } from './QuantityUnit.js';

@InputType({ description: 'Price per unit and quantity, for display.' })
export class ReceiptLineUnitInput {
  @Field(() => SafeIntScalar, {
    description: 'Price of one unit in minor units, including tax, before discount.',
  })
  declare readonly unitPrice: number;

  @Field(() => String, {
    description:
      'How many units, as a decimal number in a text, e.g. `"0.822"`: up to 10 characters, up to 8 decimals.',
  })
  declare readonly quantity: string;

  @Field(() => QuantityUnit, {
    nullable: true,
    description: 'What the quantity counts; pieces unless given.',
  })
  declare readonly quantityUnit?: QuantityUnit | null;
}

@InputType({
  description:
    'One line of a receipt. Amounts are in minor units (øre, cent) and never negative: mark returns with `isReturn`.',
})
export class ReceiptLineInput {
  @Field(() => String, { description: 'Name of the product; not empty.' })
  declare readonly name: string;

  @Field(() => String, { description: "The shop's own id of the product; not empty." })
  declare readonly id: string;

  @Field(() => SafeIntScalar, {
    description: 'The whole line in minor units, including tax, after discount.',
  })
  declare readonly totalAmount: number;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'The whole line in minor units without tax, after discount. Left out: `totalAmount` less `totalTaxAmount`; when that ' +
      'is left out too, computed from `totalAmount` and the rate, rounded half up to a minor unit.',
  })
  declare readonly totalAmountExcludingTax?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'The tax in minor units. Left out: `totalAmount` less `totalAmountExcludingTax`.',
  })
  declare readonly totalTaxAmount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Tax rate in hundredths of a percent, 0 to 10000: 2500 is 25 %, and of 1 to 99 it is warned. Needed unless `taxPercentage` is given or the line is free shipping.',
  })
  declare readonly taxRate?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The tax rate in whole percent instead, 0 to 100. It is sent as `taxRate`.',
  })
  declare readonly taxPercentage?: number | null;

  @Field(() => ReceiptLineUnitInput, {
    nullable: true,
    description: 'Price per unit and quantity; without it the line is one piece.',
  })
  declare readonly unitInfo?: ReceiptLineUnitInput | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Discount on the whole line in minor units, already taken off the totals.',
  })
  declare readonly discount?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Page of the product, an absolute address. Should be https: of others it is warned.',
  })
  declare readonly productUrl?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the goods came back: the line counts negative in all sums.',
  })
  declare readonly isReturn?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for a line of shipping.' })
  declare readonly isShipping?: boolean | null;
}
