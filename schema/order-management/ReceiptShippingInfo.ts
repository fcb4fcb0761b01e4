import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';

@ObjectType({ simpleResolvers: true, description: 'Shipping in the way that older callers still give it.' })
export class ReceiptShippingInfo {
  @Field(() => Money, { nullable: true, description: 'Price including tax. Null when not given.' })
  declare readonly amount: Money | null;

  @Field(() => Money, { nullable: true, description: 'Price without tax. Null when not given.' })
  declare readonly amountExcludingTax: Money | null;

  @Field(() => Money, { nullable: true, description: 'The tax. Null when not given.' })
  declare readonly taxAmount: Money | null;

  @Field(() => Int, { nullable: true, description: 'Tax rate in whole percent. Null when not given.' })
  declare readonly taxPercentage: number | null;
}
