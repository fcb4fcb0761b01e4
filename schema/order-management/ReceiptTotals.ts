import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { ReceiptTaxTotal } from './ReceiptTaxTotal.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Sums over the lines of a receipt. Returned lines count negative everywhere but in `returns`. Tip and payment sources are not part of them.',
})
export class ReceiptTotals {
  @Field(() => Money, { description: 'What the customer pays: including tax, after discount, less returns.' })
  declare readonly gross: Money;

  @Field(() => Money, { description: 'The same without tax.' })
  declare readonly net: Money;

  @Field(() => Money, { description: 'The tax: `gross` less `net`.' })
  declare readonly tax: Money;

  @Field(() => [ReceiptTaxTotal], {
    description: 'The same three sums for each tax rate, lowest rate first.',
  })
  declare readonly taxRates: readonly ReceiptTaxTotal[];

  @Field(() => Money, { description: 'The part of `gross` that is shipping.' })
  declare readonly shipping: Money;

  @Field(() => Money, { description: 'What returned lines take away from `gross`, as a positive amount.' })
  declare readonly returns: Money;

  @Field(() => Money, { description: 'The discounts, which are already taken off `gross`.' })
  declare readonly discount: Money;
}
