import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { DecimalScalar, SafeIntScalar } from '../shared/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A line of a sale. Its amounts are as the API gives them, also on a refund, where it does not publish their sign: add up the signed ones. Null = the API does not say.',
})
export class SalesLine {
  @Field(() => String, { nullable: true, description: 'Id of the line within the sale, e.g. `1`.' })
  declare readonly lineId: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the item.' })
  declare readonly name: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How many or how much, e.g. `2` or `0.35` for goods by weight.',
  })
  declare readonly quantity: string | null;

  @Field(() => Money, { nullable: true, description: 'Price of one with VAT, before the discount.' })
  declare readonly unitPriceGross: Money | null;

  @Field(() => Money, { nullable: true, description: 'Price of one without VAT, before the discount.' })
  declare readonly unitPriceNet: Money | null;

  @Field(() => Money, { nullable: true, description: 'Discount on the whole line; 0 when there is none.' })
  declare readonly discountTotal: Money | null;

  @Field(() => Money, { nullable: true, description: 'The whole line with VAT, after the discount.' })
  declare readonly lineTotalGross: Money | null;

  @Field(() => Money, { nullable: true, description: 'The whole line without VAT, after the discount.' })
  declare readonly lineTotalNet: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      '`lineTotalGross` with the sign that books need: negative on a refund, positive on a capture, null where the kind is not known.',
  })
  declare readonly signedLineTotalGross: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      '`lineTotalNet` with the sign that books need: negative on a refund, positive on a capture, null where the kind is not known.',
  })
  declare readonly signedLineTotalNet: Money | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'VAT rate in basis points: 2500 is 25 %, 0 is the zero rate. Null where the merchant gave no VAT.',
  })
  declare readonly vatRateBasisPoints: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'VAT in the line. Null where the merchant gave no VAT.',
  })
  declare readonly vatAmount: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      '`vatAmount` with the sign that books need: negative on a refund, positive on a capture, null where the kind is not known. Null where the merchant gave no VAT.',
  })
  declare readonly signedVatAmount: Money | null;

  @Field(() => String, { nullable: true, description: 'Category of the line, e.g. `GOODS`: an open list.' })
  declare readonly category: string | null;
}
