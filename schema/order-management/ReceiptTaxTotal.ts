import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';

@ObjectType({ simpleResolvers: true, description: 'The sums over all lines of a receipt with one tax rate.' })
export class ReceiptTaxTotal {
  @Field(() => Int, {
    nullable: true,
    description: 'Tax rate in hundredths of a percent: 2500 is 25 %. Null for lines without a rate.',
  })
  declare readonly taxRate: number | null;

  @Field(() => Money, { description: 'Sum including tax.' })
  declare readonly gross: Money;

  @Field(() => Money, { description: 'Sum without tax: what the rate is applied to.' })
  declare readonly net: Money;

  @Field(() => Money, { description: 'Sum of the tax.' })
  declare readonly tax: Money;
}
