import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Totals of a sale or refund. Whether the API gives refunds as positive or negative amounts is not published: add up the signed ones.',
})
export class SalesAmounts {
  @Field(() => Money, {
    nullable: true,
    description: 'Total with VAT, after discounts, as the API gives it. Null when it does not.',
  })
  declare readonly gross: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Total without VAT, as the API gives it. Null when VAT is not known, as for open amounts.',
  })
  declare readonly net: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'VAT, as the API gives it. Null when it is not known, as for open amounts.',
  })
  declare readonly vat: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      '`gross` for the books: negative for a refund, positive for a capture. Null for a kind that is not known, as is its sign.',
  })
  declare readonly signedGross: Money | null;

  @Field(() => Money, { nullable: true, description: '`net` for the books, signed like `signedGross`.' })
  declare readonly signedNet: Money | null;

  @Field(() => Money, { nullable: true, description: '`vat` for the books, signed like `signedGross`.' })
  declare readonly signedVat: Money | null;
}
