import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { ReceiptLineUnit } from './ReceiptLineUnit.js';

const unsaid = 'Null when the API does not say.';

@ObjectType({
  simpleResolvers: true,
  description:
    'One line of a receipt. Its amounts are never negative: `isReturn` says what counts against the sums.',
})
export class ReceiptLine {
  @Field(() => String, { nullable: true, description: `Name of the product. ${unsaid}` })
  declare readonly name: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The shop's own id of the product; not unique within a receipt. ${unsaid}`,
  })
  declare readonly id: string | null;

  @Field(() => Money, {
    nullable: true,
    description: `The whole line including tax, after discount. ${unsaid}`,
  })
  declare readonly totalAmount: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: `The whole line without tax, after discount. ${unsaid}`,
  })
  declare readonly totalAmountExcludingTax: Money | null;

  @Field(() => Money, { nullable: true, description: `The tax of the line. ${unsaid}` })
  declare readonly totalTaxAmount: Money | null;

  @Field(() => Int, {
    nullable: true,
    description: `Tax rate in hundredths of a percent: 2500 is 25 %. ${unsaid}`,
  })
  declare readonly taxRate: number | null;

  @Field(() => ReceiptLineUnit, {
    nullable: true,
    description: 'Price per unit and quantity. Null when not given: then the line is one piece.',
  })
  declare readonly unitInfo: ReceiptLineUnit | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Discount on the whole line, already taken off the totals. Null when not given.',
  })
  declare readonly discount: Money | null;

  @Field(() => String, { nullable: true, description: 'Page of the product. Null when not given.' })
  declare readonly productUrl: string | null;

  @Field(() => Boolean, {
    description: 'True when the goods came back: the line counts negative in all sums.',
  })
  declare readonly isReturn: boolean;

  @Field(() => Boolean, { description: 'True for a line of shipping, which the app shows apart.' })
  declare readonly isShipping: boolean;
}
